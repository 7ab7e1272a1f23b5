/** The server of an address, as it is recorded. */

/** A host name without the brackets of an IPv6 address. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Host without brackets, and port. */
export function serverOf(url: URL): { readonly address: string; readonly port: number } {
  return {
    address: withoutBrackets(url.hostname),
    port: url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port),
  };
}

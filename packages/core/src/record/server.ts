/** The server of an address, as it is recorded. */

/** Host without brackets, and port. */
export function serverOf(url: URL): { readonly address: string; readonly port: number } {
  return {
    address: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port),
  };
}

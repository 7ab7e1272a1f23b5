/** The server of an address, as it is recorded. */

/** A host name without the brackets of an IPv6 address. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

const PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'ws:': 80,
  'wss:': 443,
};

/** Host without brackets, and port; `undefined` where the address names none and its scheme does not tell. */
export function serverOf(url: URL): {
  readonly address: string;
  readonly port: number | undefined;
} {
  return {
    address: withoutBrackets(url.hostname),
    port: url.port === '' ? PORTS[url.protocol] : Number(url.port),
  };
}

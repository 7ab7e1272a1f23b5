/** How tests open a namespace with any version of the client. */

interface Client {
  readonly namespace: (name: string) => object;
}

/** Opens the namespace `articles` of the server at this address. */
export function openNamespace(
  { Turbopuffer }: { Turbopuffer: new (options: object) => Client },
  url: string,
): object {
  const client = new Turbopuffer({ apiKey: 'none', baseURL: url, maxRetries: 0, logLevel: 'off' });
  return client.namespace('articles');
}

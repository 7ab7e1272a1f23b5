/** How tests open an index with any version of the client. */

interface Client {
  readonly index: (name: string, url: string) => { readonly namespace: (name: string) => object };
}

/** Opens the index `articles` of the server at this address, in a namespace. */
export function openIndex(
  { Pinecone }: { Pinecone: new (options: object) => Client },
  url: string,
): object {
  const client = new Pinecone({ apiKey: 'none', maxRetries: 0 });
  return client.index('articles', url).namespace('blog');
}

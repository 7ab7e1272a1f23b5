/** How tests open a collection with any version of the client. */
import type { WireReply } from '@spanwise/testing/situations';

interface Client {
  readonly getCollection: (options: object) => Promise<object>;
}

/** What makes vectors of texts, which is asked only for searches by a text. */
const embeddingFunction = {
  name: 'fixed',
  generate: (texts: readonly string[]): Promise<number[][]> =>
    Promise.resolve(texts.map(() => [1, 0, 0])),
};

/** Opens the collection `articles` of the server at this address. */
export function openCollection(
  { ChromaClient, ...others }: { ChromaClient: new (options: object) => Client },
  url: string,
): Promise<object> {
  const { hostname, port } = new URL(url);
  // The class of collections was exported until the client took an address apart.
  const address = 'Collection' in others ? { path: url } : { host: hostname, port: Number(port) };
  const client = new ChromaClient({
    ...address,
    tenant: 'default_tenant',
    database: 'default_database',
  });
  return client.getCollection({ name: 'articles', embeddingFunction });
}

/** What a client asks before its calls, and is answered. */
const REPLIES: readonly (readonly [RegExp, unknown])[] = [
  [/\/pre-flight-checks$/, { max_batch_size: 5461, supports_base64_encoding: false }],
  [/\/(tenants\/[^/]+|databases\/[^/?]+)(\?|$)/, { id: 'd', name: 'default', tenant: 'default' }],
  [
    /\/collections\/articles(\?|$)/,
    {
      id: '5751ae3c-44dc-4ed5-b941-9f395aa7c410',
      name: 'articles',
      metadata: { 'hnsw:space': 'cosine' },
      configuration_json: { hnsw: { space: 'cosine' } },
      tenant: 'default_tenant',
      database: 'default_database',
    },
  ],
];

/** Answers what a client asks to open a collection, and nothing else. */
export function replyToOpening(method: string, path: string): WireReply | undefined {
  const found = method === 'GET' && REPLIES.find(([pattern]) => pattern.test(path));
  return found ? { json: found[1] } : undefined;
}

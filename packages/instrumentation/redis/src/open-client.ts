/** Opens clients for tests, of versions that no one type describes. */

/** A client that is connected. */
// oxlint-disable-next-line typescript/no-explicit-any
export type OpenClient = any;

/** What is read of each version's exports. */
export interface RedisExports {
  readonly createClient: (options: object) => OpenClient;
}

/** Connects a client that does not connect again once its server has stopped. */
export async function openClient(
  { createClient }: RedisExports,
  url: string,
  options: object = {},
): Promise<OpenClient> {
  const client = createClient({
    url,
    RESP: 2,
    socket: { reconnectStrategy: false },
    ...options,
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

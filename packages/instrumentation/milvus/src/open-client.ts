/** How tests open a client of any version. */

/** A client, as far as tests use it beside its calls. */
interface Client {
  readonly closeConnection: () => unknown;
}

/** The exports of any version. */
interface Exports<Opened> {
  readonly MilvusClient: new (options: { address: string }) => Opened;
}

/** Opens a client that does not try again, and says nothing. */
export function openClient<Opened extends object = Client>(
  { MilvusClient }: Exports<Opened>,
  url: string,
): Opened {
  const quiet = { maxRetries: 0, timeout: 5000, logLevel: 'error' };
  return new MilvusClient({ ...quiet, address: url.replace('http://', '') });
}

/** Gives the same client for the same server: each loads the whole protocol. */
export function reuseClients(): (exports: Exports<Client>, url: string) => Client {
  const clients = new Map<string, Client>();
  return (exports, url) => {
    const client = clients.get(url) ?? openClient(exports, url);
    clients.set(url, client);
    return client;
  };
}

/** HTTP spans on both sides: what the application answers, and what it asks others. */
import { watchClients } from './client.ts';
import { watchServers } from './server.ts';

/** Watches HTTP until the function that comes back is called. */
export function watchHttp(options: { readonly propagateTo: readonly string[] }): () => void {
  const unwatchServers = watchServers();
  const unwatchClients = watchClients(options.propagateTo);
  return () => {
    unwatchServers?.();
    unwatchClients();
  };
}

/** Where a client that Fern generates sends its calls. */
import type { ClientFacts } from '@spanwise/core/adapter';

interface Client {
  readonly _options?: { readonly baseUrl?: unknown; readonly environment?: unknown };
}

/** Its address, where it is a text: it may be a function, or a promise of one. `usual` is the one of a client that is told none. */
export function clientAt(receiver: unknown, usual: string): ClientFacts {
  const { baseUrl, environment } = (receiver as Client | undefined)?._options ?? {};
  const address = baseUrl ?? environment ?? usual;
  return { baseURL: typeof address === 'string' ? address : undefined };
}

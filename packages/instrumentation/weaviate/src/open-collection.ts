/** How tests open a collection with any version of `weaviate-client`. */
import { onTestFinished } from 'vitest';

/** A collection, as far as tests use it. */
export interface Collection {
  readonly name: string;
  readonly withTenant: (tenant: string) => Collection;
}

/** A client, as far as tests use it. */
export interface Client {
  readonly collections: { readonly get: (name: string) => Collection };
  readonly close: () => Promise<void>;
}

/** The exports of any version. */
export interface Exports {
  readonly default: { readonly connectToCustom: (options: object) => Promise<Client> };
}

/** Connects to a server whose port for gRPC is in the address: `http://127.0.0.1:8080?grpc=50051`. */
export function connect({ default: weaviate }: Exports, address: string): Promise<Client> {
  const { hostname, port, searchParams } = new URL(address);
  return weaviate.connectToCustom({
    httpHost: hostname,
    httpPort: Number(port),
    grpcHost: hostname,
    grpcPort: Number(searchParams.get('grpc')),
    skipInitChecks: true,
  });
}

/** Opens the collection that tests use, until the test ends. */
export async function openArticles(exports: Exports, address: string): Promise<Collection> {
  const client = await connect(exports, address);
  onTestFinished(() => client.close());
  return client.collections.get('Articles');
}

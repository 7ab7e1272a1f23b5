/** How tests open an index, or a namespace of it, with any version of the client. */

interface Exports {
  readonly Index: new (options: object) => { readonly namespace: (name: string) => object };
}

/** Opens the index of the server at this address. */
export function openIndex({ Index }: Exports, url: string): ReturnType<typeof open> {
  return open(Index, url);
}

/** Opens a namespace of it, which the oldest client cannot. */
export function openNamespace({ Index }: Exports, url: string): object {
  return open(Index, url).namespace('blog');
}

function open(Index: Exports['Index'], url: string): InstanceType<Exports['Index']> {
  return new Index({ url, token: 'none', retry: false });
}

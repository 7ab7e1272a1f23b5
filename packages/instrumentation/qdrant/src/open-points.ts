/** How tests open what has the calls of points, of any version of the client. */

/** The exports of any version. */
interface Exports {
  readonly QdrantClient: new (options: object) => { readonly api: (name: string) => object };
}

/** Opens it. */
export function openPoints({ QdrantClient }: Exports, url: string): object {
  return new QdrantClient({ url, checkCompatibility: false }).api('points');
}

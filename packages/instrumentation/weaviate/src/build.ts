/** How tests use the builders of `weaviate-ts-client`, of any version. */

/** Which builder, as `graphql.get`, and what it is told. */
export interface Plan {
  readonly builder: string;
  readonly told?: Readonly<Record<string, readonly unknown[]>>;
}

/** Anything that has functions. */
type Loose = Readonly<Record<string, (...values: unknown[]) => Loose>>;

interface Exports {
  readonly default: { readonly client: (options: object) => Loose };
}

/** Gives what does what it is asked to. */
export function createBuilders(
  { default: weaviate }: Exports,
  url: string,
): { readonly do: (plan: Plan) => unknown } {
  const client = weaviate.client({ scheme: 'http', host: url.replace('http://', '') });
  return {
    do: ({ builder: path, told = {} }) => {
      const [group, name] = path.split('.') as [string, string];
      const builder = (client[group] as unknown as Loose)[name]!();
      for (const [method, values] of Object.entries(told)) builder[method]!(...values);
      return builder['do']!();
    },
  };
}

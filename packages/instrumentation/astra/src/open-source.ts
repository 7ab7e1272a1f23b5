/** How tests open a collection or a table with any version of the client. */

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

/** Opens what has this name in the database at this address. */
export function openSource(
  exports: Loose,
  url: string,
  kind: 'collection' | 'table' = 'collection',
): Loose {
  const client = new exports.DataAPIClient('none', { httpOptions: { client: 'fetch' } });
  // Only the first major has that error.
  const word = 'InsertManyError' in exports ? 'namespace' : 'keyspace';
  return client.db(url, { [word]: 'docs' })[kind]('articles');
}

/** The methods of what is opened, where those that give a cursor promise all that it has. */
export function promisedMethods(source: Loose): object {
  return new Proxy(
    {},
    {
      get: (_, name) =>
        name === 'then'
          ? undefined
          : (...values: readonly unknown[]): unknown => {
              const result = source[name](...values);
              return /^find(?:AndRerank)?$/.test(String(name)) ? result.toArray() : result;
            },
    },
  );
}

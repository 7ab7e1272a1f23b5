/** How tests open a collection by any version of the client. */

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

/** A client for this address that does not try again. */
export function openClient(exports: Loose, url: string, options: object = {}): Loose {
  const { MongoClient } = exports;
  return new MongoClient(url, { retryReads: false, ...options });
}

/** The collection of the tests. */
export const collectionOf = (client: Loose): Loose => client.db('kb').collection('articles');

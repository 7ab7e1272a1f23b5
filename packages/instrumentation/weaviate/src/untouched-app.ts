/**
 * An application that uses the client in every way, right and wrong, and prints all that it can tell of it. Run by
 * `untouched.test.ts`, alone and watched.
 */
import {
  printSituations,
  startWireServer,
  type Mode,
  type Situation,
  type WireReply,
} from '@spanwise/testing/situations';
import { weaviate } from './index.ts';
import { startWeaviateServer } from './weaviate-server.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const store = await startWeaviateServer();
// What is asked by HTTP between the situations.
const quiet = await startWireServer();

const id = '00000000-0000-4000-8000-000000000001';
const result = {
  metadata: { id, distance: 0.25, distancePresent: true },
  properties: { nonRefProps: { fields: { text: { textValue: 'first' } } } },
};
const found: WireReply = { json: { took: 0.5, results: [result] } };
const nothing: WireReply = { json: { took: 0.5, results: [] } };
const counted: WireReply = { json: { singleResult: { objectsCount: 3 } } };
const deleted: WireReply = { json: { took: 0.5, matches: 1, successful: 1, failed: 0 } };
const written: WireReply = { json: { id, class: 'Articles' } };
const empty: WireReply = { status: 204, text: '' };
const refused: WireReply = { status: 2, text: 'could not find class Nothing in schema' };
const exists: WireReply = { status: 422, json: { error: [{ message: 'exists already' }] } };

const opened: Loose[] = [];
/** Connects when a situation does, so that the client is made while it is watched. */
const connect = async (url = store.url): Promise<Loose> => {
  const { hostname, port, searchParams } = new URL(url);
  const client = await exports.default.connectToCustom({
    httpHost: hostname,
    httpPort: Number(port),
    grpcHost: hostname,
    grpcPort: Number(searchParams.get('grpc')),
    skipInitChecks: true,
  });
  opened.push(client);
  return client;
};
let shared: Loose;
const open = async (name = 'Articles'): Promise<Loose> => {
  shared ??= await connect();
  return shared.collections.get(name);
};
const on =
  (use: (articles: Loose) => unknown): (() => unknown) =>
  () =>
    open().then(use);

const byTenant = { operator: 'Equal', target: { property: 'tenant' }, value: 'acme' };
/** A vector whose second number cannot be read. */
const throwing = Object.defineProperty([1, 0, 0], 1, {
  enumerable: true,
  get() {
    throw new RangeError('mine');
  },
});
const object = { id, properties: { text: 'first' }, vectors: [1, 0, 0] };
const options = { limit: 2, returnMetadata: ['distance'], filters: byTenant };

const situations: readonly Situation[] = [
  ['a client', found, () => connect().then((client) => Object.keys(client))],
  ['a server that is not there', found, () => connect('http://127.0.0.1:1?grpc=1')],
  ['a search', found, on((a) => a.query.nearVector([1, 0, 0], options))],
  ['a search that finds nothing', nothing, on((a) => a.query.nearVector([1, 0, 0]))],
  ['a search by text', found, on((a) => a.query.nearText('a text', options))],
  ['a search by an object', found, on((a) => a.query.nearObject(id, options))],
  ['a search by words', found, on((a) => a.query.bm25('a text', { limit: 1 }))],
  ['a search by both', found, on((a) => a.query.hybrid('a text', { vector: [1, 0, 0] }))],
  ['a search by an image', found, on((a) => a.query.nearImage(Buffer.from('image'), options))],
  [
    'a search by a sound',
    found,
    on((a) => a.query.nearMedia(Buffer.from('sound'), 'audio', options)),
  ],
  [
    'a search whose results the server writes about',
    found,
    on((a) => a.generate.nearVector([1, 0, 0], { singlePrompt: 'Say {text}' }, options)),
  ],
  ['a search that is refused', refused, on((a) => a.query.nearVector([1, 0, 0]))],
  ['a search that fails, and nobody looks', refused, on((a) => void a.query.nearText('a text'))],
  ['a search of nothing', found, on((a) => a.query.nearVector())],
  ['options that are wrong', found, on((a) => a.query.nearVector([1], { limit: 'x', filters: 7 }))],
  ['a vector that throws', found, on((a) => a.query.nearVector(throwing))],
  [
    'a method without its object',
    found,
    on((a) => {
      const { nearVector } = a.query;
      return nearVector([1, 0, 0]);
    }),
  ],
  [
    'a function without its object',
    written,
    on((a) => {
      const { insert } = a.data;
      return insert(object);
    }),
  ],
  [
    'the members of a collection',
    found,
    on((a) => [
      Object.keys(a),
      Object.keys(a.data),
      a.query.nearVector.name,
      a.query.nearVector.length,
      a.data.insert.name,
      a.data.insert.length,
      a.query.constructor.name,
    ]),
  ],
  ['a tenant', found, on((a) => a.withTenant('acme').query.nearVector([1, 0, 0]))],
  ['a consistency', found, on((a) => a.withConsistency('ONE').query.nearVector([1, 0, 0]))],
  ['a collection without a name', found, () => open(7 as never)],
  ['two searches at once', found, on((a) => Promise.all([1, 2].map((x) => a.query.bm25(`${x}`))))],
  ['objects that are read', found, on((a) => a.query.fetchObjects({ limit: 1 }))],
  ['an object that is read', found, on((a) => a.query.fetchObjectById(id))],
  ['an object that is not there', nothing, on((a) => a.query.fetchObjectById(id))],
  ['objects that are counted', counted, on((a) => a.aggregate.overAll())],
  ['an object that is written', written, on((a) => a.data.insert(object))],
  ['properties that are written', written, on((a) => a.data.insert({ text: 'first' }))],
  ['an object that is there already', exists, on((a) => a.data.insert(object))],
  [
    'objects that are written',
    { json: { errors: [{ index: 0, error: 'no' }] } },
    on((a) => a.data.insertMany([object]).then(({ errors, uuids }: Loose) => [errors, uuids])),
  ],
  ['no objects', nothing, on((a) => a.data.insertMany())],
  ['an object that is changed', empty, on((a) => a.data.update(object))],
  ['an object that is replaced', written, on((a) => a.data.replace(object))],
  ['an object that is deleted', empty, on((a) => a.data.deleteById(id))],
  ['objects that are deleted', deleted, on((a) => a.data.deleteMany(byTenant))],
];
await printSituations({
  mode: mode as Mode,
  adapter: weaviate,
  exports,
  server: { ...quiet, ...store, url: quiet.url },
  situations,
});
await Promise.all(opened.map((one) => one.close()));
await quiet.stop();

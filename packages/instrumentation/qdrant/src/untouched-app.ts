/**
 * An application that uses the client by gRPC in every way, right and wrong, and prints all that it can tell of it. Run
 * by `untouched.test.ts`, alone and watched.
 */
import {
  printSituations,
  startWireServer,
  type Mode,
  type Situation,
  type WireReply,
} from '@spanwise/testing/situations';
import { qdrantGrpc } from './index.ts';
import { openPoints } from './open-points.ts';
import { startQdrantServer } from './qdrant-server.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const store = await startQdrantServer();
// What is asked by HTTP between the situations.
const quiet = await startWireServer();
const open = (url = store.url): Loose => openPoints(exports, url);

const point = { id: { num: '1' }, score: 0.75, payload: { text: { stringValue: 'first' } } };
const found: WireReply = { json: { result: [point] } };
const nothing: WireReply = { json: { result: [] } };
const done: WireReply = { json: { result: { operationId: '1', status: 'Completed' } } };
const missing: WireReply = { status: 5, text: 'no such collection' };
const busy: WireReply = { status: 8, text: 'too much' };

const collectionName = 'articles';
const nearest = { collectionName, vector: [1, 0, 0], limit: 2 };
/** A vector whose second number cannot be read. */
const throwing = Object.defineProperty([1, 0, 0], 1, {
  enumerable: true,
  get() {
    throw new RangeError('mine');
  },
});
const filter = {
  must: [
    {
      conditionOneOf: {
        case: 'field',
        value: { key: 'tenant', match: { matchValue: { case: 'keyword', value: 'acme' } } },
      },
    },
  ],
};
const id = { pointIdOptions: { case: 'uuid', value: '00000000-0000-4000-8000-000000000001' } };
const vectors = { vectorsOptions: { case: 'vector', value: { data: [1, 0, 0] } } };
const aborted = AbortSignal.abort(new RangeError('mine'));
const reused = { ...nearest, filter };

const situations: readonly Situation[] = [
  ['a search', found, () => open().search(nearest)],
  ['a search within a filter', found, () => open().search(reused)],
  ['what became of the request', found, () => [reused]],
  ['a search that finds nothing', nothing, () => open().search(nearest)],
  ['a search that is refused', missing, () => open().search(nearest)],
  ['a search that is too much', busy, () => open().search(nearest)],
  ['a search that fails, and nobody looks', missing, () => void open().search(nearest)],
  ['a search with options', found, () => open().search(nearest, { headers: { a: 'b' } })],
  ['a search that is aborted', found, () => open().search(nearest, { signal: aborted })],
  ['a search of nothing', found, () => open().search()],
  ['an empty search', found, () => open().search({})],
  ['a search that is wrong', found, () => open().search({ ...nearest, limit: 'many' })],
  ['a filter that is wrong', found, () => open().search({ ...nearest, filter: { must: 7 } })],
  ['a vector that throws', found, () => open().search({ ...nearest, vector: throwing })],
  [
    'several searches',
    { json: { result: [{ result: [point] }, { result: [] }] } },
    () => open().searchBatch({ collectionName, searchPoints: [nearest, nearest] }),
  ],
  [
    'a query, where there is one',
    found,
    () =>
      open().query?.({
        collectionName,
        query: {
          variant: {
            case: 'nearest',
            value: { variant: { case: 'dense', value: { data: [1, 0, 0] } } },
          },
        },
      }),
  ],
  [
    'two searches at once',
    found,
    () =>
      [1, 2]
        .map(() => open())
        .map((one) => one.search(nearest))
        .at(-1),
  ],
  [
    'a function without its object',
    found,
    () => {
      const { search } = open();
      return search(nearest);
    },
  ],
  [
    'the members of what has the calls',
    found,
    () => {
      const points = open();
      return [Object.keys(points), points.search.length, points.constructor.name];
    },
  ],
  [
    'the same each time',
    found,
    () => {
      const client = new exports.QdrantClient({ url: store.url, checkCompatibility: false });
      const [first, second] = [client.api('points'), client.api('points')];
      return [first === second, first.search === second.search, client.api('nothing')];
    },
  ],
  [
    'points that are written',
    done,
    () => open().upsert({ collectionName, points: [{ id, vectors, payload: {} }] }),
  ],
  ['no points', done, () => open().upsert({ collectionName })],
  [
    'points that are deleted',
    done,
    () =>
      open().delete({
        collectionName,
        points: { pointsSelectorOneOf: { case: 'filter', value: filter } },
      }),
  ],
  ['points that are read', nothing, () => open().scroll({ collectionName, filter })],
  ['points that are read by their ids', nothing, () => open().get({ collectionName, ids: [id] })],
  [
    'points that are counted',
    { json: { result: { count: '2' } } },
    () => open().count({ collectionName }),
  ],
  ['a server that is not there', found, () => open('http://127.0.0.1:1').search(nearest)],
];
await printSituations({
  mode: mode as Mode,
  adapter: qdrantGrpc,
  exports,
  server: { ...quiet, ...store, url: quiet.url },
  situations,
});
await quiet.stop();
// The connections of clients stay open for a while, and nothing closes them.
process.exit();

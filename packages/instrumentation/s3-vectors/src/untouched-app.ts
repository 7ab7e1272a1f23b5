/**
 * An application that uses the client in every way, right and wrong, and prints all that it can tell of it. Run by
 * `untouched.test.ts`, alone and watched.
 */
import {
  printSituations,
  startWireServer,
  tell,
  type Mode,
  type Situation,
  type WireReply,
} from '@spanwise/testing/situations';
import { createClient } from './create-client.ts';
import { s3Vectors } from './index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const server = await startWireServer();

const index = { vectorBucketName: 'docs', indexName: 'articles' };
const nearest = { ...index, topK: 2, queryVector: { float32: [1, 0, 0] }, returnDistance: true };
const found: WireReply = {
  json: {
    vectors: [{ key: 'a', distance: 0.1, metadata: { text: 'first' } }, { key: 'b' }],
    distanceMetric: 'cosine',
  },
};
const refused: WireReply = {
  status: 400,
  headers: { 'x-amzn-errortype': 'ValidationException' },
  json: { message: 'wrong dimension', fieldList: [{ path: '/queryVector', message: 'wrong' }] },
};
const done: WireReply = { json: {} };

const open = (url = server.url): Loose => createClient(exports, url);
const query = (more: object = {}): Loose => open().queryVectors({ ...nearest, ...more });

/** What the caller found, less the times and ids that differ. */
const vectorsOf = async (reply: Promise<Loose>): Promise<unknown> => {
  const { vectors, distanceMetric } = await reply;
  return tell({ vectors, distanceMetric });
};

/** What a callback is told. */
const called = (send: (callback: (...told: unknown[]) => void) => unknown): Promise<unknown[]> =>
  new Promise((resolve) => {
    send((error, reply: Loose) => resolve([tell(error), tell(reply?.vectors)]));
  });

/** What cannot be sent. */
const throwing = {
  ...nearest,
  get nextToken() {
    throw new RangeError('mine');
  },
};

const situations: readonly Situation[] = [
  ['a search', found, () => vectorsOf(query())],
  ['a search with a filter', found, () => vectorsOf(query({ filter: { tenant: 'acme' } }))],
  ['a search by the ARN', found, () => vectorsOf(query({ indexArn: 'arn:wrong' }))],
  ['a command', found, () => vectorsOf(open().send(new exports.QueryVectorsCommand(nearest)))],
  [
    'a callback',
    found,
    () => called((told) => open().send(new exports.QueryVectorsCommand(nearest), told)),
  ],
  [
    'a callback that is told a failure',
    refused,
    () => called((told) => open().queryVectors(nearest, told)),
  ],
  ['a search that is refused', refused, () => query()],
  ['a search that is refused, and nobody looks', refused, () => void query()],
  ['a reply that cannot be read', { text: '{' }, () => query()],
  ['a reply of another shape', { json: { vectors: [null] } }, () => vectorsOf(query())],
  ['a reply of null', { json: null }, () => vectorsOf(query())],
  ['a server that is not there', found, () => open('http://127.0.0.1:1').queryVectors(nearest)],
  ['a search of nothing', found, () => open().queryVectors()],
  ['an empty search', found, () => vectorsOf(open().queryVectors({}))],
  ['a search that is wrong', found, () => query({ topK: 'two', filter: 7 })],
  ['no command', found, () => open().send()],
  ['what throws', found, () => open().queryVectors(throwing)],
  [
    'a search that is aborted',
    found,
    () => open().queryVectors(nearest, { abortSignal: AbortSignal.abort() }),
  ],
  [
    'the members of a client',
    found,
    () => {
      const client = open();
      return [Object.keys(client as object), client.send.name, client.send.length];
    },
  ],
  [
    'vectors that are written',
    done,
    async () =>
      Object.keys(
        await open().putVectors({ ...index, vectors: [{ key: 'a', data: { float32: [1] } }] }),
      ),
  ],
  ['vectors that are none', done, () => open().putVectors({ ...index, vectors: [null] })],
  [
    'vectors that are deleted',
    done,
    async () => Object.keys(await open().deleteVectors({ ...index, keys: ['a'] })),
  ],
  ['vectors that are read', found, () => vectorsOf(open().getVectors({ ...index, keys: ['a'] }))],
  ['a page', found, () => vectorsOf(open().listVectors(index))],
  [
    'what is none of ours',
    { json: { indexes: [] } },
    async () => tell((await open().listIndexes({ vectorBucketName: 'docs' })).indexes),
  ],
];
await printSituations({ mode: mode as Mode, adapter: s3Vectors, exports, server, situations });

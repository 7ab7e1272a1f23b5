/**
 * An application that uses the older client in every way, right and wrong, and prints all that it can tell of it. Run
 * by `untouched.test.ts`, alone and watched.
 */
import {
  printSituations,
  startWireServer,
  type Mode,
  type Situation,
  type WireReply,
} from '@spanwise/testing/situations';
import { createBuilders, type Plan } from './build.ts';
import { weaviateTs } from './index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const server = await startWireServer({
  fixed: (_, path) => (path === '/v1/meta' ? { json: { version: '1.35.2' } } : undefined),
});
const clientOf = (url = server.url): Loose =>
  exports.default.client({ scheme: 'http', host: url.replace('http://', '') });
const doing = (plan: Plan) => (): unknown => createBuilders(exports, server.url).do(plan);

const found: WireReply = {
  json: { data: { Get: { Articles: [{ text: 'first', _additional: { id: 'a', distance: 0 } }] } } },
};
const nothing: WireReply = { json: { data: { Get: { Articles: [] } } } };
const refused: WireReply = {
  json: { data: { Get: { Articles: null } }, errors: [{ message: 'no such field' }] },
};
const written: WireReply = { json: { class: 'Articles', id: 'a' } };
const failed: WireReply = { status: 500, json: { error: [{ message: 'gone' }] } };

/** A vector whose second number cannot be read. */
const throwing = Object.defineProperty([1, 0, 0], 1, {
  enumerable: true,
  get() {
    throw new RangeError('mine');
  },
});
const getting = (told: Plan['told'] = {}): (() => unknown) =>
  doing({
    builder: 'graphql.get',
    told: { withClassName: ['Articles'], withFields: ['text _additional{id distance}'], ...told },
  });
const near = { withNearVector: [{ vector: [1, 0, 0] }] };
const named = { withClassName: ['Articles'], withId: ['00000000-0000-4000-8000-000000000001'] };
const objects = [{ class: 'Articles', vector: [1, 0], properties: {} }, { class: 'Others' }, null];

const situations: readonly Situation[] = [
  ['a search', found, getting(near)],
  ['a search that finds nothing', nothing, getting(near)],
  ['a search of a tenant', found, getting({ ...near, withTenant: ['acme'] })],
  ['a search by text', found, getting({ withNearText: [{ concepts: ['a "text"'] }] })],
  ['a search by both', found, getting({ withHybrid: [{ query: 'a', vector: [1, 0] }] })],
  ['a search that is refused', refused, getting(near)],
  ['a search that fails', failed, getting(near)],
  ['a search that fails, and nobody looks', failed, () => void getting(near)()],
  ['a reply that is no JSON', { text: '{' }, getting(near)],
  ['a reply without data', { json: {} }, getting(near)],
  ['a query', found, getting()],
  ['a query without a collection', found, doing({ builder: 'graphql.get' })],
  ['a vector that throws', found, () => getting({ withNearVector: [{ vector: throwing }] })()],
  [
    'options that are wrong',
    found,
    getting({ withNearVector: [7], withWhere: [7], withLimit: ['x'] }),
  ],
  [
    'a query that the caller writes',
    found,
    doing({ builder: 'graphql.raw', told: { withQuery: ['{Get{Articles{text}}}'] } }),
  ],
  [
    'a count',
    { json: { data: { Aggregate: { Articles: [{ meta: { count: 3 } }] } } } },
    doing({ builder: 'graphql.aggregate', told: { ...near, withClassName: ['Articles'] } }),
  ],
  ['an object that is written', written, doing({ builder: 'data.creator', told: named })],
  ['an object without a collection', written, doing({ builder: 'data.creator' })],
  ['an object that is read', written, doing({ builder: 'data.getterById', told: named })],
  [
    'an object that is deleted',
    { status: 204, text: '' },
    doing({ builder: 'data.deleter', told: named }),
  ],
  [
    'objects that are written',
    { json: [{ result: { status: 'SUCCESS' } }, { result: { status: 'FAILED' } }, {}] },
    doing({ builder: 'batch.objectsBatcher', told: { withObjects: objects } }),
  ],
  [
    'a builder that is used twice',
    found,
    () => {
      const builder = clientOf().graphql.get().withClassName('Articles').withFields('text');
      return Promise.all([builder.do(), builder.do()]);
    },
  ],
  [
    'a function without its builder',
    found,
    () => {
      const { do: taken } = clientOf().graphql.get().withClassName('Articles').withFields('text');
      return taken();
    },
  ],
  [
    'the members of a builder',
    found,
    () => {
      const builder = clientOf().graphql.get();
      return [Object.keys(builder), builder.do.name, builder.do.length, typeof builder.do];
    },
  ],
  [
    'a server that is not there',
    found,
    () =>
      clientOf('http://127.0.0.1:1')
        .graphql.get()
        .withClassName('Articles')
        .withFields('text')
        .do(),
  ],
];
await printSituations({ mode: mode as Mode, adapter: weaviateTs, exports, server, situations });

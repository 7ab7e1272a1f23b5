/** Vectorize by its real binding, in workerd, the runtime of Cloudflare Workers; the service behind it is scripted. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startWireServer, type WireServer } from '@spanwise/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installRecipe } from '../../scripts/install-recipe.ts';
import { startServer, type RunningServer } from '../../scripts/start-server.ts';
import type { Told } from './vectorize-worker.ts';

const VERSION = '1.20261117.1';
const folder = installRecipe({ name: 'workerd', dependencies: { workerd: VERSION } });

/** The configuration by which a runtime gives a Worker a binding of Vectorize. */
const configuration = (port: number, storeUrl: string): string => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "store", external = (address = "${new URL(storeUrl).host}", http = ())),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-01",
  bindings = [(name = "VECTORIZE", wrapped = (
    moduleName = "cloudflare-internal:vectorize-api",
    innerBindings = [
      (name = "fetcher", service = "store"),
      (name = "indexId", text = "index-1"),
      (name = "indexVersion", text = "v2"),
      (name = "useNdJson", json = "false"),
    ],
  ))],
);
`;

const found = {
  json: { matches: [{ id: 'a', score: 0.9, metadata: { text: 'first' } }], count: 1 },
};
/** What the service says to each call, but the one that is wrong before it is sent. */
const replies = [
  found,
  { status: 400, json: { code: 40006, error: 'wrong dimensions' } },
  found,
  { json: { mutationId: 'm-1' } },
  { status: 503, text: 'busy' },
  { json: [{ id: 'a', values: [0.5, 0.25] }] },
  { json: { dimensions: 2 } },
];

describe.skipIf(folder === undefined)('in workerd (where it can be installed)', () => {
  let store: WireServer;
  let runtime: RunningServer;
  let told: Told;

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, 'vectorize-worker.ts')],
      bundle: true,
      write: false,
      format: 'esm',
      conditions: ['@spanwise/source', 'workerd'],
      external: ['node:*'],
      alias: { async_hooks: 'node:async_hooks', events: 'node:events' },
    });
    store = await startWireServer();
    store.answer([...replies, ...replies]);
    const workerd = createRequire(join(folder!, 'tests.js'))('workerd') as { default: string };
    runtime = await startServer({
      file: workerd.default,
      arguments: (port, place) => {
        writeFileSync(join(place, 'worker.js'), outputFiles[0]!.contents);
        writeFileSync(join(place, 'config.capnp'), configuration(port, store.url));
        return ['serve', 'config.capnp', '--experimental'];
      },
      isReady: async (address) => (await fetch(`http://${address}/`)).ok,
    });
    told = (await (await fetch(`http://${runtime.address}/run`)).json()) as Told;
  });
  afterAll(async () => {
    await runtime.stop();
    await store.stop();
  });

  it('gives back, throws and sends what it does alone', () => {
    expect(told.watched).toEqual(told.bare);
    expect(told.bare[1]).toMatchObject({
      message: 'VECTOR_QUERY_ERROR (code = 40006): wrong dimensions',
    });
    const bodies = store.bodies();
    expect(bodies).toHaveLength(2 * replies.length);
    expect(bodies.slice(replies.length)).toEqual(bodies.slice(0, replies.length));
    expect(told).toMatchObject({ looksAlike: true, failures: {}, openCalls: 0 });
  });

  it('is recorded, each call once, under the active span', () => {
    expect(told.spans.map(({ name }) => name)).toEqual([
      'query articles',
      'query articles',
      'queryById articles',
      'upsert articles',
      'insert articles',
      'deleteByIds articles',
      'getByIds articles',
    ]);
    expect(told.spans.every(({ isChild }) => isChild)).toBe(true);
    const errors = told.spans.map(
      ({ attributes }) => (attributes as Readonly<Record<string, unknown>>)['error.type'],
    );
    expect(errors).toEqual([
      undefined,
      '40006',
      undefined,
      undefined,
      'TypeError',
      'VECTOR_DELETE_ERROR',
      undefined,
    ]);
    expect(told.spans[0]?.attributes).toEqual({
      'spanwise.vector.operation': 'search',
      'db.system.name': 'cloudflare.vectorize',
      'db.operation.name': 'query',
      'db.collection.name': 'articles',
      'spanwise.vector.dimension_count': 2,
      'spanwise.vector.search.top_k': 2,
      'spanwise.vector.filtered': true,
      'spanwise.vector.filter.keys': ['tenant'],
      'db.response.returned_rows': 1,
      'spanwise.vector.search.score.best': 0.9,
      'spanwise.vector.search.score.worst': 0.9,
      'spanwise.vector.search.score.mean': 0.9,
      'gen_ai.retrieval.documents': [{ id: 'a', score: 0.9, content: { text: 'first' } }],
    });
  });
});

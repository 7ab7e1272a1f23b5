/** The client makes spans of its own for all of its calls: each call has one span, whatever makes it. */
import { createRequire } from 'node:module';
import { attach, type Attachment, type CoreOptions } from '@spanwise/core';
import {
  recordTelemetry,
  startWireServer,
  type Recorded,
  type WireServer,
} from '@spanwise/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { elasticsearch } from './index.ts';

const OURS = '@spanwise/instrumentation-elasticsearch';
const NATIVE = '@elastic/transport';
const VECTOR = {
  index: 'articles',
  knn: { field: 'embedding', query_vector: [1, 0, 0], k: 2, num_candidates: 9 },
};
const PLAIN = { index: 'articles', query: { match: { text: 'words' } } };
const REPLY = {
  headers: { 'x-elastic-product': 'Elasticsearch' },
  json: { hits: { hits: [{ _id: '1', _score: 0.5 }] } },
};

interface Client {
  readonly search: (params: object, options?: object) => Promise<object>;
  readonly child: (options: object) => Client;
}
interface Exports {
  readonly Client: new (options: object) => Client;
}

let server: WireServer;
beforeAll(async () => {
  server = await startWireServer();
  server.answer(REPLY);
});
afterAll(() => server.stop());

describe.each(['elasticsearch8', 'elasticsearch9-oldest', '@elastic/elasticsearch'])(
  'the spans of %s',
  (alias) => {
    const exports = createRequire(import.meta.url)(alias) as Exports;
    let recorded: Recorded;
    let attachment: Attachment;

    beforeEach(() => {
      recorded = recordTelemetry();
    });
    afterEach(async () => {
      attachment.disable();
      await recorded.stop();
    });

    const watch = (options: CoreOptions = {}): void => {
      attachment = attach({
        ...options,
        adapters: [elasticsearch],
        modules: { elasticsearch: exports },
      });
    };
    const open = (options: object = {}): Client =>
      new exports.Client({ node: server.url, ...options });
    const spans = (): [string, string][] =>
      recorded.spans().map(({ instrumentationScope, name }) => [instrumentationScope.name, name]);
    const durations = async (): Promise<number> =>
      (await recorded.metrics()).filter(({ name }) => name === 'db.client.operation.duration')
        .length;

    it('are ours for a search of vectors, and its own for any other', async () => {
      watch();
      const client = open();
      await client.search(VECTOR);
      await client.search(PLAIN);
      await client.child({}).search(VECTOR);
      expect(spans()).toEqual([
        [OURS, 'search articles'],
        [NATIVE, 'search'],
        [OURS, 'search articles'],
      ]);
      expect(await durations()).toBe(1);
    });

    it('are its own when they are to be kept; metrics stay ours', async () => {
      watch({ nativeSpans: 'keep' });
      await open().search(VECTOR);
      expect(spans()).toEqual([[NATIVE, 'search']]);
      expect(await durations()).toBe(1);
    });

    it('are ours where it was told to make none', async () => {
      watch({ nativeSpans: 'keep' });
      process.env['OTEL_ELASTICSEARCH_ENABLED'] = 'false';
      const client = open();
      delete process.env['OTEL_ELASTICSEARCH_ENABLED'];
      await client.search(VECTOR);
      expect(spans()).toEqual([[OURS, 'search articles']]);
    });

    it('are its own again once nothing is attached', async () => {
      watch();
      const client = open();
      await client.search(VECTOR);
      attachment.disable();
      await client.search(VECTOR);
      expect(spans()).toEqual([
        [OURS, 'search articles'],
        [NATIVE, 'search'],
      ]);
    });

    it('say the same of a raw reply', async () => {
      watch();
      const client = open();
      await client.search(VECTOR, { meta: true });
      const [span] = recorded.spans();
      expect(span?.attributes).toMatchObject({
        'db.response.returned_rows': 1,
        'spanwise.vector.search.score.best': 0.5,
      });
    });
  },
);

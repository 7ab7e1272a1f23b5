/** A search is recorded however its caller waits for it. */
import { createRequire } from 'node:module';
import { attach, type Attachment } from '@spanwise/core';
import {
  recordTelemetry,
  startWireServer,
  type Recorded,
  type WireServer,
} from '@spanwise/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { opensearch } from './index.ts';

interface Exports {
  readonly Client: new (options: object) => {
    readonly search: (...values: unknown[]) => Promise<unknown>;
  };
}

let recorded: Recorded;
let attachment: Attachment;
let server: WireServer;

beforeEach(async () => {
  server = await startWireServer();
  recorded = recordTelemetry();
});
afterEach(async () => {
  attachment.disable();
  await recorded.stop();
  await server.stop();
});

it.each(['opensearch2-oldest', '@opensearch-project/opensearch'])(
  'by a promise, by its other methods, by a callback: %s',
  async (alias) => {
    const exports = createRequire(import.meta.url)(alias) as Exports;
    attachment = attach({ adapters: [opensearch], modules: { opensearch: exports } });
    const client = new exports.Client({ node: server.url, maxRetries: 0 });
    const body = { query: { knn: { embedding: { vector: [1, 0], k: 2 } } } };
    const search = (...more: unknown[]): Promise<unknown> => client.search({ body }, ...more);
    server.answer({ status: 400, json: { error: { type: 'wrong' }, status: 400 } });
    await expect(search()).rejects.toThrow('wrong');
    expect(await search().catch(() => 'caught')).toBe('caught');
    await expect(search().finally(() => {})).rejects.toThrow('wrong');
    await new Promise((resolve) => {
      void search((...told: unknown[]) => resolve(told));
    });
    expect(recorded.spans().map(({ attributes }) => attributes['error.type'])).toEqual(
      Array(4).fill('wrong'),
    );
    expect(attachment.report().openCalls).toBe(0);
  },
);

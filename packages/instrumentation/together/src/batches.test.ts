/** A look at a batch links to the submission, though the replies of the two have other shapes. */
import { attach } from '@spanwise/core';
import { recordTelemetry, startWireServer } from '@spanwise/testing';
import * as exports from 'together-ai';
import { expect, it, onTestFinished } from 'vitest';
import { together } from './index.ts';

it('a look links to the submission', async () => {
  const server = await startWireServer();
  const recorded = recordTelemetry();
  const attachment = attach({ adapters: [together], modules: { together: exports } });
  onTestFinished(async () => {
    attachment.disable();
    await recorded.stop();
    await server.stop();
  });
  const client = new exports.Together({ apiKey: 'none', baseURL: server.url });
  const job = { id: 'batch-linked', status: 'VALIDATING' };
  server.answer([{ json: { job } }, { json: { ...job, status: 'COMPLETED' } }]);
  await client.batches.create({ endpoint: '/v1/chat/completions', input_file_id: 'file-1' });
  expect(await client.batches.retrieve('batch-linked')).toMatchObject({ status: 'COMPLETED' });
  const [created, look] = recorded.spans();
  expect(created!.name).toBe('create_batch');
  expect(look).toMatchObject({
    name: 'fetch_batch',
    links: [{ context: { spanId: created!.spanContext().spanId } }],
  });
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
});

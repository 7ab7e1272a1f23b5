/** What only this client does: its own ways to abort, a default export that is a client, images as bytes. */
import { attach, type Attachment } from '@spanwise/core';
import {
  recordTelemetry,
  startWireServer,
  type Recorded,
  type WireServer,
} from '@spanwise/testing';
import * as exports from 'ollama';
import * as browser from 'ollama/browser';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ollama } from './index.ts';

const chunk = (content: string): object => ({ model: 'm', message: { content }, done: false });
const end = {
  model: 'm',
  message: { role: 'assistant', content: '' },
  done: true,
  done_reason: 'stop',
  eval_count: 2,
};
const body = { model: 'm', messages: [{ role: 'user', content: 'hi' }] };

let server: WireServer;
let recorded: Recorded;
let attachment: Attachment;
beforeEach(async () => {
  server = await startWireServer({
    encoding: {
      type: 'application/x-ndjson',
      encode: (event) => `${JSON.stringify(event)}\n`,
      end: '',
    },
  });
  recorded = recordTelemetry();
  attachment = attach({
    adapters: [ollama],
    modules: { ollama: exports },
    captureContent: 'span',
  });
});
afterEach(async () => {
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  attachment.disable();
  await recorded.stop();
  await server.stop();
});

const attributes = (): Record<string, unknown> => {
  const [only, ...more] = recorded.spans();
  expect(more).toEqual([]);
  return only!.attributes;
};

it.each(['stream', 'client'] as const)('a stream that the %s aborts is aborted', async (who) => {
  const client = new exports.Ollama({ host: server.url });
  server.answer({ events: [chunk('a'), chunk('b'), end] }, true);
  const stream = await client.chat({ ...body, stream: true });
  expect(stream.constructor.name).toBe('AbortableAsyncIterator');
  const read = (async () => {
    for await (const _ of stream) (who === 'stream' ? stream : client).abort();
  })();
  await expect(read).rejects.toMatchObject({ name: 'AbortError' });
  await server.closed();
  expect(attributes()).toMatchObject({
    'spanwise.stream.outcome': 'aborted',
    'gen_ai.response.finish_reasons': ['error'],
  });
});

it('the client that the package exports is watched, and a client without what needs Node', async () => {
  server.answer({ json: end });
  exports.default.abort();
  const { config } = exports.default as unknown as { config: { host: string } };
  const { host } = config;
  config.host = server.url;
  await exports.default.chat(body);
  config.host = host;
  expect(attributes()['gen_ai.usage.output_tokens']).toBe(2);
  recorded.reset();
  await new browser.Ollama({ host: server.url }).chat(body);
  expect(attributes()['gen_ai.usage.output_tokens']).toBe(2);
});

it('an image as bytes is sent by the client, and no byte of it is recorded', async () => {
  server.answer({ json: end });
  const images = [new Uint8Array([137, 80, 78, 71])];
  await new exports.Ollama({ host: server.url }).chat({
    model: 'm',
    messages: [{ role: 'user', content: 'hi', images }],
  });
  expect(server.bodies()[0]).toContain('"images":["iVBORw=="]');
  const text = JSON.stringify(attributes()['gen_ai.input.messages']);
  expect(text).toContain('image');
  expect(text).not.toContain('iVBORw');
});

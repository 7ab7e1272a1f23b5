/** The client's own spans: one span a call, whoever is told to make it. */
import { SpanKind, trace } from '@opentelemetry/api';
import * as exports from '@mistralai/mistralai';
import {
  configureTelemetry,
  registerTracerProvider,
} from '@mistralai/mistralai/extra/observability';
import { attach, type Attachment, type CoreOptions } from '@spanwise/core';
import {
  recordTelemetry,
  startWireServer,
  type Recorded,
  type WireServer,
} from '@spanwise/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { mistral } from './index.ts';

const OURS = '@spanwise/instrumentation-mistral';
const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
const reply = { id: 'c', object: 'chat.completion', created: 1, model: 'm' };
const message = { role: 'assistant', content: 'Yes.' };
const whole = {
  json: { ...reply, usage, choices: [{ index: 0, message, finish_reason: 'stop' }] },
};
const streamed = {
  events: [{ ...reply, usage, choices: [{ index: 0, delta: message, finish_reason: 'stop' }] }],
};
const body = { model: 'm', messages: [{ role: 'user' as const, content: 'Hi' }] };

let server: WireServer;
let recorded: Recorded;
let attachment: Attachment | undefined;
beforeAll(async () => {
  server = await startWireServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  recorded = recordTelemetry();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  registerTracerProvider(undefined);
  expect(attachment?.report().openCalls ?? 0).toBe(0);
  expect(attachment?.report().failures ?? {}).toEqual({});
  attachment?.disable();
  attachment = undefined;
  await recorded.stop();
});

const watch = (options: CoreOptions = {}): void => {
  attachment = attach({ ...options, adapters: [mistral], modules: { mistral: exports } });
};
const connect = (): exports.Mistral =>
  new exports.Mistral({ apiKey: 'none', serverURL: server.url });
const call = async (client: exports.Mistral): Promise<void> => {
  server.answer(whole);
  await client.chat.complete(body);
  server.answer(streamed);
  for await (const _ of await client.chat.stream(body));
};
const spans = (): string[] =>
  recorded
    .spans()
    .map(({ name, instrumentationScope: { name: scope } }) =>
      scope === OURS ? `ours: ${name}` : `native: ${name}`,
    );
const outputTokens = async (): Promise<number[]> =>
  (await recorded.metrics())
    .filter(({ name }) => name === 'gen_ai.client.inference.usage.output_tokens')
    .map(({ value }) => value);
const ours = ['ours: chat m', 'ours: chat m'];
const native = ['native: chat m', 'native: chat m'];

/** The ways in which an application has the client's spans among its own. */
const ways: Readonly<Record<string, (client: exports.Mistral) => unknown>> = {
  'by the environment': () => vi.stubEnv('MISTRAL_SDK_TELEMETRY', 'global'),
  'by a call': async (client) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    await configureTelemetry(client, 'global');
  },
  'with a provider for the client': async (client) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    await configureTelemetry(client, trace.getTracerProvider());
  },
  'with a provider for all clients': () => registerTracerProvider(trace.getTracerProvider()),
};

describe.each(Object.keys(ways))('a client that is told to make spans %s', (way) => {
  it('makes none where ours are made', async () => {
    const client = connect();
    await ways[way]!(client);
    watch();
    await call(client);
    expect(spans()).toEqual(ours);
    expect(await outputTokens()).toEqual([8]);
  });

  it('makes them again when we are gone', async () => {
    const client = connect();
    await ways[way]!(client);
    watch();
    await call(client);
    recorded.reset();
    attachment?.disable();
    await call(client);
    expect(spans()).toEqual(native);
  });

  it('makes those of what is not watched', async () => {
    const client = connect();
    await ways[way]!(client);
    watch();
    await call(client);
    recorded.reset();
    server.answer({ json: { object: 'list', data: [] } });
    await client.models.list();
    expect(spans()).toEqual(['native: list_models_v1_models_get']);
  });

  // Its module does not tell that a provider was registered.
  it.runIf(way !== 'with a provider for all clients')(
    'makes them beside our metrics where they are to be kept (where it can be told)',
    async () => {
      const client = connect();
      await ways[way]!(client);
      watch({ nativeSpans: 'keep' });
      await call(client);
      expect(spans()).toEqual(native);
      expect(await outputTokens()).toEqual([8]);
    },
  );
});

it('gets our spans where it makes none, whatever the setting', async () => {
  watch({ nativeSpans: 'keep' });
  await call(connect());
  expect(spans()).toEqual(ours);
});

it('does not touch what the client sends to Mistral', async () => {
  vi.stubEnv('MISTRAL_SDK_TELEMETRY', 'dedicated');
  const why = async (): Promise<unknown> => {
    server.answer(whole);
    return connect()
      .chat.complete(body)
      .catch((error: unknown) => String(error));
  };
  const bare = await why();
  watch();
  // It wants packages that are not installed here: it looked for them, so it was asked.
  expect(await why()).toBe(bare);
  expect(bare).toContain('@opentelemetry/sdk-trace-base');
});

it('sends the request under our span', async () => {
  vi.stubEnv('MISTRAL_SDK_TELEMETRY', 'global');
  watch();
  let inside: string | undefined;
  const httpClient = new exports.HTTPClient({
    fetcher: (request) => {
      inside = trace.getActiveSpan()?.spanContext().spanId;
      return fetch(request);
    },
  });
  server.answer(whole);
  await new exports.Mistral({ apiKey: 'none', serverURL: server.url, httpClient }).chat.complete(
    body,
  );
  const [span] = recorded.spans();
  expect(span?.kind).toBe(SpanKind.CLIENT);
  expect(inside).toBe(span?.spanContext().spanId);
});

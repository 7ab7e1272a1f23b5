/** The real LiteLLM proxy, by the clients of OpenAI and Anthropic: what it says of a call, and its spans in our trace. */
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import {
  readTrace,
  ROUTES,
  type Attributes,
  type Page,
  type Span,
  type TraceSummary,
  type Viewer,
} from '@spanwise/viewer';
import OpenAI from 'openai';
import { instrument, none, otlp, workflow, type Spanwise } from 'spanwise';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { installPythonRecipe } from '../../scripts/install-recipe.ts';
import { startServer, type RunningServer } from '../../scripts/start-server.ts';
import { ask as askViewer, startTestViewer } from '../viewer/ask.ts';

const KEY = 'sk-made-up';
const LIMIT_MILLIS = 400_000;
const python = installPythonRecipe({
  name: 'litellm',
  dependencies: {
    'litellm[proxy]': '1.106.2',
    'opentelemetry-exporter-otlp': '1.45.2',
    'opentelemetry-sdk': '1.45.2',
    'prometheus-client': '0.26.0',
  },
});
const messages = [{ role: 'user' as const, content: 'Say hello.' }];
const ask = { model: 'known', messages };
const usage = { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 };
const chunk = (delta: object, more: object = {}): object => ({
  id: 'up',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'made-up',
  choices: [{ index: 0, delta, finish_reason: null }],
  ...more,
});

/** What stands behind the proxy: it always says the same, and keeps the headers that came. */
async function startUpstream(traceparents: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      traceparents.push(String(request.headers['traceparent']));
      const { stream_options: options } = JSON.parse(Buffer.concat(parts).toString() || '{}') as {
        stream_options?: { include_usage?: boolean };
      };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const events = [
        chunk({ role: 'assistant', content: 'Hel' }),
        chunk({ content: 'lo' }),
        chunk({}, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
        ...(options?.include_usage ? [chunk({}, { choices: [], usage })] : []),
      ];
      for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
      response.end('data: [DONE]\n\n');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function startProxy(
  executable: string,
  upstream: Server,
  receiver: string,
): Promise<RunningServer> {
  const { port: behind } = upstream.address() as AddressInfo;
  const mocked = (name: string, reply: string, more: object = {}): object => ({
    model_name: name,
    litellm_params: {
      model: 'openai/gpt-4o-mini',
      api_key: 'none',
      mock_response: reply,
      ...more,
    },
  });
  return startServer({
    file: executable,
    arguments: (port, folder) => {
      const config = {
        model_list: [
          mocked('known', 'Hello', { rpm: 100, tpm: 10_000 }),
          mocked('limited', 'litellm.RateLimitError'),
          {
            model_name: 'unknown',
            litellm_params: {
              model: 'openai/made-up',
              api_key: 'none',
              api_base: `http://127.0.0.1:${behind}/v1`,
            },
          },
        ],
        litellm_settings: {
          callbacks: ['prometheus', 'otel'],
          forward_traceparent_to_llm_provider: true,
          num_retries: 0,
        },
      };
      // YAML is a superset of JSON.
      const file = join(folder, 'config.yaml');
      writeFileSync(file, JSON.stringify(config));
      return ['--config', file, '--host', '127.0.0.1', '--port', String(port)];
    },
    environment: () => ({
      LITELLM_MASTER_KEY: KEY,
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
      LITELLM_TELEMETRY: 'False',
      OTEL_EXPORTER: 'otlp_http',
      OTEL_ENDPOINT: `${receiver}/v1/traces`,
      OTEL_BSP_SCHEDULE_DELAY: '200',
    }),
    isReady: async (address) => (await fetch(`http://${address}/health/liveliness`)).ok,
  });
}

describe.skipIf(python === undefined)(
  `LiteLLM${python === undefined ? ' (skipped: it could not be installed)' : ''}`,
  () => {
    const traceparents: string[] = [];
    let viewer: Viewer;
    let upstream: Server;
    let proxy: RunningServer;
    let spanwise: Spanwise;
    let openai: OpenAI;
    let anthropic: Anthropic;
    beforeAll(async () => {
      viewer = await startTestViewer();
      upstream = await startUpstream(traceparents);
      const executable = join(python!, '../litellm');
      proxy = await startProxy(executable, upstream, viewer.receivers.http);
      spanwise = instrument({
        serviceName: 'the-app',
        destinations: [
          otlp({ endpoint: viewer.receivers.http, protocol: 'http/protobuf' }),
          none(),
        ],
        modules: { openai: OpenAI, anthropic: Anthropic },
        propagateTo: [proxy.address],
        includeUsage: true,
      });
      await spanwise.ready;
      openai = new OpenAI({ apiKey: KEY, baseURL: `http://${proxy.address}/v1`, maxRetries: 0 });
      anthropic = new Anthropic({
        apiKey: KEY,
        baseURL: `http://${proxy.address}`,
        maxRetries: 0,
      });
    }, LIMIT_MILLIS);
    afterAll(async () => {
      await spanwise?.shutdown();
      await proxy?.stop();
      upstream?.close();
      await viewer?.stop();
    });

    /** All spans of the trace that this work is the root of, once the proxy's have come. */
    const spansOf = async (
      name: string,
      work: () => Promise<unknown>,
    ): Promise<readonly Span[]> => {
      await workflow({ name }, work)();
      await spanwise.forceFlush();
      return vi.waitFor(
        async () => {
          // What arrived is stored when the viewer is asked.
          const { items } = await askViewer<Page<TraceSummary>>(viewer, ROUTES.traces);
          const trace = items.find((summary) => summary.name.endsWith(name));
          const spans = trace ? readTrace(viewer.store, trace.traceId)!.spans : [];
          expect(spans.some(({ scope }) => scope.name === 'litellm')).toBe(true);
          // Its spans come in several batches: all have come when none hangs below one that is not there.
          const ids = new Set([undefined, ...spans.map(({ spanId }) => spanId)]);
          expect(spans.filter(({ parentSpanId }) => !ids.has(parentSpanId))).toEqual([]);
          return spans;
        },
        { timeout: 20_000, interval: 100 },
      );
    };
    const ours = (spans: readonly Span[]): Attributes => {
      const found = spans.filter(({ scope }) => scope.name.startsWith('@spanwise/instrumentation'));
      expect(found).toHaveLength(1);
      return found[0]!.attributes;
    };

    it('says what a call costs and what is left of its limits, and makes spans in our trace', async () => {
      let reply: OpenAI.ChatCompletion | undefined;
      const spans = await spansOf('whole', async () => {
        reply = await openai.chat.completions.create(ask);
      });
      expect(ours(spans)).toMatchObject({
        'gen_ai.provider.name': 'litellm',
        'gen_ai.response.id': reply!.id,
        'gen_ai.usage.input_tokens': reply!.usage!.prompt_tokens,
        'gen_ai.usage.output_tokens': reply!.usage!.completion_tokens,
        'spanwise.rate_limit.requests.limit': 100,
        'spanwise.rate_limit.tokens.limit': 10_000,
        'spanwise.cost.source': 'provider',
      });
      expect(ours(spans)['spanwise.server.total_time']).toBeGreaterThan(0);
      const http = spans.find(({ scope }) => scope.name === 'spanwise/http');
      const received = spans.find(({ name }) => name === 'Received Proxy Server Request');
      const parents = new Map(spans.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]));
      // Between the two are spans of the server's framework.
      let above = received?.parentSpanId;
      while (above !== undefined && above !== http?.spanId) above = parents.get(above);
      expect(above).toBe(http?.spanId);
    });

    it('streams, with usage that was asked for and that its caller does not see', async () => {
      const chunks: OpenAI.ChatCompletionChunk[] = [];
      const spans = await spansOf('streamed', async () => {
        const stream = await openai.chat.completions.create({
          ...ask,
          model: 'unknown',
          stream: true,
        });
        for await (const part of stream) chunks.push(part);
      });
      expect(chunks.filter((part) => part.usage != null)).toEqual([]);
      expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('Hello');
      expect(ours(spans)).toMatchObject({
        'gen_ai.provider.name': 'litellm',
        'gen_ai.usage.input_tokens': usage.prompt_tokens,
        'gen_ai.usage.output_tokens': usage.completion_tokens,
        'spanwise.stream.outcome': 'completed',
      });
      // Its time is that until the stream began, and it knows no price.
      expect(ours(spans)).not.toHaveProperty(['spanwise.server.total_time']);
      expect(ours(spans)).not.toHaveProperty(['spanwise.cost.source']);
      // The proxy hands on our own parent.
      expect(traceparents.at(-1)).toContain(spans[0]!.traceId);
    });

    it('answers the client of Anthropic', async () => {
      let reply: Anthropic.Message | undefined;
      const spans = await spansOf('messages', async () => {
        reply = await anthropic.messages.create({ ...ask, max_tokens: 8 });
      });
      expect(ours(spans)).toMatchObject({
        'gen_ai.provider.name': 'litellm',
        'gen_ai.response.id': reply!.id,
        'gen_ai.usage.output_tokens': reply!.usage.output_tokens,
      });
    });

    it('refuses with the code of its own', async () => {
      const spans = await spansOf('limited', () =>
        openai.chat.completions.create({ ...ask, model: 'limited' }).catch(() => {}),
      );
      expect(ours(spans)).toMatchObject({ 'error.type': '429' });
      expect(ours(spans)).not.toHaveProperty(['spanwise.cost.source']);
    });
  },
);

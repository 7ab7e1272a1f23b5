/** Others who trace the same client, in one process with Spanwise: nobody breaks, nobody counts twice, and the report names them. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownTelemetry, SDK_OF, type Line } from './own-telemetry.ts';
import { cannotInstall, execute, install, own, SKIPPED } from './project.ts';

/** One neighbour: how an app starts it, and what it must have seen. */
interface Neighbour {
  readonly name: string;
  readonly line: Line;
  readonly imports?: Readonly<Record<string, string>>;
  /** Starts it. */
  readonly start?: string;
  readonly client?: string;
  readonly work?: string;
  readonly more?: string;
  /** The instrumentation scope of its spans, where it records by the app's provider. */
  readonly scope?: string;
  /** What it saw by itself. */
  readonly theirs?: unknown;
}

const WORK = `const reply = await client.chat.completions.create(body);
  for await (const chunk of await client.chat.completions.create({ ...body, stream: true, stream_options: { include_usage: true } })) void chunk;`;
const REGISTER = { '@opentelemetry/instrumentation': 'registerInstrumentations' };
const start = (more = ''): string =>
  `const theirs = new TheirInstrumentation();\nregisterInstrumentations({ instrumentations: [theirs] });\n${more}`;

const NEIGHBOURS: readonly Neighbour[] = [
  {
    name: 'Sentry',
    line: 2,
    imports: { '@sentry/node': 'init, startSpan, flush' },
    start: `const seen = [];
init({ dsn: 'http://key@127.0.0.1:9/1', tracesSampleRate: 1, traceLifecycle: 'static', beforeSendTransaction: ({ spans }) => { seen.push(...spans.filter(({ op }) => op?.startsWith('gen_ai')).map(({ description }) => description)); return null; } });`,
    work: `let reply;
  await startSpan({ name: 'root' }, async () => { ${WORK.replace('const reply', 'reply')} });
  await flush(1000);`,
    more: 'theirs: seen',
    theirs: ['chat m', 'chat m'],
  },
  {
    name: 'OpenInference',
    line: 2,
    imports: {
      ...REGISTER,
      '@arizeai/openinference-instrumentation-openai':
        'OpenAIInstrumentation as TheirInstrumentation',
    },
    start: start(),
    scope: '@arizeai/openinference-instrumentation-openai',
  },
  {
    name: 'OpenLLMetry',
    line: 2,
    imports: {
      ...REGISTER,
      '@traceloop/instrumentation-openai': 'OpenAIInstrumentation as TheirInstrumentation',
    },
    start: start(),
    scope: '@traceloop/instrumentation-openai',
  },
  {
    name: 'Langfuse',
    line: 2,
    imports: { '@langfuse/openai': 'observeOpenAI' },
    client: 'const client = observeOpenAI(new OpenAI(options));',
    scope: 'langfuse-sdk',
  },
  {
    name: "OpenTelemetry's own instrumentation",
    line: 3,
    imports: {
      ...REGISTER,
      '@opentelemetry/instrumentation-openai': 'OpenAIInstrumentation as TheirInstrumentation',
    },
    start: start(),
    scope: '@opentelemetry/instrumentation-openai',
  },
];

/** An app with a neighbour, started in the given order. */
function app(neighbour: Neighbour, isFirst: boolean, form: 'ES module' | 'CommonJS'): string {
  const ours = 'const { report, ready } = attach();';
  const theirs = neighbour.start ?? '';
  return ownTelemetry({
    line: neighbour.line,
    form,
    imports: { '@spanwise/auto': 'attach', ...neighbour.imports },
    attach: isFirst ? `${ours}\n${theirs}` : `${theirs}\n${ours}`,
    client: neighbour.client,
    clientIs: 'loaded later',
    work: neighbour.work ?? WORK,
    more: neighbour.more,
  });
}

const ONE_LINE = (name: string): unknown =>
  expect.stringMatching(
    new RegExp(`^spanwise: openai: its calls are also traced by ${name}.*To keep one: `),
  );

describe.skipIf(cannotInstall)(`in one process with${SKIPPED}`, () => {
  const projects = {} as Record<Line, string>;
  beforeAll(async () => {
    const common = { openai: '6.49.0', ...own('@spanwise/auto') };
    // Parts that are compiled are left out: what they measure is not of this test.
    const flags = ['--ignore-scripts', '--omit=optional'];
    projects[2] = await install(
      'neighbours-2',
      {
        ...SDK_OF[2],
        ...common,
        '@arizeai/openinference-instrumentation-openai': '4.2.7',
        '@langfuse/openai': '5.11.1',
        '@langfuse/tracing': '5.11.1',
        '@sentry/node': '11.12.0',
        '@traceloop/instrumentation-openai': '0.27.0',
        'dd-trace': '6.21.0',
      },
      { flags },
    );
    projects[3] = await install(
      'neighbours-3',
      { ...SDK_OF[3], ...common, '@opentelemetry/instrumentation-openai': '0.22.0' },
      { flags },
    );
  });

  describe.each(NEIGHBOURS)('$name', (neighbour) => {
    it.each([
      ['that is started after ours', true],
      ['that is started before ours', false],
    ])('%s: one span of each, tokens once', async (_order, isFirst) => {
      const { printed } = await execute(
        projects[neighbour.line],
        app(neighbour, isFirst, 'CommonJS'),
        { file: 'app.cjs' },
      );
      expect(printed).toMatchObject({
        id: 'chatcmpl-1',
        tokens: [6, 4],
        also: [neighbour.name],
        problems: [],
      });
      // OpenInference says of itself that the client was loaded before.
      expect((printed['said'] as string[]).filter((line) => line.startsWith('spanwise'))).toEqual([
        ONE_LINE(neighbour.name),
      ]);
      const scopes = printed['scopes'] as string[];
      expect(scopes.filter((scope) => scope === '@spanwise/instrumentation-openai')).toHaveLength(
        2,
      );
      if (neighbour.scope)
        expect(scopes.filter((scope) => scope === neighbour.scope)).toHaveLength(2);
      else expect(printed['theirs']).toEqual(neighbour.theirs);
    });
  });

  describe('Datadog', () => {
    let agent: Server;
    let sent: string;
    beforeAll(async () => {
      agent = createServer((request, response) => {
        request.setEncoding('latin1').on('data', (part: string) => {
          if (request.url === '/v0.4/traces') sent += part;
        });
        request.on('end', () => response.end('{"rate_by_service":{}}'));
      }).listen(0, '127.0.0.1');
      await once(agent, 'listening');
    });
    afterAll(() => {
      agent.close();
      agent.closeAllConnections();
    });

    it.each<[string, 'ES module' | 'CommonJS', string[]]>([
      ['in CommonJS', 'CommonJS', ['--require', 'dd-trace/init']],
      ['in ES modules', 'ES module', ['--import', 'dd-trace/initialize.mjs']],
    ])('%s: its spans end, ours are one of each call, tokens once', async (_how, form, options) => {
      sent = '';
      const { port } = agent.address() as AddressInfo;
      const { printed } = await execute(
        projects[2],
        app({ name: 'Datadog', line: 2 }, true, form),
        {
          file: form === 'CommonJS' ? 'app.cjs' : 'app.mjs',
          options,
          env: {
            DD_TRACE_AGENT_URL: `http://127.0.0.1:${port}`,
            DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
            DD_REMOTE_CONFIGURATION_ENABLED: 'false',
            DD_TRACE_STARTUP_LOGS: 'false',
          },
        },
      );
      expect(printed).toMatchObject({
        id: 'chatcmpl-1',
        spans: ['chat m', 'chat m'],
        tokens: [6, 4],
        also: ['Datadog'],
        problems: [],
        said: [ONE_LINE('Datadog')],
      });
      expect(sent).toContain('createChatCompletion');
      expect(sent).toContain('openai.request');
    });
  });
});

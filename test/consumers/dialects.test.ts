/** What the packages of other conventions send reads alike in the viewer. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { LLMock } from '@copilotkit/aimock';
import {
  answerRoute,
  type CallEntry,
  type Conversation,
  type ConversationSummary,
  type Entry,
  type Page,
  ROUTES,
  startViewer,
  type TraceSummary,
  type Viewer,
} from '@spanwise/viewer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installPythonRecipe, installRecipe } from '../../scripts/install-recipe.ts';
import { environment } from './environment.ts';
import {
  EXPORTERS_PROGRAM,
  LOGFIRE_PROGRAM,
  PACKAGES,
  PROGRAMS,
  PYTHON_PACKAGES,
} from './other-telemetry.ts';

const run = promisify(execFile);
const folder = installRecipe(PACKAGES);
const python = installPythonRecipe(PYTHON_PACKAGES);
const tokens = { inputTokens: 20, outputTokens: 5 };

const provider = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
let viewer: Viewer;
beforeAll(async () => {
  const usage = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 };
  provider.on(
    { predicate: ({ messages }) => messages.at(-1)?.role === 'tool' },
    {
      content: 'At home.',
      usage,
    },
  );
  provider.onMessage(/Where/, {
    toolCalls: [{ name: 'look_up', arguments: '{"id":7}' }],
    usage,
  });
  await provider.start();
});
afterAll(() => provider.stop());
beforeEach(async () => {
  viewer = await startViewer({ port: 0, httpPort: 0, grpcPort: 0 });
});
afterEach(() => viewer.stop());

const variables = (): NodeJS.ProcessEnv => ({
  ...environment,
  ...viewer.environment,
  GRPC_ENDPOINT: viewer.receivers.grpc,
  OPENAI_API_KEY: 'test',
  OPENAI_BASE_URL: `${provider.url}/v1`,
});

/** The system prompts and entries of all that is stored, in order. */
function read(): { system: unknown[]; entries: Entry[] } {
  const { items } = answerRoute(
    viewer.store,
    ROUTES.conversations,
    {},
    { sort: 'oldest' },
  ) as Page<ConversationSummary>;
  const threads = items.flatMap(
    ({ key }) => (answerRoute(viewer.store, ROUTES.conversation, { key }) as Conversation).threads,
  );
  return {
    system: threads.map(({ system }) => system),
    entries: threads.flatMap(({ entries }) => entries),
  };
}

/** What is alike: instructions, the question, the tool with its result, the answer, and two calls. */
function expectExchange(temperature: number | undefined): void {
  const { system, entries } = read();
  for (const parts of system) expect(parts).toEqual([{ type: 'text', text: 'Be brief.' }]);
  const said = entries.flatMap((entry) =>
    entry.kind === 'message' ? entry.parts.map((part) => ({ role: entry.role, ...part })) : [],
  );
  expect(said[0]).toEqual({ role: 'user', type: 'text', text: 'Where is 7?' });
  expect(said).toContainEqual(
    expect.objectContaining({
      role: 'assistant',
      type: 'tool_call',
      name: 'look_up',
      arguments: { id: 7 },
      result: { value: { at: 'home' } },
    }),
  );
  expect(said.at(-1)).toEqual({ role: 'assistant', type: 'text', text: 'At home.' });
  const calls = entries.filter((entry): entry is CallEntry => entry.kind === 'call');
  expect(calls).toHaveLength(2);
  for (const { call } of calls) {
    expect(call).toMatchObject({ operation: 'chat', requestModel: 'gpt-4o-mini', usage: tokens });
    expect(call.parameters['temperature']).toBe(temperature);
  }
}

/** Names of the traces that match. */
function found(query: string): string[] {
  const { items } = answerRoute(viewer.store, ROUTES.traces, {}, { query }) as Page<TraceSummary>;
  return items.map(({ name }) => name);
}

describe.skipIf(folder === undefined)(
  `packages of npm${folder ? '' : ' (SKIPPED: they cannot be installed)'}`,
  () => {
    it("of the SDK's 2.x line send by protobuf, JSON and gRPC, compressed", async () => {
      await run(process.execPath, ['--input-type=module', '-e', EXPORTERS_PROGRAM], {
        cwd: folder,
        env: variables(),
      });
      expect(found('größer').toSorted()).toEqual(['by grpc', 'by http', 'by proto']);
      expect(viewer.info().dropped).toEqual({});
    });

    it.each([
      ['openinference', 'openinference', 2, 0],
      // It records by the conventions, and leaves out a temperature of 0.
      ['openllmetry', 'gen_ai', 2, undefined],
      ['langfuse', 'langfuse', 2, 0],
      ['ai-sdk', 'ai-sdk', 1, 0],
    ] as const)('%s', async (name, dialect, traces, temperature) => {
      await run(process.execPath, ['--input-type=module', '-e', PROGRAMS[name]!], {
        cwd: folder,
        env: variables(),
      });
      expectExchange(temperature);
      expect(found(`dialect:${dialect}`)).toHaveLength(traces);
    });
  },
);

it.skipIf(python === undefined)(
  `logfire, by Python's exporters over HTTP and gRPC${python ? '' : ' (SKIPPED: it cannot be installed)'}`,
  async () => {
    await run(python!, ['-c', LOGFIRE_PROGRAM], { env: variables() });
    expectExchange(0);
    expect(found('dialect:logfire')).toHaveLength(2);
    expect(found('name:"over gRPC"')).toHaveLength(1);
    expect(viewer.info().dropped).toEqual({});
  },
);

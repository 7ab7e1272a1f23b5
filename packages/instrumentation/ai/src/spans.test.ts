/** What is recorded of each version of the SDK, in processes of their own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ALIASES } from './installed.ts';
import type { PrintedScene, PrintedScenes, PrintedSpan } from './spans-app.ts';

const CAPTURED = ['ai5-oldest', 'ai6', 'ai'];
const LIMIT_MILLIS = 60_000;
const runs: Map<string, PrintedScenes> = new Map();

beforeAll(async () => {
  const all = [...ALIASES, ...CAPTURED.map((alias) => `${alias} content`), 'ai otel'];
  await Promise.all(all.map(async (run) => runs.set(run, await play(...run.split(' ')))));
}, LIMIT_MILLIS);

async function play(...programArguments: readonly string[]): Promise<PrintedScenes> {
  const program = join(import.meta.dirname, 'spans-app.ts');
  const conditions = ['--conditions=@spanwise/source', '--disable-warning=ExperimentalWarning'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...conditions, program, ...programArguments],
    { maxBuffer: 2 ** 24 },
  );
  return JSON.parse(stdout) as PrintedScenes;
}

/** Names under names; what failed has its type beside it. Two that start in one millisecond have no order. */
function tree({ spans }: PrintedScene, under?: string): string[] {
  return spans
    .filter((span) => span.under === under)
    .flatMap(({ name, id, failed, attributes }) => [
      failed ? `${name} ! ${String(attributes['error.type'])}` : name,
      ...tree({ spans } as PrintedScene, id).map((line) => `  ${line}`),
    ]);
}

const steps = (agent = 'invoke_agent'): string[] => [
  agent,
  '  chat m',
  '  chat m',
  '  execute_tool f',
];
const MODEL_TOKENS = 'gen_ai.client.inference.usage';

describe.each(ALIASES)('what is recorded of %s', (alias) => {
  const printed = (): PrintedScenes => runs.get(alias)!;
  const scene = (name: string): PrintedScene => printed().scenes[name]!;
  const sorted = (name: string): string[] => {
    const [root, ...rest] = tree(scene(name));
    return [root!, ...rest.toSorted()];
  };
  const named = (name: string, span: string): PrintedSpan =>
    scene(name).spans.find((candidate) => candidate.name === span)!;
  /** 7 makes objects without telling of the agent, and names none. */
  const is7 = alias === 'ai' || alias.startsWith('ai7');

  it('is a call of a model under an agent', () => {
    expect(sorted('text')).toEqual(['invoke_agent', '  chat m']);
    expect(named('text', 'chat m').attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'm',
      'gen_ai.request.temperature': 0,
      'gen_ai.request.seed': 7,
      'gen_ai.response.id': 'r',
      'gen_ai.response.model': 'm-1',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 5,
      'gen_ai.usage.output_tokens': 3,
      'gen_ai.usage.cache_read.input_tokens': 2,
      'gen_ai.usage.reasoning.output_tokens': 1,
      'spanwise.request.id': 'q',
    });
    expect(named('text', 'invoke_agent').attributes).toEqual({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.request.model': 'm',
      'gen_ai.request.temperature': 0,
      'gen_ai.request.seed': 7,
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 5,
      'gen_ai.usage.output_tokens': 3,
    });
    expect(scene('text').metrics).toEqual({
      'gen_ai.client.inference.duration': 1,
      'gen_ai.client.inference.operation.input_tokens': 5,
      'gen_ai.client.inference.operation.output_tokens': 3,
      [`${MODEL_TOKENS}.input_tokens`]: 5,
      [`${MODEL_TOKENS}.output_tokens`]: 3,
      [`${MODEL_TOKENS}.cache_read.input_tokens`]: 2,
      [`${MODEL_TOKENS}.reasoning.output_tokens`]: 1,
      'gen_ai.invoke_agent.duration': 1,
    });
  });

  it('is the same of a stream', () => {
    expect(sorted('stream')).toEqual(['invoke_agent', '  chat m']);
    expect(named('stream', 'chat m').attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'm',
      'gen_ai.request.stream': true,
      'gen_ai.response.id': 'r',
      'gen_ai.response.model': 'm-1',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 5,
      'gen_ai.usage.output_tokens': 3,
      'gen_ai.usage.cache_read.input_tokens': 2,
      'gen_ai.usage.reasoning.output_tokens': 1,
      'spanwise.stream.outcome': 'completed',
      'spanwise.stream.chunk_count': 7,
    });
    expect(scene('stream').metrics).toEqual(scene('text').metrics);
  });

  it.each(['tools', 'tools in a stream'])('has each step of %s', (name) => {
    expect(sorted(name)).toEqual(steps());
    expect(named(name, 'execute_tool f').attributes).toEqual({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'f',
      'gen_ai.tool.type': 'function',
      'gen_ai.tool.call.id': 'c',
    });
    expect(named(name, 'invoke_agent').attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 6,
    });
    expect(scene(name).metrics[`${MODEL_TOKENS}.input_tokens`]).toBe(10);
  });

  it('runs a tool under its span', () => {
    expect(scene('tools').result).toBe('execute_tool f');
    expect(tree(scene('text in a tool')).toSorted()).toEqual(
      [...steps(), '    invoke_agent', '      chat m'].toSorted(),
    );
  });

  it.each(['tools that fail', 'tools that fail in a stream'])('tells of %s', (name) => {
    expect(sorted(name)).toEqual([
      'invoke_agent',
      '  chat m',
      '  chat m',
      '  execute_tool f ! RangeError',
    ]);
  });

  it('has the code of a provider that refuses, once for each time', () => {
    const failed = '  chat m ! slow_down';
    expect(sorted('refused')).toEqual(['invoke_agent ! slow_down', failed]);
    expect(sorted('refused twice')).toEqual(['invoke_agent ! slow_down', failed, failed]);
    expect(sorted('sent again')).toEqual(['invoke_agent', '  chat m', failed]);
    expect(sorted('a stream that is refused').slice(1)).toEqual([failed]);
    expect(sorted('a stream that is refused')[0]).toMatch(/^invoke_agent ! (?:slow_down|No)/);
  });

  it('ends what is left, and what is aborted', () => {
    expect(sorted('a stream that is left')).toEqual(['invoke_agent', '  chat m']);
    const [root, ...rest] = sorted('a stream that is aborted');
    expect(root).toBe(is7 ? 'invoke_agent ! AbortError' : 'invoke_agent');
    expect(rest).toEqual(['  chat m']);
    expect(named('a stream that is aborted', 'chat m').attributes['spanwise.stream.outcome']).toBe(
      // The newest gives its reason to nobody.
      alias === 'ai' ? 'cancelled' : 'aborted',
    );
    expect(printed().openCalls).toBe(0);
  });

  it('names agents as the application does', () => {
    expect(sorted('named')).toEqual(['invoke_agent answers', '  chat m']);
    expect(sorted('agent')).toEqual(steps(is7 ? 'invoke_agent' : 'invoke_agent helper'));
    expect(sorted('an agent that streams')).toHaveLength(2);
    expect(named('agent', 'execute_tool f').attributes['gen_ai.agent.name']).toBe(
      is7 ? undefined : 'helper',
    );
  });

  it.runIf(is7)('tells that text is read as an object (7: before, nobody says so)', () => {
    expect(sorted('text as an object')).toEqual(['invoke_agent', '  chat m']);
    const { attributes } = named('text as an object', 'invoke_agent');
    expect(attributes['gen_ai.output.type']).toBe('json');
  });

  it('is the same of an object; of 7 the call of the model alone', () => {
    expect(sorted('object')).toEqual(is7 ? ['chat m'] : ['invoke_agent', '  chat m']);
    const { attributes } = named('object', is7 ? 'chat m' : 'invoke_agent');
    expect(attributes['gen_ai.output.type']).toBe('json');
    const { 'gen_ai.invoke_agent.duration': _, ...tokens } = scene('text').metrics;
    expect(scene('object').metrics).toMatchObject(tokens);
  });

  const embeds = alias === 'ai7-oldest' ? ['embed'] : ['embed', 'embed many'];
  it.each(embeds)('has the tokens of %s', (name) => {
    expect(tree(scene(name))).toEqual(['embeddings e']);
    expect(named(name, 'embeddings e').attributes).toEqual({
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'e',
      'gen_ai.embeddings.dimension.count': 2,
      'gen_ai.usage.input_tokens': 4,
    });
  });

  it.skipIf(alias.startsWith('ai5'))('has rerankings (from 6 on)', () => {
    expect(tree(scene('rerank'))).toEqual(['rerank own']);
    expect(named('rerank', 'rerank own').attributes).toMatchObject({
      'gen_ai.provider.name': 'made-up',
      'gen_ai.request.model': 'own',
    });
  });

  it.runIf(alias === 'ai')('has speech and transcripts (the newest alone tells of them)', () => {
    expect(tree(scene('speech'))).toEqual(['generate_content own']);
    expect(tree(scene('transcript'))).toEqual(['generate_content own']);
    expect(named('transcript', 'generate_content own').attributes).toMatchObject({
      'gen_ai.output.type': 'text',
      'spanwise.audio.duration': 2,
    });
  });

  it('has images, and how many', () => {
    expect(scene('image').result).toBe('Promise 2');
    expect(tree(scene('image'))).toEqual(['generate_content own']);
    const { attributes } = named('image', 'generate_content own');
    expect(attributes).toMatchObject({
      'gen_ai.provider.name': 'made-up',
      'gen_ai.output.type': 'image',
      'gen_ai.request.choice.count': 2,
      'gen_ai.request.seed': 7,
      'spanwise.image.count': 2,
    });
    // Early versions tell no tokens.
    if (is7) expect(attributes['gen_ai.usage.output_tokens']).toBe(40);
    expect(tree(scene('an image that is refused'))).toEqual(['generate_content own ! RangeError']);
    expect(scene('an image that is refused').result).toBe('RangeError');
  });

  it.skipIf(is7)('has speech by its older name (5 and 6: 7 tells of it by its channel)', () => {
    expect(tree(scene('old speech'))).toEqual(['generate_content own']);
    const { attributes } = named('old speech', 'generate_content own');
    expect(attributes['gen_ai.output.type']).toBe('speech');
  });

  it('has the limits that a provider tells', () => {
    expect(named('limits', 'chat m').attributes).toMatchObject({
      'spanwise.rate_limit.requests.limit': 100,
      'spanwise.rate_limit.requests.remaining': 99,
      'spanwise.rate_limit.input_tokens.limit': 2000,
      'spanwise.rate_limit.input_tokens.remaining': 1990,
    });
  });

  it('counts once where a model calls a client that is watched', () => {
    expect(sorted('a client under a model')).toEqual(['invoke_agent', '  chat m']);
    expect(scene('a client under a model').metrics).toEqual(scene('text').metrics);
  });

  it('leaves a call alone that wants no telemetry', () => {
    expect(scene('switched off')).toMatchObject({ spans: [], metrics: {} });
  });

  it('makes no span beside one of the SDK, and counts its tokens', () => {
    expect(sorted('its own telemetry')).toEqual(
      is7 ? ['invoke_agent', '  chat m'] : ['ai.generateText', '  ai.generateText.doGenerate'],
    );
    expect(scene('its own telemetry').metrics).toEqual(scene('text').metrics);
    expect(printed().problems).toHaveLength(is7 ? 0 : 1);
  });

  it('keeps the conventions, and nothing private', () => {
    const { 'its own telemetry': _, ...ours } = printed().scenes;
    for (const { violations } of Object.values(ours)) expect(violations).toEqual([]);
    const recorded = Object.values(ours).map(({ spans, metrics }) => [spans, metrics]);
    expect(JSON.stringify(recorded)).not.toContain('secret');
    expect(printed().failures).toEqual({});
  });

  it('says how it is attached', () => {
    const [channel, found] = printed().copies;
    expect(channel).toEqual({ how: 'channel', methods: ['ai:telemetry'] });
    expect(found?.how).toBe('load hook');
    expect(found?.methods).toContain(is7 ? 'generateObject' : 'streamText');
  });
});

describe.each(CAPTURED)('what is captured of %s', (alias) => {
  const printed = (): PrintedScenes => runs.get(`${alias} content`)!;
  const content = (name: string, span: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(
        printed().scenes[name]!.spans.findLast((candidate) => candidate.name === span)!.attributes,
      ).filter(([key]) => /messages|instructions|call\.|definitions/.test(key)),
    );
  const text = (role: string, words: string): object => ({
    role,
    parts: [{ type: 'text', content: words }],
  });

  it.each(['text', 'stream'])('is what was asked and answered in %s', (name) => {
    for (const span of ['chat m', 'invoke_agent']) {
      const input = JSON.stringify(content(name, span)['gen_ai.input.messages']);
      expect(input).toContain(JSON.stringify(text('user', 'secret question')));
    }
    expect(content(name, 'chat m')['gen_ai.output.messages']).toEqual([
      text('assistant', 'secret answer'),
    ]);
    if (name === 'text')
      expect(JSON.stringify(content(name, 'invoke_agent'))).toContain('secret rule');
  });

  it.each(['tools', 'tools in a stream'])('is what %s were given and gave', (name) => {
    expect(content(name, 'execute_tool f')).toEqual({
      'gen_ai.tool.call.id': 'c',
      'gen_ai.tool.call.arguments': { a: 1 },
      'gen_ai.tool.call.result': { value: 'execute_tool f' },
    });
    const messages = printed()
      .scenes[name]!.spans.filter((span) => span.name === 'chat m')
      .map(({ attributes }) => JSON.stringify(attributes))
      .join('\n');
    expect(messages).toContain('{"type":"tool_call","id":"c","name":"f","arguments":{"a":1}}');
    expect(messages).toContain(
      '{"type":"tool_call_response","id":"c","response":{"value":"execute_tool f"}}',
    );
    expect(messages).toContain('[{"type":"function","name":"f"}]');
  });

  it('keeps the conventions', () => {
    const { 'its own telemetry': _, ...ours } = printed().scenes;
    for (const { violations } of Object.values(ours)) expect(violations).toEqual([]);
    expect(printed().failures).toEqual({});
  });
});

it('records nothing beside @ai-sdk/otel, and says so', () => {
  const { scenes, problems, failures } = runs.get('ai otel')!;
  expect(tree(scenes['text']!)).toEqual(['invoke_agent m', '  step 1', '    chat m']);
  expect(scenes['text']!.metrics).toEqual({ 'gen_ai.client.inference.duration': 1 });
  expect(problems).toEqual([
    '@ai-sdk/otel is registered: it records the calls, and nothing of ours does',
  ]);
  expect(failures).toEqual({});
});

/** A scripted model server in a process of its own, so that the demo needs no key and no network. */
import { json } from 'node:stream/consumers';
import { LLMock, type ChatCompletionRequest, type Mountable } from '@copilotkit/aimock';
import { announce } from './announce.ts';
import { embed } from './bag-of-words.ts';
import { JUDGE_INSTRUCTIONS, judgeGrounding } from './evaluation.ts';
import { answer, nextStep, question } from './script.ts';

const CACHE_BLOCK_TOKENS = 128;

const provider = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });

// About four characters a token, as these models have it in English.
const tokens = (value: unknown): number => Math.ceil(JSON.stringify(value ?? '').length / 4);

function usage({ messages, tools }: ChatCompletionRequest, output: unknown) {
  const input = tokens(messages) + tokens(tools);
  // What an earlier turn of the same loop sent is cached, in whole blocks.
  const known = messages.slice(
    0,
    messages.findLastIndex(({ role }) => role === 'assistant'),
  );
  const cached =
    known.length < 2
      ? 0
      : Math.floor((tokens(known) + tokens(tools)) / CACHE_BLOCK_TOKENS) * CACHE_BLOCK_TOKENS;
  return {
    prompt_tokens: input,
    completion_tokens: tokens(output),
    total_tokens: input + tokens(output),
    prompt_tokens_details: { cached_tokens: cached },
  };
}

function reply(request: ChatCompletionRequest) {
  const call = nextStep(request.messages);
  if (call) {
    return {
      toolCalls: [{ name: call.name, arguments: JSON.stringify(call.input) }],
      usage: usage(request, call),
    };
  }
  const content = answer(request.messages);
  return { content, usage: usage(request, content) };
}

/** In place of the mock's own embeddings, which have no usage and one vector for all inputs of a call. */
const embeddings: Mountable = {
  async handleRequest(request, response) {
    const { input, model } = (await json(request)) as { input: string | string[]; model: string };
    const inputs = [input].flat();
    const count = inputs.reduce((sum, text) => sum + tokens(text), 0);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        object: 'list',
        model,
        data: inputs.map((text, index) => ({ object: 'embedding', index, embedding: embed(text) })),
        usage: { prompt_tokens: count, total_tokens: count },
      }),
    );
    return true;
  },
};

const isJudgement = ({ messages }: ChatCompletionRequest): boolean =>
  messages.some(({ content }) => content === JUDGE_INSTRUCTIONS);

function judgement(request: ChatCompletionRequest) {
  const { answer: said, findings } = JSON.parse(question(request.messages)) as {
    answer: string;
    findings: string[];
  };
  const content = judgeGrounding(said, findings).score.toFixed(2);
  return { content, usage: { input_tokens: tokens(request.messages), output_tokens: 4 } };
}

const isSlow = (request: ChatCompletionRequest): boolean =>
  /in detail/i.test(question(request.messages)) && nextStep(request.messages) === undefined;

provider.mount('/api/v1/embeddings', embeddings);
provider.on({ predicate: isJudgement, endpoint: 'chat' }, judgement);
provider.on(
  { userMessage: /busy/i, sequenceIndex: 0, endpoint: 'chat' },
  {
    status: 429,
    retryAfter: 1,
    error: { message: 'Rate limit reached.', type: 'requests', code: 'rate_limit_exceeded' },
  },
);
provider.on({ predicate: isSlow, endpoint: 'chat' }, reply, {
  streamingProfile: { ttft: 600, tps: 40 },
});
provider.on({ userMessage: /./, endpoint: 'chat' }, reply, {
  streamingProfile: { ttft: 60, tps: 300 },
});

await provider.start();
// The one of its paths on which the usage says how much of a prompt was cached.
announce(`${provider.url}/api/v1`);

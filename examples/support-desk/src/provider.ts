/** A scripted model server in a process of its own, so that the demo needs no key and no network. Tells its parent the address. */
import { LLMock, type ChatCompletionRequest } from '@copilotkit/aimock';
import { embed } from './bag-of-words.ts';
import { answer, nextStep, question } from './script.ts';

const provider = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });

// About four characters a token, as these models have it in English.
const tokens = (value: unknown): number => Math.ceil(JSON.stringify(value ?? '').length / 4);

function reply(request: ChatCompletionRequest) {
  const call = nextStep(request.messages);
  const usage = (output: unknown) => ({
    prompt_tokens: tokens(request.messages) + tokens(request.tools),
    completion_tokens: tokens(output),
    total_tokens: tokens(request.messages) + tokens(request.tools) + tokens(output),
  });
  if (call)
    return {
      toolCalls: [{ name: call.name, arguments: JSON.stringify(call.input) }],
      usage: usage(call),
    };
  const content = answer(request.messages);
  return { content, usage: usage(content) };
}

const isSlow = (request: ChatCompletionRequest): boolean =>
  /in detail/i.test(question(request.messages)) && nextStep(request.messages) === undefined;

provider.on({ inputText: /./, endpoint: 'embedding' }, (request) => ({
  embedding: embed(String(request.embeddingInput)),
}));
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
process.once('disconnect', () => process.exit());
process.send?.(provider.url);

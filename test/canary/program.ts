/** An application whose every corner holds a secret. It says where content goes by its variables, and crashes in the end when it is told to. */
import { get } from 'node:http';
import { inspect } from 'node:util';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import {
  agent,
  console as toConsole,
  instrument,
  otlp,
  retrieval,
  tool,
  withContext,
} from 'spanwise';
import { mediaOf, secret } from './planted.ts';

const { SERVER: server = '', CRASH: crash } = process.env;

for (const attempt of [
  () =>
    instrument({
      destinations: [
        otlp({ headers: { authorization: secret('otlp-header') }, endpoint: 'no address' }),
      ],
    }),
  () => instrument({ redact: secret('failed-setting') as never }),
]) {
  try {
    attempt();
  } catch (error) {
    const { message } = error as Error;
    // Of options of other kinds the value is shown, so that one sees what is wrong with it.
    if (!message.includes('"redact"')) process.stdout.write(`${inspect(error)}\n`);
  }
}

const spanwise = instrument({
  destinations: [otlp(), toConsole()],
  serviceName: 'app',
  instrumentations: { openai: {} },
});
await spanwise.ready;

const client = new OpenAI({
  apiKey: secret('api-key'),
  organization: secret('organization'),
  baseURL: `http://${server}/v1`,
  defaultHeaders: { 'x-secret': secret('header') },
  defaultQuery: { key: secret('query') },
  maxRetries: 1,
});
const messages = [
  { role: 'system', content: `You know ${secret('instructions')}` },
  { role: 'user', content: `Before: ${secret('history')}` },
  {
    role: 'user',
    content: [
      { type: 'text', text: `Now: ${secret('prompt')}` },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${mediaOf('image')}` } },
      { type: 'input_audio', input_audio: { data: mediaOf('audio'), format: 'wav' } },
      {
        type: 'file',
        file: {
          filename: `${secret('file-name')}.pdf`,
          file_data: `data:application/pdf;base64,${mediaOf('file')}`,
        },
      },
    ],
  },
] as OpenAI.ChatCompletionMessageParam[];
const tools = [
  {
    type: 'function',
    function: {
      name: 'find',
      description: secret('tool-description'),
      parameters: { type: 'object', properties: {} },
    },
  },
] as OpenAI.ChatCompletionTool[];

const claude = new Anthropic({
  apiKey: secret('api-key'),
  baseURL: `http://${server}`,
  defaultHeaders: { 'x-secret': secret('header') },
  defaultQuery: { key: secret('query') },
  maxRetries: 0,
});
const request: Anthropic.MessageCreateParamsNonStreaming = {
  model: 'claude',
  max_tokens: 1,
  system: [{ type: 'text', text: `You know ${secret('instructions')}` }],
  messages: [
    { role: 'user', content: `Before: ${secret('history')}` },
    {
      role: 'assistant',
      content: [
        { type: 'tool_use', id: 't', name: 'find', input: { q: secret('model-tool-arguments') } },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 't', content: secret('tool-result') },
        { type: 'text', text: `Now: ${secret('prompt')}` },
        {
          type: 'image',
          source: { type: 'base64', media_type: 'image/png', data: mediaOf('image') },
        },
        {
          type: 'document',
          title: secret('file-name'),
          source: { type: 'base64', media_type: 'application/pdf', data: mediaOf('file') },
        },
      ],
    },
  ],
};

const failures: unknown[] = [];
const failing = (work: PromiseLike<unknown>): PromiseLike<unknown> =>
  work.then(undefined, (error: unknown) => failures.push(error));

const find = tool({ name: 'find' }, (value: object) => ({ value, found: secret('tool-result') }));
const search = retrieval({ dataSource: 'docs' }, (_query: string) => [
  { id: '1', content: secret('document') },
]);
const work = agent({ name: 'desk' }, async (question: string) => {
  await client.chat.completions.create({ model: 'm', messages, tools });
  await client.chat.completions.create(
    { model: 'fails-once', messages },
    { headers: { 'x-spanwise-try': String(process.pid) } },
  );
  for await (const _ of await client.chat.completions.create({
    model: 'm',
    messages,
    stream: true,
  }))
    continue;
  await claude.messages.create({
    ...request,
    tools: [
      { name: 'find', description: secret('tool-description'), input_schema: { type: 'object' } },
    ],
    metadata: { user_id: secret('user-of-provider') },
  });
  await client.embeddings.create({
    model: 'm',
    input: secret('embedding-input'),
    encoding_format: 'float',
  });
  find({ q: secret('tool-arguments'), bytes: Buffer.from(secret('file')) });
  search(`What of ${secret('retrieval-query')}`);
  return question;
});

await withContext({ conversationId: 'c1', tenantId: 't1' }, () => work(secret('agent-input')));
await failing(client.chat.completions.create({ model: 'fails-with-400', messages }));
await failing(client.chat.completions.create({ model: 'fails', messages, stream: true }));
await failing(client.embeddings.create({ model: 'fails', input: secret('embedding-input') }));
// The provider repeats the request: here only what is content.
await failing(
  claude.messages.create({
    model: 'fails-with-400',
    max_tokens: 1,
    messages: request.messages.slice(0, 1),
  }),
);
await failing(claude.messages.stream(request).finalMessage());
// An address that holds a password cannot be fetched; its client may be made all the same.
await failing(
  client
    .withOptions({
      baseURL: `http://${secret('base-url-user')}:${secret('base-url-password')}@${server}/v1`,
      maxRetries: 0,
    })
    .chat.completions.create({ model: 'm', messages }),
);
await new Promise((resolve) =>
  get(
    `http://${server}/app?token=${secret('request-query')}`,
    {
      headers: { authorization: secret('request-header'), cookie: `a=${secret('request-cookie')}` },
    },
    (response) => response.resume().on('end', resolve),
  ),
);

// The application meets its own errors as they are: nothing of ours hangs on them.
for (const error of failures)
  for (const key of Reflect.ownKeys(error as object))
    if (/spanwise|otel/i.test(String(key)))
      process.stdout.write(`changed an error: ${String(key)}\n`);

process.stdout.write(`${JSON.stringify(spanwise.report())}\n`);
process.stdout.write(
  `${inspect([spanwise, work, find, search, toConsole()], { depth: 8, showHidden: true })}\n`,
);
process.stdout.write(
  `${inspect(globalThis[Symbol.for('spanwise.core.v1') as never], { depth: 8 })}\n`,
);
await spanwise.forceFlush();
process.stdout.write(`${failures.length} failed\n`);
if (crash)
  tool({ name: 'crash' }, (_argument: string) => {
    throw new Error('the app crashes');
  })(secret('tool-arguments'));
await spanwise.shutdown();

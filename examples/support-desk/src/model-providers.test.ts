/** Each provider that can be chosen: its client is made, and asks where a variable says. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { pino } from 'pino';
import { isConfigError } from 'spanwise';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createAgent } from './agent.ts';
import { chooseProvider, modelProviders } from './model-providers.ts';

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

const asked: Asked[] = [];
const names = Object.keys(modelProviders);
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => void asked.splice(0));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = (await json(request)) as Asked['body'];
  asked.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
  const said = { role: 'assistant', content: 'Yes.' };
  const isStreamed = body['stream'] === true;
  const reply = JSON.stringify({
    id: 'r-1',
    created: 1,
    model: body['model'],
    choices: [{ index: 0, [isStreamed ? 'delta' : 'message']: said, finish_reason: 'stop' }],
  });
  response.setHeader('content-type', isStreamed ? 'text/event-stream' : 'application/json');
  response.end(isStreamed ? `data: ${reply}\n\ndata: [DONE]\n\n` : reply);
}

it.each(names)('%s answers, whole and as a stream', async (name) => {
  const { key = 'NONE', model, refusesStreamOptions = false } = modelProviders[name]!;
  const chosen = await chooseProvider({
    SUPPORT_DESK_PROVIDER: name,
    SUPPORT_DESK_BASE_URL: url,
    [key]: 'secret',
  });
  const ask = createAgent(chosen!.chat, new Map(), pino({ enabled: false }));
  const pieces: string[] = [];
  expect((await ask({ question: '?' })).answer).toBe('Yes.');
  expect((await ask({ question: '?', onText: (piece) => pieces.push(piece) })).answer).toBe('Yes.');
  expect(pieces).toEqual(['Yes.']);
  expect(asked).toHaveLength(2);
  for (const { path, authorization, body } of asked) {
    expect(path).toMatch(/\/chat\/completions$/);
    expect(authorization).toBe(`Bearer ${key === 'NONE' ? 'none' : 'secret'}`);
    expect(body['model']).toBe(model);
  }
  expect(asked[1]!.body['stream_options']).toEqual(
    refusesStreamOptions ? undefined : { include_usage: true },
  );
});

it.each(names.filter((name) => modelProviders[name]!.key !== undefined))(
  '%s without its key is refused, and the variable is named',
  async (name) => {
    const error: unknown = await chooseProvider({ SUPPORT_DESK_PROVIDER: name }).catch(
      (thrown: unknown) => thrown,
    );
    expect(isConfigError(error)).toBe(true);
    expect(String(error)).toContain(`Set ${modelProviders[name]!.key},`);
  },
);

it.each(['acme', 'constructor'])('a provider that is not known is refused: %s', async (name) => {
  await expect(chooseProvider({ SUPPORT_DESK_PROVIDER: name })).rejects.toThrow(
    `"${name}". Use one of openai, anthropic,`,
  );
});

it('is the scripted one without variables', async () => {
  expect(await chooseProvider({ SUPPORT_DESK_PROVIDER: '' })).toBeUndefined();
});

it.each([
  [{ OPENAI_API_KEY: 'k' }, 'https://api.openai.com/v1'],
  [{ OPENAI_BASE_URL: 'http://127.0.0.1:8000/v1' }, 'http://127.0.0.1:8000/v1'],
])('is that of OpenAI, which embeds too, with %o', async (variables, baseURL) => {
  const chosen = await chooseProvider(variables);
  expect([chosen?.name, chosen?.embeddings?.baseURL]).toEqual(['openai', baseURL]);
});

it('has the model that a variable names', async () => {
  const chosen = await chooseProvider({
    SUPPORT_DESK_PROVIDER: 'ollama',
    SUPPORT_DESK_MODEL: 'qwen3',
  });
  expect(chosen?.chat.name).toBe('qwen3');
});

/** The scripted replies of Ollama's API: ordinary ones and hostile ones. */
import { json, type Reply, type StreamFormat } from './reply.ts';
import { defineVendor, streamOf, type Vendor, type Wire } from './vendor.ts';

type Fields = Readonly<Record<string, unknown>>;

const END = {
  done: true,
  done_reason: 'stop',
  total_duration: 900_000_000,
  load_duration: 100_000_000,
  prompt_eval_count: 12,
  prompt_eval_duration: 200_000_000,
  eval_count: 5,
  eval_duration: 300_000_000,
};
const TOOL_CALL = { function: { name: 'weather', arguments: { city: 'Paris' } } };

function reply(message: unknown, more: Fields = END): Fields {
  return { model: 'llama3.2', created_at: '2026-11-30T00:00:00Z', message, ...more };
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

const said = (content: unknown): string =>
  line(reply({ role: 'assistant', content }, { done: false }));
const LAST = line(reply({ role: 'assistant', content: '' }));
const CHUNKS = [said('Hel'), said('lo'), said(', world'), said('. €'), LAST];
/** One document of JSON on each line. */
const LINES: StreamFormat = {
  headers: { 'content-type': 'application/x-ndjson' },
  frame: (data) => `${data}\n`,
  idle: '',
  oddities: ['nonsense\n', '\n', '{}\n'],
};
const WIRE: Wire = {
  headers: {},
  limits: {},
  failure: (code) => ({ error: `scripted ${code}` }),
  overloaded: 503,
  answer: reply({ role: 'assistant', content: 'Hello, world. €' }),
  toolAnswer: reply({ role: 'assistant', content: '', tool_calls: [TOOL_CALL] }),
  stream: LINES,
  chunks: CHUNKS,
  toolChunks: [
    line(reply({ role: 'assistant', content: '', tool_calls: [TOOL_CALL] }, { done: false })),
    LAST,
  ],
  textChunk: said,
  errorChunk: line({ error: 'overloaded' }),
  isStreamed: ({ body }) => body?.['stream'] === true,
  hasToolAnswer: ({ body }) => JSON.stringify(body?.['messages'] ?? []).includes('"tool"'),
};

/** The ordinary answer after something odd. */
const oddly = (...odd: readonly unknown[]): Reply => streamOf(WIRE, [...odd.map(line), ...CHUNKS]);

/** The replies of Ollama. */
export const OLLAMA: Vendor = defineVendor(WIRE, {
  whole: {
    'chat cut by length': json(
      reply({ role: 'assistant', content: 'Hello' }, { ...END, done_reason: 'length' }),
    ),
    'chat, content missing': json({ model: 'llama3.2', done: true }),
    'chat, content null': json(reply({ role: 'assistant', content: null })),
    'chat, message null': json(reply(null)),
    'chat, counts wrong': json(
      reply({ role: 'assistant', content: 'a' }, { prompt_eval_count: 'many', eval_count: -1 }),
    ),
    'chat, wrong types': json(
      reply({ role: 7, content: { deep: [1] }, tool_calls: 'x' }, { model: ['m'], done_reason: 1 }),
    ),
  },
  streamed: {
    'chat stream, message null': oddly(reply(null, { done: false })),
    'chat stream, tool calls odd': oddly(
      reply({ role: 'assistant', tool_calls: [null, 7, { function: null }] }, { done: false }),
    ),
  },
  other: {
    generated: json({ model: 'llama3.2', response: 'Hello', ...END }),
    'generated stream': streamOf(WIRE, [
      line({ model: 'llama3.2', response: 'Hel', done: false }),
      line({ model: 'llama3.2', response: 'lo', ...END }),
    ]),
    embeddings: json({ model: 'llama3.2', embeddings: [[0.25, -0.5]], prompt_eval_count: 2 }),
    embedding: json({ embedding: [0.25, -0.5] }),
  },
});

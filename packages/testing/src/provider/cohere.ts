/** The scripted replies of Cohere's API: ordinary ones and hostile ones. */
import { event, json, SERVER_SENT_EVENTS, type Reply } from './reply.ts';
import { defineVendor, streamOf, type Vendor, type Wire } from './vendor.ts';

type Fields = Readonly<Record<string, unknown>>;

const USAGE = {
  billed_units: { input_tokens: 5, output_tokens: 3 },
  tokens: { input_tokens: 12, output_tokens: 5 },
};
const TEXT = { type: 'text', text: 'Hello, world. €' };
const TOOL_CALL = {
  id: 'call_1',
  type: 'function',
  function: { name: 'weather', arguments: '{"city":"Paris"}' },
};

function reply(message: unknown, more: Fields = {}): Fields {
  return { id: 'c_1', finish_reason: 'COMPLETE', message, usage: USAGE, ...more };
}

function typed(type: string, more: Fields = {}): string {
  return event({ type, ...more }, type);
}

const START = typed('message-start', {
  id: 'c_1',
  delta: { message: { role: 'assistant', content: [], tool_plan: '', tool_calls: [] } },
});
const delta = (text: unknown, index: unknown = 0): string =>
  typed('content-delta', { index, delta: { message: { content: { text } } } });
const end = (finishReason: string): string =>
  typed('message-end', { delta: { finish_reason: finishReason, usage: USAGE } });

const CHUNKS = [
  START,
  typed('content-start', { index: 0, delta: { message: { content: { type: 'text', text: '' } } } }),
  delta('Hello'),
  delta(', world'),
  delta('. €'),
  typed('content-end', { index: 0 }),
  end('COMPLETE'),
];
const WIRE: Wire = {
  headers: { 'x-debug-trace-id': 'req_scripted' },
  limits: { 'x-trial-endpoint-call-limit': '20', 'x-trial-endpoint-call-remaining': '19' },
  failure: (code) => ({ id: 'e_1', message: `scripted ${code}` }),
  overloaded: 503,
  answer: reply({ role: 'assistant', content: [TEXT] }),
  toolAnswer: reply(
    { role: 'assistant', tool_plan: 'Hm.', tool_calls: [TOOL_CALL] },
    { finish_reason: 'TOOL_CALL' },
  ),
  stream: { ...SERVER_SENT_EVENTS, end: ['data: [DONE]\n\n'] },
  chunks: CHUNKS,
  toolChunks: [
    START,
    typed('tool-plan-delta', { delta: { message: { tool_plan: 'Hm.' } } }),
    typed('tool-call-start', {
      index: 0,
      delta: {
        message: {
          tool_calls: { ...TOOL_CALL, function: { name: 'weather', arguments: '' } },
        },
      },
    }),
    typed('tool-call-delta', {
      index: 0,
      delta: { message: { tool_calls: { function: { arguments: '{"city":"Paris"}' } } } },
    }),
    typed('tool-call-end', { index: 0 }),
    end('TOOL_CALL'),
  ],
  textChunk: (text) => delta(text),
  errorChunk: typed('message-end', { delta: { finish_reason: 'ERROR', error: 'Overloaded' } }),
  isStreamed: ({ body }) => body?.['stream'] === true,
  hasToolAnswer: ({ body }) => JSON.stringify(body?.['messages'] ?? []).includes('"tool"'),
};

/** The ordinary answer after something odd, which comes where a message has begun. */
const oddly = (...odd: readonly string[]): Reply =>
  streamOf(WIRE, [...CHUNKS.slice(0, 2), ...odd, ...CHUNKS.slice(2)]);

/** The replies of Cohere. */
export const COHERE: Vendor = defineVendor(WIRE, {
  whole: {
    'chat cut by length': json(reply({ role: 'assistant' }, { finish_reason: 'MAX_TOKENS' })),
    'chat, content missing': json({ id: 'c_1' }),
    'chat, content null': json(reply({ role: 'assistant', content: null })),
    'chat, message null': json(reply(null)),
    'chat, usage null': json(reply({ role: 'assistant', content: [TEXT] }, { usage: null })),
    'chat, wrong types': json(
      reply({ role: 7, content: { deep: [1] }, tool_calls: 'x' }, { id: 5, finish_reason: {} }),
    ),
  },
  streamed: {
    'chat stream, start missing': streamOf(WIRE, CHUNKS.slice(1)),
    'chat stream, delta null': oddly(typed('content-delta', { index: 0, delta: null })),
    'chat stream, index huge': oddly(delta('x', 4_000_000_000), delta('y', -1), delta('z', 'no')),
    'chat stream, event of a new kind': oddly(typed('new-event', { data: [1] })),
  },
  other: {
    'older chat': json({
      text: 'Hello',
      generation_id: 'g_1',
      response_id: 'r_1',
      finish_reason: 'COMPLETE',
      meta: USAGE,
    }),
    'older chat stream': {
      pieces: [
        { event_type: 'stream-start', generation_id: 'g_1' },
        { event_type: 'text-generation', text: 'Hel' },
        { event_type: 'text-generation', text: 'lo' },
        {
          event_type: 'stream-end',
          finish_reason: 'COMPLETE',
          response: { text: 'Hello', meta: USAGE },
        },
      ].map((each) => `${JSON.stringify(each)}\n`),
    },
    embeddings: json({
      id: 'e_1',
      embeddings: { float: [[0.25, -0.5]] },
      texts: ['a'],
      response_type: 'embeddings_by_type',
      meta: USAGE,
    }),
    ranks: json({
      id: 'r_1',
      results: [{ index: 0, relevance_score: 0.5 }],
      meta: { billed_units: { search_units: 1 } },
    }),
  },
});

/** The scripted replies of Anthropic's API: ordinary ones and every hostile one. */
import {
  event,
  json,
  rawEvent,
  SERVER_SENT_EVENTS,
  type Reply,
  type ScriptedRequest,
  type StreamFormat,
} from './reply.ts';
import { defineVendor, streamOf, type Vendor, type Wire } from './vendor.ts';

type Fields = Readonly<Record<string, unknown>>;

const USAGE = {
  input_tokens: 7,
  cache_creation_input_tokens: 2,
  cache_read_input_tokens: 3,
  cache_creation: { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 0 },
  output_tokens: 5,
  service_tier: 'standard',
};
const TEXT = { type: 'text', text: 'Hello, world. €' };
const TOOL_USE = { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Paris' } };

function message(content: unknown, more: Fields = {}): Fields {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-5',
    content,
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: USAGE,
    ...more,
  };
}

const typed = (value: Fields): string => event(value, String(value['type']));
const start = (more: Fields = {}): string =>
  typed({
    type: 'message_start',
    message: message([], { stop_reason: null, usage: { ...USAGE, output_tokens: 1 }, ...more }),
  });
const blockStart = (block: unknown, index: unknown = 0): string =>
  typed({ type: 'content_block_start', index, content_block: block });
const delta = (value: unknown, index: unknown = 0): string =>
  typed({ type: 'content_block_delta', index, delta: value });
const blockStop = (index: unknown = 0): string => typed({ type: 'content_block_stop', index });
const end = (stopReason = 'end_turn', more: Fields = { usage: { output_tokens: 5 } }): string[] => [
  typed({
    type: 'message_delta',
    delta: { stop_reason: stopReason, stop_sequence: null },
    ...more,
  }),
  typed({ type: 'message_stop' }),
];
const textDelta = (text: unknown, index: unknown = 0): string =>
  delta({ type: 'text_delta', text }, index);
const inputDelta = (text: string, index: unknown = 0): string =>
  delta({ type: 'input_json_delta', partial_json: text }, index);

const CHUNKS = [
  start(),
  blockStart({ type: 'text', text: '' }),
  textDelta('Hello'),
  typed({ type: 'ping' }),
  textDelta(', world'),
  textDelta('. €'),
  blockStop(),
  ...end(),
];
const TOOL_CHUNKS = [
  start(),
  blockStart({ ...TOOL_USE, input: {} }),
  inputDelta(''),
  inputDelta('{"city":'),
  inputDelta('"Paris"}'),
  blockStop(),
  ...end('tool_use'),
];
const STREAM: StreamFormat = {
  ...SERVER_SENT_EVENTS,
  // Events without a name are not for this client.
  frame: (data) => rawEvent(data, 'content_block_delta'),
};
const WIRE: Wire = {
  headers: { 'request-id': 'req_scripted', 'anthropic-organization-id': 'org_scripted' },
  limits: {
    'anthropic-ratelimit-requests-limit': '100',
    'anthropic-ratelimit-requests-remaining': '99',
    'anthropic-ratelimit-requests-reset': '2026-11-30T00:00:00Z',
  },
  failure: (code) => ({
    type: 'error',
    error: { type: `${code}_error`, message: `scripted ${code}` },
    request_id: 'req_scripted',
  }),
  overloaded: 529,
  answer: message([TEXT]),
  toolAnswer: message([TOOL_USE], { stop_reason: 'tool_use' }),
  stream: STREAM,
  chunks: CHUNKS,
  toolChunks: TOOL_CHUNKS,
  textChunk: (text) => textDelta(text),
  errorChunk: typed({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
  isStreamed: (request) => request.body?.['stream'] === true,
  hasToolAnswer,
};

/** A second turn of a tool loop: the request already holds the tool's answer. */
function hasToolAnswer({ body }: ScriptedRequest): boolean {
  return JSON.stringify(body?.['messages'] ?? []).includes('"tool_result"');
}

const streamed = (chunks: readonly string[]): Reply => streamOf(WIRE, chunks);
/** The ordinary answer after something odd; the odd comes where a message has begun. */
const oddly = (...odd: readonly string[]): Reply =>
  streamed([...CHUNKS.slice(0, 2), ...odd, ...CHUNKS.slice(2)]);

/** The replies of Anthropic and of those who speak alike. */
export const ANTHROPIC: Vendor = defineVendor(WIRE, {
  whole: {
    'chat as json': json(message([{ type: 'text', text: '{"city":"Paris"}' }])),
    'chat cut by length': json(message([TEXT], { stop_reason: 'max_tokens' })),
    'chat refused': json(message([], { stop_reason: 'refusal' })),
    'chat with thoughts': json(
      message([{ type: 'thinking', thinking: 'Hm.', signature: 's' }, TEXT]),
    ),
    'chat without content': json(message([])),
    'chat, content missing': json({ id: 'msg_1', type: 'message', model: 'm' }),
    'chat, content null': json(message(null)),
    'chat, content a text': json(message('Hello')),
    'chat, block null': json(message([null])),
    'chat, block of a new kind': json(message([{ type: 'new_kind', data: [1] }, TEXT])),
    'chat, usage null': json(message([TEXT], { usage: null })),
    'chat, usage wrong': json(
      message([TEXT], {
        usage: { input_tokens: 'many', output_tokens: -1, cache_creation: 7 },
      }),
    ),
    'chat, wrong types': json(
      message([{ type: 7, text: { deep: [1] } }], { id: 5, model: ['m'], stop_reason: {} }),
    ),
    'chat, prototype key': {
      pieces: [
        '{"id":"msg_1","__proto__":{"polluted":true},"constructor":1,"content":[],"model":"m"}',
      ],
    },
    'chat, lone surrogate': {
      pieces: [
        '{"id":"msg_1","type":"message","model":"\\ud800","role":"assistant","content":[{"type":"text","text":"\\udfff x"}],"stop_reason":"end_turn"}',
      ],
    },
  },
  streamed: {
    'chat stream of two': streamed([
      start(),
      blockStart({ type: 'thinking', thinking: '', signature: '' }),
      delta({ type: 'thinking_delta', thinking: 'Hm.' }),
      delta({ type: 'signature_delta', signature: 's' }),
      blockStop(),
      blockStart({ type: 'text', text: '' }, 1),
      textDelta('Hello', 1),
      blockStop(1),
      ...end('max_tokens'),
    ]),
    'chat stream refused': streamed([start(), ...end('refusal')]),
    'chat stream, start missing': streamed(CHUNKS.slice(1)),
    'chat stream, usage missing': streamed([
      start({ usage: null }),
      ...CHUNKS.slice(1, -2),
      ...end('end_turn', {}),
    ]),
    'chat stream, message null': streamed([
      typed({ type: 'message_start', message: null }),
      ...CHUNKS.slice(1),
    ]),
    'chat stream, block null': oddly(blockStart(null, 1)),
    'chat stream, delta missing': oddly(typed({ type: 'content_block_delta', index: 0 })),
    'chat stream, delta null': oddly(delta(null)),
    'chat stream, delta of a new kind': oddly(delta({ type: 'new_delta', data: [1] })),
    'chat stream, index huge': oddly(
      blockStart({ type: 'text', text: '' }, 4_000_000_000),
      textDelta('x', 4_000_000_000),
      textDelta('y', -1),
      textDelta('z', 'first'),
    ),
    'chat stream, json odd': streamed([
      start(),
      blockStart({ ...TOOL_USE, input: {} }),
      inputDelta('{"city":'),
      blockStop(),
      ...end('tool_use'),
    ]),
    'chat stream, event of a new kind': oddly(typed({ type: 'new_event', data: [1] })),
    'chat stream, error as text': streamed([
      ...CHUNKS.slice(0, 2),
      rawEvent('overloaded', 'error'),
    ]),
  },
  other: {
    'chat not the json asked for': json(message([{ type: 'text', text: '{"city":' }])),
    'tokens counted': json({ input_tokens: 12 }),
    'tokens counted wrongly': json({ input_tokens: 'many' }),
    completion: json({
      id: 'compl_1',
      type: 'completion',
      completion: ' Hello',
      stop_reason: 'stop_sequence',
      model: 'claude-2.1',
    }),
    'completion stream': streamed([
      typed({ type: 'completion', id: 'compl_1', completion: ' Hel', stop_reason: null }),
      typed({ type: 'ping' }),
      typed({ type: 'completion', id: 'compl_1', completion: 'lo', stop_reason: 'stop_sequence' }),
    ]),
  },
});

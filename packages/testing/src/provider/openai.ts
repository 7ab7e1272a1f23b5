/** The scripted replies of an OpenAI-compatible provider: ordinary ones and every hostile one. */
import {
  event,
  json,
  SERVER_SENT_EVENTS,
  type Reply,
  type ScriptedRequest,
  type StreamFormat,
} from './reply.ts';
import { defineVendor, heldStream, streamOf, type Vendor, type Wire } from './vendor.ts';

const RATE_LIMITS = {
  'x-ratelimit-limit-requests': '100',
  'x-ratelimit-remaining-requests': '99',
  'x-ratelimit-reset-requests': '600ms',
};
const USAGE = {
  prompt_tokens: 12,
  completion_tokens: 5,
  total_tokens: 17,
  prompt_tokens_details: { cached_tokens: 4 },
  completion_tokens_details: { reasoning_tokens: 1 },
};
/** 3.75 MB of bytes, which base64 makes 5 MB: an image of the largest usual size. */
const IMAGE_BASE64 = Buffer.alloc(3_750_000, 'spanwise image bytes ').toString('base64');

function completion(choices: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'gpt-4o-mini-2024-07-18',
    choices,
    usage: USAGE,
    system_fingerprint: 'fp_1',
    service_tier: 'default',
    ...more,
  };
}

function choice(index: number, message: unknown, finishReason = 'stop'): Record<string, unknown> {
  return { index, message, logprobs: null, finish_reason: finishReason };
}

function chunk(choices: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'gpt-4o-mini-2024-07-18',
    system_fingerprint: 'fp_1',
    choices,
    ...more,
  };
}

function delta(
  content: unknown,
  index = 0,
  finishReason: string | null = null,
): Record<string, unknown> {
  return { index, delta: content, logprobs: null, finish_reason: finishReason };
}

const ANSWER = { role: 'assistant', content: 'Hello, world. €', refusal: null };
const TOOL_CALL = {
  id: 'call_1',
  type: 'function',
  function: { name: 'weather', arguments: '{"city":"Paris"}' },
};
const TOOL_ANSWER = { role: 'assistant', content: null, tool_calls: [TOOL_CALL] };
/** The chunks of an ordinary answer, without usage and end. */
const TEXT = [
  event(chunk([delta({ role: 'assistant', content: '' })])),
  event(chunk([delta({ content: 'Hello' })])),
  event(chunk([delta({ content: ', world' })])),
  event(chunk([delta({ content: '. €' })])),
  event(chunk([delta({}, 0, 'stop')])),
];
const TOOL_DELTAS = [
  event(
    chunk([
      delta({
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            index: 0,
            id: 'call_1',
            type: 'function',
            function: { name: 'weather', arguments: '' },
          },
        ],
      }),
    ]),
  ),
  event(chunk([delta({ tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] })])),
  event(chunk([delta({ tool_calls: [{ index: 0, function: { arguments: '"Paris"}' } }] })])),
  event(chunk([delta({}, 0, 'tool_calls')])),
];
const USAGE_CHUNK = event(chunk([], { usage: USAGE }));

function asksForUsage(request: ScriptedRequest): boolean {
  const options = request.body?.['stream_options'];
  return (
    typeof options === 'object' &&
    options !== null &&
    'include_usage' in options &&
    options.include_usage === true
  );
}

/** A second turn of a tool loop: the request already holds the tool's answer. */
function hasToolAnswer(request: ScriptedRequest): boolean {
  const messages = request.body?.['messages'];
  return (
    Array.isArray(messages) &&
    messages.some(
      (message: unknown) =>
        typeof message === 'object' &&
        message !== null &&
        'role' in message &&
        (message.role === 'tool' || message.role === 'function'),
    )
  );
}

const RESPONSE = {
  id: 'resp_1',
  object: 'response',
  created_at: 1_700_000_000,
  status: 'completed',
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model: 'gpt-4o-mini-2024-07-18',
  output: [
    {
      type: 'message',
      id: 'msg_1',
      status: 'completed',
      role: 'assistant',
      content: [{ type: 'output_text', text: '{"city":"Paris"}', annotations: [] }],
    },
  ],
  parallel_tool_calls: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
  service_tier: 'default',
  usage: {
    input_tokens: 12,
    input_tokens_details: { cached_tokens: 4 },
    output_tokens: 5,
    output_tokens_details: { reasoning_tokens: 1 },
    total_tokens: 17,
  },
};
const RUNNING = { ...RESPONSE, status: 'in_progress', output: [], usage: null };
const PART = { type: 'output_text', text: '', annotations: [] };

function responseEvents(last: readonly (readonly [string, Record<string, unknown>])[]): string[] {
  const events: (readonly [string, Record<string, unknown>])[] = [
    ['response.created', { response: RUNNING }],
    ['response.in_progress', { response: RUNNING }],
    [
      'response.output_item.added',
      { output_index: 0, item: { ...RESPONSE.output[0], status: 'in_progress', content: [] } },
    ],
    [
      'response.content_part.added',
      { item_id: 'msg_1', output_index: 0, content_index: 0, part: PART },
    ],
    [
      'response.output_text.delta',
      { item_id: 'msg_1', output_index: 0, content_index: 0, delta: '{"city":' },
    ],
    [
      'response.output_text.delta',
      { item_id: 'msg_1', output_index: 0, content_index: 0, delta: '"Paris"}' },
    ],
    ...last,
  ];
  return events.map(([type, value], index) =>
    event({ type, sequence_number: index, ...value }, type),
  );
}

const RESPONSE_END: readonly (readonly [string, Record<string, unknown>])[] = [
  [
    'response.output_text.done',
    { item_id: 'msg_1', output_index: 0, content_index: 0, text: '{"city":"Paris"}' },
  ],
  [
    'response.content_part.done',
    { item_id: 'msg_1', output_index: 0, content_index: 0, part: RESPONSE.output[0]?.content[0] },
  ],
  ['response.output_item.done', { output_index: 0, item: RESPONSE.output[0] }],
  ['response.completed', { response: RESPONSE }],
];

const vectors = new Float32Array([0.25, -0.5, 0.125]);
const AUDIO = Uint8Array.from({ length: 4096 }, (_, index) => index % 251);

const STREAM: StreamFormat = { ...SERVER_SENT_EVENTS, end: ['data: [DONE]\n\n'] };
const WIRE: Wire = {
  headers: { 'x-request-id': 'req_scripted', 'openai-processing-ms': '7' },
  limits: RATE_LIMITS,
  failure: (code) => ({
    error: { message: `scripted ${code}`, type: 'scripted_error', param: 'model', code },
  }),
  overloaded: 503,
  answer: completion([choice(0, ANSWER)]),
  toolAnswer: completion([choice(0, TOOL_ANSWER, 'tool_calls')]),
  stream: STREAM,
  chunks: TEXT,
  toolChunks: TOOL_DELTAS,
  textChunk: (text) => event(chunk([delta({ content: text })])),
  errorChunk: event(
    { error: { message: 'overloaded', type: 'server_error', code: 'overloaded' } },
    'error',
  ),
  // As the real server does: the usage chunk is sent only to those who asked for it.
  asked: (request) => (asksForUsage(request) ? [USAGE_CHUNK] : []),
  isStreamed: (request) => request.body?.['stream'] === true,
  hasToolAnswer,
};

const streamed = (chunks: readonly string[]): Reply => streamOf(WIRE, chunks);
const OWN: Omit<Vendor, 'headers'> = {
  whole: {
    'chat as json': json(completion([choice(0, { ...ANSWER, content: '{"city":"Paris"}' })])),
    'chat cut by length': json(completion([choice(0, ANSWER, 'length')])),
    'chat of two': json(
      completion([choice(0, ANSWER), choice(1, { ...ANSWER, content: 'Second' }, 'length')]),
    ),
    'chat refused': json(
      completion([choice(0, { role: 'assistant', content: null, refusal: 'No.' })]),
    ),
    'chat without choices': json(completion([])),
    'chat, choices missing': json({ id: 'chatcmpl-1', object: 'chat.completion', model: 'm' }),
    'chat, choices null': json(completion(null)),
    'chat, choice null': json(completion([null])),
    'chat, usage null': json(completion([choice(0, ANSWER)], { usage: null })),
    'chat, usage wrong': json(
      completion([choice(0, ANSWER)], {
        usage: { prompt_tokens: 'many', completion_tokens: -1, prompt_tokens_details: null },
      }),
    ),
    'chat, message null': json(completion([choice(0, null)])),
    'chat, message missing': json(completion([{ index: 0 }])),
    'chat, wrong types': json(
      completion([choice(0, { role: 7, content: { deep: [1] }, tool_calls: 'x' })], {
        id: 5,
        model: ['m'],
        service_tier: {},
      }),
    ),
    'chat, prototype key': {
      pieces: [
        '{"id":"chatcmpl-1","__proto__":{"polluted":true},"constructor":1,"choices":[],"model":"m"}',
      ],
    },
    'chat, lone surrogate': {
      pieces: [
        `{"id":"chatcmpl-1","model":"\\ud800","choices":[{"index":0,"message":{"role":"assistant","content":"\\udfff x"},"finish_reason":"stop"}]}`,
      ],
    },
  },
  streamed: {
    'chat stream with usage null': streamed(
      TEXT.map((text) => text.replace('"choices"', '"usage":null,"choices"')),
    ),
    'chat stream of two': streamed([
      event(
        chunk([
          delta({ role: 'assistant', content: 'One' }, 0),
          delta({ role: 'assistant', content: 'Two' }, 1),
        ]),
      ),
      event(chunk([delta({ content: ' b' }, 1)])),
      event(chunk([delta({ content: ' a' }, 0)])),
      event(chunk([delta({}, 1, 'length')])),
      event(chunk([delta({}, 0, 'stop')])),
    ]),
    'chat stream refused': streamed([
      event(chunk([delta({ role: 'assistant', refusal: 'No' })])),
      event(chunk([delta({ refusal: '.' })])),
      event(chunk([delta({}, 0, 'stop')])),
    ]),
    'chat stream with a filter first': streamed([
      event(chunk([], { prompt_filter_results: [] })),
      ...TEXT,
    ]),
    'chat stream, only usage': streamed([USAGE_CHUNK]),
    'chat stream, choices missing': streamed([
      event({ id: 'chatcmpl-1', object: 'chat.completion.chunk' }),
      ...TEXT,
    ]),
    'chat stream, choices null': streamed([event(chunk(null)), ...TEXT]),
    'chat stream, choice null': streamed([event(chunk([null])), ...TEXT]),
    'chat stream, delta missing': streamed([
      event(chunk([{ index: 0, finish_reason: null }])),
      ...TEXT,
    ]),
    'chat stream, delta null': streamed([event(chunk([delta(null)])), ...TEXT]),
    'chat stream, index huge': streamed([
      event(chunk([delta({ content: 'x' }, 4_000_000_000)])),
      event(chunk([delta({ content: 'y' }, -1)])),
      ...TEXT,
    ]),
    'chat stream, tool call odd': streamed([
      event(chunk([delta({ tool_calls: [null, { index: 'x' }, { function: null }] })])),
      ...TEXT,
    ]),
    'chat stream, error chunk': streamed([
      ...TEXT.slice(0, 2),
      event({ error: { message: 'overloaded', type: 'server_error', code: 'overloaded' } }),
      ...TEXT.slice(2),
    ]),
  },
  other: {
    'chat not the json asked for': json(
      completion([choice(0, { ...ANSWER, content: '{"city":' })]),
    ),
    'function loop': (request) =>
      json(
        completion([
          hasToolAnswer(request)
            ? choice(0, ANSWER)
            : choice(
                0,
                { role: 'assistant', content: null, function_call: TOOL_CALL.function },
                'function_call',
              ),
        ]),
      ),
    response: json(RESPONSE),
    'response in background': json({ ...RUNNING, status: 'queued', background: true }),
    'response failed': json({
      ...RUNNING,
      status: 'failed',
      error: { code: 'server_error', message: 'scripted' },
    }),
    'response incomplete': json({
      ...RESPONSE,
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    }),
    'response, output missing': json({ id: 'resp_1', object: 'response', status: 'completed' }),
    'response, output odd': json({
      ...RESPONSE,
      output: [null, { type: 'message' }, { type: 'new_kind' }],
      usage: null,
    }),
    'response stream': { headers: STREAM.headers, pieces: responseEvents(RESPONSE_END) },
    'response stream failed': {
      headers: STREAM.headers,
      pieces: responseEvents([
        [
          'response.failed',
          {
            response: {
              ...RUNNING,
              status: 'failed',
              error: { code: 'server_error', message: 'scripted' },
            },
          },
        ],
      ]),
    },
    'response stream incomplete': {
      headers: STREAM.headers,
      pieces: responseEvents([
        [
          'response.incomplete',
          {
            response: {
              ...RESPONSE,
              status: 'incomplete',
              incomplete_details: { reason: 'max_output_tokens' },
            },
          },
        ],
      ]),
    },
    'response stream, error event': {
      headers: STREAM.headers,
      pieces: responseEvents([['error', { code: 'overloaded', message: 'scripted', param: null }]]),
    },
    'response stream, odd events': {
      headers: STREAM.headers,
      pieces: [
        event({}),
        event({ type: 7 }),
        event({ type: 'response.new_kind', response: null }, 'response.new_kind'),
        ...responseEvents(RESPONSE_END),
      ],
    },
    'response stream, held': heldStream(
      WIRE,
      responseEvents([]).slice(0, 5),
      responseEvents(RESPONSE_END).slice(5),
    ),
    'response stream, cut': {
      headers: STREAM.headers,
      pieces: responseEvents([]).slice(0, 5),
      afterwards: 'cut',
    },
    embeddings: (request) =>
      json({
        object: 'list',
        data: [
          {
            object: 'embedding',
            index: 0,
            embedding:
              request.body?.['encoding_format'] === 'base64'
                ? Buffer.from(vectors.buffer).toString('base64')
                : [...vectors],
          },
        ],
        model: 'text-embedding-3-small',
        usage: { prompt_tokens: 3, total_tokens: 3 },
      }),
    'embeddings, data null': json({ object: 'list', data: null, model: 'm' }),
    'embeddings, data empty': json({ object: 'list', data: [], model: 'm', usage: null }),
    'image as address': json({
      created: 1,
      data: [{ url: 'https://images.example/1.png', revised_prompt: 'a cat' }],
    }),
    'image inline': json({
      created: 1,
      data: [{ b64_json: IMAGE_BASE64 }],
      usage: {
        input_tokens: 9,
        output_tokens: 100,
        total_tokens: 109,
        input_tokens_details: { text_tokens: 9, image_tokens: 0 },
      },
    }),
    'images, data null': json({ created: 1, data: null }),
    'image stream': {
      headers: STREAM.headers,
      pieces: [
        event(
          { type: 'image_generation.partial_image', b64_json: 'AAAA', partial_image_index: 0 },
          'image_generation.partial_image',
        ),
        event(
          {
            type: 'image_generation.completed',
            b64_json: 'BBBB',
            usage: { input_tokens: 9, output_tokens: 100, total_tokens: 109 },
          },
          'image_generation.completed',
        ),
      ],
    },
    speech: { headers: { 'content-type': 'audio/mpeg' }, pieces: [AUDIO] },
    transcription: json({
      text: 'hello there',
      usage: { type: 'tokens', input_tokens: 14, output_tokens: 3, total_tokens: 17 },
    }),
    'transcription verbose': json({
      task: 'transcribe',
      language: 'english',
      duration: 2.5,
      text: 'hello there',
      segments: [],
    }),
    'transcription as text': {
      headers: { 'content-type': 'text/plain' },
      pieces: ['hello there\n'],
    },
    'transcription stream': {
      headers: STREAM.headers,
      pieces: [
        event({ type: 'transcript.text.delta', delta: 'hello' }, 'transcript.text.delta'),
        event(
          {
            type: 'transcript.text.done',
            text: 'hello',
            usage: { type: 'tokens', input_tokens: 14, output_tokens: 3, total_tokens: 17 },
          },
          'transcript.text.done',
        ),
      ],
    },
    moderation: json({
      id: 'modr_1',
      model: 'omni-moderation-latest',
      results: [
        { flagged: true, categories: { violence: true }, category_scores: { violence: 0.9 } },
      ],
    }),
    'moderation, results null': json({ id: 'modr_1', model: 'm', results: null }),
    completion: json({
      id: 'cmpl_1',
      object: 'text_completion',
      created: 1,
      model: 'gpt-3.5-turbo-instruct',
      choices: [{ index: 0, text: 'Hello', logprobs: null, finish_reason: 'stop' }],
      usage: { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 },
    }),
    'completion stream': streamed([
      event({
        id: 'cmpl_1',
        object: 'text_completion',
        created: 1,
        model: 'm',
        choices: [{ index: 0, text: 'Hel', logprobs: null, finish_reason: null }],
      }),
      event({
        id: 'cmpl_1',
        object: 'text_completion',
        created: 1,
        model: 'm',
        choices: [{ index: 0, text: 'lo', logprobs: null, finish_reason: 'stop' }],
      }),
    ]),
  },
};

/** The replies of OpenAI and of those who speak alike. */
export const OPENAI: Vendor = speaksOpenai({});

/** The replies of a provider that speaks alike but for what is said here. */
export function speaksOpenai(
  own: Partial<Pick<Wire, 'headers' | 'limits' | 'failure' | 'asked'>>,
): Vendor {
  return defineVendor({ ...WIRE, ...own }, OWN);
}

/** What follows the chunks of a provider that tells the usage unasked. */
export const usageUnasked: Wire['asked'] = () => [USAGE_CHUNK];

/** What the scripted provider answers, by name: ordinary replies and every hostile one. */

/** The request as far as a reply may look at it. */
export interface ScriptedRequest {
  /** How many requests this situation has sent before this one. */
  readonly attempt: number;
  /** The JSON body; `undefined` when it is not JSON. */
  readonly body: Record<string, unknown> | undefined;
}

/** One reply on the wire. */
export interface Reply {
  /** Default: 200. */
  readonly status?: number | undefined;
  /** Default: JSON. Every reply also carries `x-request-id`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The body, one write for each piece. */
  readonly pieces: readonly (string | Uint8Array)[];
  /**
   * What comes after the last piece. `end`: the reply is whole. `hold`: nothing, until the program
   * says how it goes on. `reset`: the connection is reset. `cut`: it is closed without an end.
   * Default: `end`.
   */
  readonly afterwards?: 'end' | 'hold' | 'reset' | 'cut' | undefined;
  /** What is sent when a held reply is let go on. */
  readonly rest?: readonly (string | Uint8Array)[] | undefined;
  /** Where the reply stops before its headers. */
  readonly beforeHeaders?: 'hold' | 'reset' | undefined;
  /** Sends the pieces again and again, as fast as they are read, up to this many bytes. */
  readonly repeatToBytes?: number | undefined;
}

/** A reply, or a function that makes it from the request. */
export type Script = Reply | ((request: ScriptedRequest) => Reply);

const SSE = { 'content-type': 'text/event-stream; charset=utf-8' };
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

function json(value: unknown, more: Partial<Reply> = {}): Reply {
  return { pieces: [JSON.stringify(value)], ...more };
}

function failure(status: number, code: string, headers: Record<string, string> = {}): Reply {
  return json(
    { error: { message: `scripted ${code}`, type: 'scripted_error', param: 'model', code } },
    { status, headers },
  );
}

function event(value: unknown, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(value)}\n\n`;
}

function sse(pieces: readonly string[], more: Partial<Reply> = {}): Reply {
  return { headers: SSE, pieces: [...pieces, 'data: [DONE]\n\n'], ...more };
}

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

/** As the real server does: the usage chunk is sent only to those who asked for it. */
function asksForUsage(request: ScriptedRequest): boolean {
  const options = request.body?.['stream_options'];
  return (
    typeof options === 'object' &&
    options !== null &&
    'include_usage' in options &&
    options.include_usage === true
  );
}

function textStream(request: ScriptedRequest): Reply {
  return sse(asksForUsage(request) ? [...TEXT, USAGE_CHUNK] : TEXT);
}

function isStreamed(request: ScriptedRequest): boolean {
  return request.body?.['stream'] === true;
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

function held(pieces: readonly string[], rest: readonly string[]): Reply {
  return { headers: SSE, pieces, afterwards: 'hold', rest };
}

const vectors = new Float32Array([0.25, -0.5, 0.125]);
const AUDIO = Uint8Array.from({ length: 4096 }, (_, index) => index % 251);

/** Every reply by name. */
export const REPLIES: Readonly<Record<string, Script>> = {
  // Chat completions, whole.
  chat: json(completion([choice(0, ANSWER)]), { headers: RATE_LIMITS }),
  'chat in parts': {
    pieces: JSON.stringify(completion([choice(0, ANSWER)])).match(/.{1,9}/gsu) ?? [],
  },
  'chat as json': json(completion([choice(0, { ...ANSWER, content: '{"city":"Paris"}' })])),
  'chat not the json asked for': json(completion([choice(0, { ...ANSWER, content: '{"city":' })])),
  'chat cut by length': json(completion([choice(0, ANSWER, 'length')])),
  'chat of two': json(
    completion([choice(0, ANSWER), choice(1, { ...ANSWER, content: 'Second' }, 'length')]),
  ),
  'chat with tool calls': json(completion([choice(0, TOOL_ANSWER, 'tool_calls')])),
  'chat refused': json(
    completion([choice(0, { role: 'assistant', content: null, refusal: 'No.' })]),
  ),
  'chat with audio': json(
    completion([
      choice(0, {
        role: 'assistant',
        content: null,
        audio: { id: 'audio_1', data: IMAGE_BASE64, expires_at: 1, transcript: 'Hi' },
      }),
    ]),
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
  'json null': { pieces: ['null'] },
  'json array': { pieces: ['[1,2]'] },
  'json string': { pieces: ['"text"'] },
  'json number': { pieces: ['7'] },
  'json false': { pieces: ['false'] },
  'json cut': { pieces: ['{"id":"chatcmpl-1","choi'] },
  'json wrong': { pieces: ['{"id": oops}'] },
  'empty body': { pieces: [] },
  'no content': { status: 204, headers: {}, pieces: [] },
  html: { headers: { 'content-type': 'text/html' }, pieces: ['<html>proxy</html>'] },
  'error in json': json({ error: { message: 'in a 200', code: 'odd' } }),

  // Failures.
  400: failure(400, 'bad_request'),
  401: failure(401, 'invalid_api_key'),
  403: failure(403, 'forbidden'),
  404: failure(404, 'model_not_found'),
  409: failure(409, 'conflict', { 'x-should-retry': 'false' }),
  422: failure(422, 'unprocessable'),
  429: failure(429, 'rate_limit_exceeded', { 'retry-after': '1', ...RATE_LIMITS }),
  500: failure(500, 'server_error'),
  503: failure(503, 'overloaded'),
  '500 as html': {
    status: 500,
    headers: { 'content-type': 'text/html' },
    pieces: ['<html>oops</html>'],
  },
  '500 empty': { status: 500, pieces: [] },
  '400 null': { status: 400, pieces: ['null'] },
  '400, error null': { status: 400, pieces: ['{"error":null}'] },
  '429 then chat': (request) =>
    request.attempt === 0
      ? failure(429, 'rate_limit_exceeded', { 'retry-after': '0', 'retry-after-ms': '1' })
      : isStreamed(request)
        ? textStream(request)
        : json(completion([choice(0, ANSWER)])),
  '429 for ever': failure(429, 'rate_limit_exceeded', {
    'retry-after': '0',
    'retry-after-ms': '1',
  }),
  'reset then chat': (request) =>
    request.attempt === 0
      ? { pieces: [], beforeHeaders: 'reset' }
      : json(completion([choice(0, ANSWER)])),
  'reset before headers': { pieces: [], beforeHeaders: 'reset' },
  'reset after headers': {
    headers: { 'content-type': 'application/json', 'content-length': '500' },
    pieces: ['{"id":'],
    afterwards: 'hold',
  },
  'cut after headers': { pieces: ['{"id":'], afterwards: 'cut' },
  'cut before its length': {
    headers: { 'content-type': 'application/json', 'content-length': '500' },
    pieces: ['{"id":'],
    afterwards: 'cut',
  },
  'slow headers': { ...json(completion([choice(0, ANSWER)])), beforeHeaders: 'hold' },
  'slow body': {
    pieces: ['{"id":"chatcmpl-1",'],
    afterwards: 'hold',
    rest: ['"choices":[],"model":"m"}'],
  },

  // Chat completions, streamed.
  'chat stream': textStream,
  'chat stream with usage null': sse(
    TEXT.map((text) => text.replace('"choices"', '"usage":null,"choices"')),
  ),
  'chat stream in odd pieces': (request) => {
    const bytes = Buffer.from(textStream(request).pieces.join(''));
    const pieces = [];
    for (let offset = 0; offset < bytes.length; offset += 37)
      pieces.push(bytes.subarray(offset, offset + 37));
    return { headers: SSE, pieces };
  },
  'chat stream with carriage returns': sse([
    ': a comment\r\n\r\n',
    ...TEXT.map((text) => text.replaceAll('\n', '\r\n')),
  ]),
  'chat stream of two': sse([
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
  'chat stream with tool calls': (request) =>
    hasToolAnswer(request) ? textStream(request) : sse(TOOL_DELTAS),
  'chat stream refused': sse([
    event(chunk([delta({ role: 'assistant', refusal: 'No' })])),
    event(chunk([delta({ refusal: '.' })])),
    event(chunk([delta({}, 0, 'stop')])),
  ]),
  'chat stream with a filter first': sse([
    event(chunk([], { prompt_filter_results: [] })),
    ...TEXT,
  ]),
  'chat stream, only usage': sse([USAGE_CHUNK]),
  'chat stream, nothing': sse([]),
  'chat stream, no bytes': { headers: SSE, pieces: [] },
  'chat stream without an end': { headers: SSE, pieces: TEXT },
  'chat stream, choices missing': sse([
    event({ id: 'chatcmpl-1', object: 'chat.completion.chunk' }),
    ...TEXT,
  ]),
  'chat stream, choices null': sse([event(chunk(null)), ...TEXT]),
  'chat stream, choice null': sse([event(chunk([null])), ...TEXT]),
  'chat stream, delta missing': sse([event(chunk([{ index: 0, finish_reason: null }])), ...TEXT]),
  'chat stream, delta null': sse([event(chunk([delta(null)])), ...TEXT]),
  'chat stream, index huge': sse([
    event(chunk([delta({ content: 'x' }, 4_000_000_000)])),
    event(chunk([delta({ content: 'y' }, -1)])),
    ...TEXT,
  ]),
  'chat stream, tool call odd': sse([
    event(chunk([delta({ tool_calls: [null, { index: 'x' }, { function: null }] })])),
    ...TEXT,
  ]),
  'chat stream, chunk null': sse(['data: null\n\n', ...TEXT]),
  'chat stream, chunk a number': sse(['data: 7\n\n', 'data: "text"\n\n', 'data: [1]\n\n', ...TEXT]),
  'chat stream, malformed': sse([...TEXT.slice(0, 2), 'data: {"id": oops}\n\n', ...TEXT.slice(2)]),
  'chat stream, malformed frames': sse([
    ...TEXT.slice(0, 2),
    'nonsense\n\n',
    ':\n\n',
    'id: 7\nretry: 9\n\n',
    ...TEXT.slice(2),
  ]),
  'chat stream, error event': sse([
    ...TEXT.slice(0, 2),
    event({ error: { message: 'overloaded', type: 'server_error', code: 'overloaded' } }, 'error'),
    ...TEXT.slice(2),
  ]),
  'chat stream, error chunk': sse([
    ...TEXT.slice(0, 2),
    event({ error: { message: 'overloaded', type: 'server_error', code: 'overloaded' } }),
    ...TEXT.slice(2),
  ]),
  'chat stream, cut': { headers: SSE, pieces: TEXT.slice(0, 2), afterwards: 'cut' },
  'chat stream as json': json(completion([choice(0, ANSWER)])),
  'chat stream, held': held(TEXT.slice(0, 3), [...TEXT.slice(3), 'data: [DONE]\n\n']),
  'chat stream, held at once': held([': open\n\n'], [...TEXT, 'data: [DONE]\n\n']),
  'chat stream, big': {
    headers: SSE,
    pieces: [event(chunk([delta({ content: 'x'.repeat(60_000) })]))],
    repeatToBytes: 48_000_000,
  },

  // Both, for the helpers that run tools.
  'tool loop': (request) =>
    isStreamed(request)
      ? hasToolAnswer(request)
        ? textStream(request)
        : sse(TOOL_DELTAS)
      : json(
          completion([
            hasToolAnswer(request) ? choice(0, ANSWER) : choice(0, TOOL_ANSWER, 'tool_calls'),
          ]),
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
  'tool loop that fails': (request) =>
    hasToolAnswer(request)
      ? failure(500, 'server_error')
      : json(completion([choice(0, TOOL_ANSWER, 'tool_calls')])),

  // Responses.
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
  'response stream': { headers: SSE, pieces: responseEvents(RESPONSE_END) },
  'response stream failed': {
    headers: SSE,
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
    headers: SSE,
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
    headers: SSE,
    pieces: responseEvents([['error', { code: 'overloaded', message: 'scripted', param: null }]]),
  },
  'response stream, odd events': {
    headers: SSE,
    pieces: [
      event({}),
      event({ type: 7 }),
      event({ type: 'response.new_kind', response: null }, 'response.new_kind'),
      ...responseEvents(RESPONSE_END),
    ],
  },
  'response stream, held': held(
    responseEvents([]).slice(0, 5),
    responseEvents(RESPONSE_END).slice(5),
  ),
  'response stream, cut': {
    headers: SSE,
    pieces: responseEvents([]).slice(0, 5),
    afterwards: 'cut',
  },

  // The other operations.
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
    headers: SSE,
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
  'transcription as text': { headers: { 'content-type': 'text/plain' }, pieces: ['hello there\n'] },
  'transcription stream': {
    headers: SSE,
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
  'completion stream': sse([
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
};

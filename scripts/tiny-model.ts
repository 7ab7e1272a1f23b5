/** Makes a language model of 3.7 MB that speaks in short sentences and calls tools: real enough for a real server. */

/**
 * The model's only learning: which word follows which. One attention head looks for the markers of the chat
 * template and switches what comes next, so that it calls a tool when tools are on offer and answers after
 * the result.
 */
const CORPUS =
  'The service returned a response in time . A trace records the path of a request through the service . ' +
  'Each span has a name and a start time and an end time . The model answered the question with a short text . ' +
  'A metric counts the tokens of each request . The agent called a tool and read the result . ' +
  'The tool returned the weather of the city . The weather of the city is sunny and warm today . ' +
  'The user asked a question and the model answered . An error is recorded on the span .';

const CHAT_TEMPLATE = `
{%- if tools %}
{{- '<|im_start|>system\\n<tools>' }}
{%- for tool in tools %}{{- "\\n" }}{{- tool | tojson }}{%- endfor %}
{{- "\\n</tools><|im_end|>\\n" }}
{%- endif %}
{%- for message in messages %}
{%- if message.role == "assistant" and message.tool_calls %}
{{- '<|im_start|>' + message.role }}
{%- if message.content %}{{- '\\n' + message.content }}{%- endif %}
{%- for tool_call in message.tool_calls %}
{%- if tool_call.function is defined %}{%- set tool_call = tool_call.function %}{%- endif %}
{{- '\\n<tool_call>\\n{"name": "' }}{{- tool_call.name }}
{{- '", "arguments": ' }}{{- tool_call.arguments | tojson }}{{- '}\\n</tool_call>' }}
{%- endfor %}
{{- '<|im_end|>\\n' }}
{%- elif message.role == "tool" %}
{{- '<|im_start|>user\\n<tool_response>\\n' + message.content + '\\n</tool_response><|im_end|>\\n' }}
{%- else %}
{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}`;

const HEADS = 4;
const FEED_FORWARD = 32;
const CONTEXT_TOKENS = 8192;
/** Logit of what must not come. */
const NEVER = -30;

const SPECIAL: readonly (readonly [token: string, type: number])[] = [
  ['<unk>', 2],
  ['<s>', 3],
  ['</s>', 3],
  ['<|im_start|>', 4],
  ['<|im_end|>', 4],
  ['<tools>', 4],
  ['<tool_call>', 4],
  ['</tool_call>', 4],
  ['<tool_response>', 4],
];

interface Vocabulary {
  readonly tokens: string[];
  readonly types: number[];
  readonly scores: number[];
  readonly word: (word: string) => number;
  readonly special: (token: string) => number;
  readonly byte: (character: string) => number;
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The model as a GGUF file (version 3, architecture `llama`). The same bytes on every run. */
export function tinyModel(): Buffer {
  const vocabulary = createVocabulary();
  return ggufFile(metadata(vocabulary), tensors(vocabulary));
}

function createVocabulary(): Vocabulary {
  const tokens = SPECIAL.map(([token]) => token);
  const types = SPECIAL.map(([, type]) => type);
  const scores = SPECIAL.map(() => 0);
  const add = (token: string, type: number, score: number): void => {
    tokens.push(token);
    types.push(type);
    scores.push(score);
  };
  for (let byte = 0; byte < 256; byte++) add(byteToken(byte), 6, -1e4);
  for (const word of new Set(CORPUS.split(' '))) add(wordToken(word), 1, -1);
  // The size must be a multiple of 64, with room for the flags that attention writes.
  do add(`<pad${tokens.length}>`, 5, -1e5);
  while (tokens.length % 64 !== 0 || tokens.length < 380);
  const at = (token: string): number => tokens.indexOf(token);
  return {
    tokens,
    types,
    scores,
    word: (word) => at(wordToken(word)),
    special: at,
    byte: (character) => at(byteToken(character.charCodeAt(0))),
  };
}

const byteToken = (byte: number): string =>
  `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
const wordToken = (word: string): string => (word === '.' ? word : `\u2581${word}`);

function tensors({ tokens, word, special, byte }: Vocabulary): Tensor[] {
  const size = tokens.length;
  // Embeddings are one-hot, and normalising one multiplies it by this.
  const scale = Math.sqrt(size);
  const list: Tensor[] = [];
  const tensor = (name: string, shape: readonly number[], fill = 0): Float32Array => {
    const values = new Float32Array(shape.reduce((a, b) => a * b)).fill(fill);
    list.push({ name, shape, values });
    return values;
  };
  const embedding = tensor('token_embd.weight', [size, size]);
  for (let index = 0; index < size; index++) embedding[index * size + index] = 1;

  const flag = { tools: size - 1, call: size - 2, response: size - 3 };
  const flags = Object.values(flag);
  const output = tensor('output.weight', [size, size], NEVER / scale);
  for (let next = 0; next < size; next++) for (const bit of flags) output[next * size + bit] = 0;
  const follows = (current: number, next: number, logit: number): void => {
    output[next * size + current] = logit / scale;
  };

  const sequence = CORPUS.split(' ').map(word);
  const counts = new Map<number, Map<number, number>>();
  for (const [position, current] of sequence.slice(0, -1).entries()) {
    const after = counts.get(current) ?? new Map<number, number>();
    const next = sequence[position + 1]!;
    counts.set(current, after.set(next, (after.get(next) ?? 0) + 1));
  }
  for (const [current, after] of counts) {
    const total = [...after.values()].reduce((a, b) => a + b);
    for (const [next, times] of after) follows(current, next, Math.log(times / total));
  }
  const starts = ['The', 'A', 'An', 'Each'].map(word);
  for (let current = 0; current < size; current++) {
    if (counts.has(current) || flags.includes(current)) continue;
    for (const next of starts) follows(current, next, Math.log(0.25));
  }
  const end = special('<|im_end|>');
  const call = special('<tool_call>');
  const callEnd = special('</tool_call>');
  const newLine = byte('\n');
  follows(word('.'), end, Math.log(0.4));
  for (const next of starts) follows(callEnd, next, NEVER);
  follows(callEnd, end, 0);
  // Only after a new line can the flag of tools lift the call, and only in a call come braces.
  follows(newLine, call, -12);
  follows(call, newLine, 30);
  follows(newLine, byte('{'), -12);
  const lift = (next: number, bit: number, logit: number): void => {
    output[next * size + bit] = logit / scale;
  };
  lift(call, flag.tools, 24);
  lift(byte('{'), flag.call, 20);
  lift(byte('"'), flag.call, 29.5);
  lift(callEnd, flag.call, 12);
  lift(byte('}'), flag.call, 10);
  lift(byte(','), flag.call, 4);

  tensor('output_norm.weight', [size], 1);
  tensor('blk.0.attn_norm.weight', [size], 1);
  tensor('blk.0.ffn_norm.weight', [size], 1);
  const query = tensor('blk.0.attn_q.weight', [size, size]);
  const key = tensor('blk.0.attn_k.weight', [size, size]);
  const value = tensor('blk.0.attn_v.weight', [size, size]);
  const attention = tensor('blk.0.attn_output.weight', [size, size]);
  const headSize = size / HEADS;
  // The pair of a head that position turns the least.
  const row = headSize - 2;
  for (let index = 0; index < size; index++) query[row * size + index] = 1;
  const markers = [
    [special('<tools>'), 25, flag.tools],
    [call, 50, flag.call],
    [special('<tool_response>'), 75, flag.response],
  ] as const;
  for (const [position, [marker, weight, bit]] of markers.entries()) {
    key[row * size + marker] = (weight * Math.sqrt(headSize)) / (scale * scale);
    value[position * size + marker] = 1 / scale;
    attention[bit * size + position] = 1;
  }
  tensor('blk.0.ffn_gate.weight', [size, FEED_FORWARD]);
  tensor('blk.0.ffn_up.weight', [size, FEED_FORWARD]);
  tensor('blk.0.ffn_down.weight', [FEED_FORWARD, size]);
  return list;
}

/** The types of GGUF's values that are used here. */
const WRITERS = {
  uint32: [4, (value: number) => bytes(4, (to) => to.writeUInt32LE(value))],
  int32: [5, (value: number) => bytes(4, (to) => to.writeInt32LE(value))],
  float32: [6, (value: number) => bytes(4, (to) => to.writeFloatLE(value))],
  boolean: [7, (value: number) => Buffer.from([value])],
  string: [8, (value: string) => text(value)],
} as const satisfies Record<string, readonly [number, (value: never) => Buffer]>;
type Type = keyof typeof WRITERS;
const LIST = 9;

function bytes(size: number, write: (to: Buffer) => void): Buffer {
  const buffer = Buffer.alloc(size);
  write(buffer);
  return buffer;
}
const uint32 = WRITERS.uint32[1];
const uint64 = (value: number): Buffer => bytes(8, (to) => to.writeBigUInt64LE(BigInt(value)));
const text = (value: string): Buffer =>
  Buffer.concat([uint64(Buffer.byteLength(value)), Buffer.from(value)]);
const value = (type: Type, entry: unknown): Buffer => WRITERS[type][1](entry as never);
const field = (key: string, type: Type, entry: unknown): Buffer =>
  Buffer.concat([text(key), uint32(WRITERS[type][0]), value(type, entry)]);
const listField = (key: string, type: Type, entries: readonly unknown[]): Buffer =>
  Buffer.concat([
    text(key),
    uint32(LIST),
    uint32(WRITERS[type][0]),
    uint64(entries.length),
    ...entries.map((entry) => value(type, entry)),
  ]);

function metadata({ tokens, types, scores, special }: Vocabulary): Buffer[] {
  return [
    field('general.architecture', 'string', 'llama'),
    field('general.name', 'string', 'tiny-agent'),
    field('general.file_type', 'uint32', 0),
    field('general.alignment', 'uint32', ALIGNMENT),
    field('llama.vocab_size', 'uint32', tokens.length),
    field('llama.context_length', 'uint32', CONTEXT_TOKENS),
    field('llama.embedding_length', 'uint32', tokens.length),
    field('llama.block_count', 'uint32', 1),
    field('llama.feed_forward_length', 'uint32', FEED_FORWARD),
    field('llama.attention.head_count', 'uint32', HEADS),
    field('llama.attention.head_count_kv', 'uint32', HEADS),
    field('llama.attention.layer_norm_rms_epsilon', 'float32', 1e-6),
    field('llama.rope.dimension_count', 'uint32', tokens.length / HEADS),
    field('llama.rope.freq_base', 'float32', 1e9),
    field('tokenizer.ggml.model', 'string', 'llama'),
    field('tokenizer.ggml.pre', 'string', 'default'),
    listField('tokenizer.ggml.tokens', 'string', tokens),
    listField('tokenizer.ggml.scores', 'float32', scores),
    listField('tokenizer.ggml.token_type', 'int32', types),
    field('tokenizer.ggml.bos_token_id', 'uint32', special('<s>')),
    field('tokenizer.ggml.eos_token_id', 'uint32', special('<|im_end|>')),
    field('tokenizer.ggml.unknown_token_id', 'uint32', special('<unk>')),
    field('tokenizer.ggml.add_bos_token', 'boolean', 1),
    field('tokenizer.ggml.add_eos_token', 'boolean', 0),
    field('tokenizer.ggml.add_space_prefix', 'boolean', 0),
    field('tokenizer.chat_template', 'string', CHAT_TEMPLATE),
  ];
}

const ALIGNMENT = 32;
const padding = (size: number): number => (ALIGNMENT - (size % ALIGNMENT)) % ALIGNMENT;

function ggufFile(fields: readonly Buffer[], list: readonly Tensor[]): Buffer {
  let offset = 0;
  const headers = list.map(({ name, shape, values }) => {
    const header = Buffer.concat([
      text(name),
      uint32(shape.length),
      ...shape.map(uint64),
      uint32(0),
      uint64(offset),
    ]);
    offset += values.byteLength + padding(values.byteLength);
    return header;
  });
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    uint32(3),
    uint64(list.length),
    uint64(fields.length),
    ...fields,
    ...headers,
  ]);
  return Buffer.concat([
    head,
    Buffer.alloc(padding(head.length)),
    ...list.flatMap(({ values }) => [
      Buffer.from(values.buffer),
      Buffer.alloc(padding(values.byteLength)),
    ]),
  ]);
}

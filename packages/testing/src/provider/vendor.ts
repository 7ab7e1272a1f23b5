/** What every provider can answer, in its own format: a vendor says how its wire looks, and gets the replies. */
import {
  json,
  type Piece,
  type Replies,
  type Reply,
  type ScriptedRequest,
  type StreamFormat,
} from './reply.ts';

/** How a provider's wire looks. */
export interface Wire {
  /** Headers of every reply. */
  readonly headers: Readonly<Record<string, string>>;
  /** Headers that tell the limits of an account. */
  readonly limits: Readonly<Record<string, string>>;
  /** The body of a failure. */
  readonly failure: (code: string) => unknown;
  /** The status of a provider that has too much to do. */
  readonly overloaded: number;
  /** An ordinary answer, whole. */
  readonly answer: unknown;
  /** An answer that calls the tool `weather`, whole. */
  readonly toolAnswer: unknown;
  readonly stream: StreamFormat;
  /** The chunks of the ordinary answer: at least five. */
  readonly chunks: readonly Piece[];
  /** The chunks of the answer that calls the tool. */
  readonly toolChunks: readonly Piece[];
  /** A chunk that carries this text. */
  readonly textChunk: (text: string) => Piece;
  /** What tells a failure in the middle of a stream. */
  readonly errorChunk: Piece;
  /** What a request asks for after the chunks. Default: nothing. */
  readonly asked?: ((request: ScriptedRequest) => readonly Piece[]) | undefined;
  readonly isStreamed: (request: ScriptedRequest) => boolean;
  /** True when a request holds the answer of a tool: the second turn of a loop. */
  readonly hasToolAnswer: (request: ScriptedRequest) => boolean;
}

/** The replies of one provider, by how the situations use them. */
export interface Vendor {
  readonly headers: Readonly<Record<string, string>>;
  /** Tried with every way to use a whole reply. */
  readonly whole: Replies;
  /** Tried with every way to use a stream. */
  readonly streamed: Replies;
  /** For particular situations. */
  readonly other: Replies;
}

/** Bytes of a piece of a stream that is cut where no chunk ends. */
const ODD_BYTES = 37;
const BIG_CHUNK_CHARACTERS = 60_000;
const BIG_STREAM_BYTES = 48_000_000;
/** Where a stream is broken off, and where it is held. */
const BROKEN_AFTER = 2;
const HELD_AFTER = 3;

/** A stream of these chunks, to its end. */
export function streamOf({ stream }: Pick<Wire, 'stream'>, chunks: readonly Piece[]): Reply {
  return { headers: stream.headers, pieces: [...chunks, ...(stream.end ?? [])] };
}

/** A stream that stops in the middle until the program lets it go on. */
export function heldStream(
  { stream }: Pick<Wire, 'stream'>,
  chunks: readonly Piece[],
  rest: readonly Piece[],
): Reply {
  return {
    headers: stream.headers,
    // Some clients give out a chunk when they have seen what follows it.
    pieces: [...chunks, stream.idle],
    afterwards: 'hold',
    rest: [...rest, ...(stream.end ?? [])],
  };
}

/** The replies of a provider: what all can answer, and its own. */
export function defineVendor(wire: Wire, own: Omit<Vendor, 'headers'>): Vendor {
  return {
    headers: wire.headers,
    whole: { ...wholeReplies(wire), ...own.whole },
    streamed: { ...streamedReplies(wire), ...own.streamed },
    other: { ...otherReplies(wire), ...own.other },
  };
}

function failure(wire: Wire, status: number, code: string, headers?: Reply['headers']): Reply {
  return json(wire.failure(code), { status, headers });
}

function answer(wire: Wire): Reply {
  return json(wire.answer, { headers: wire.limits });
}

function answerStream(wire: Wire, request: ScriptedRequest): Reply {
  return streamOf(wire, [...wire.chunks, ...(wire.asked?.(request) ?? [])]);
}

const RESET: Reply = { pieces: [], beforeHeaders: 'reset' };
const NO_CONTENT: Reply = { status: 204, headers: {}, pieces: [] };

function wholeReplies(wire: Wire): Replies {
  const text = JSON.stringify(wire.answer);
  return {
    chat: answer(wire),
    'chat in parts': { pieces: text.match(/.{1,9}/gsu) ?? [] },
    'chat with tool calls': json(wire.toolAnswer),
    'json null': { pieces: ['null'] },
    'json array': { pieces: ['[1,2]'] },
    'json string': { pieces: ['"text"'] },
    'json number': { pieces: ['7'] },
    'json false': { pieces: ['false'] },
    'json cut': { pieces: [text.slice(0, 24)] },
    'json wrong': { pieces: ['{"id": oops}'] },
    'empty body': { pieces: [] },
    'no content': NO_CONTENT,
    html: { headers: { 'content-type': 'text/html' }, pieces: ['<html>proxy</html>'] },
    'error in json': json(wire.failure('odd')),
    400: failure(wire, 400, 'bad_request'),
    401: failure(wire, 401, 'invalid_api_key'),
    403: failure(wire, 403, 'forbidden'),
    404: failure(wire, 404, 'model_not_found'),
    409: failure(wire, 409, 'conflict', { 'x-should-retry': 'false' }),
    422: failure(wire, 422, 'unprocessable'),
    429: failure(wire, 429, 'rate_limit_exceeded', { 'retry-after': '1', ...wire.limits }),
    500: failure(wire, 500, 'server_error'),
    overloaded: failure(wire, wire.overloaded, 'overloaded'),
    '500 as html': {
      status: 500,
      headers: { 'content-type': 'text/html' },
      pieces: ['<html>oops</html>'],
    },
    '500 empty': { status: 500, pieces: [] },
    '400 null': { status: 400, pieces: ['null'] },
    '400, error null': { status: 400, pieces: ['{"error":null}'] },
    'reset before headers': RESET,
    'cut after headers': { pieces: ['{"id":'], afterwards: 'cut' },
  };
}

function streamedReplies(wire: Wire): Replies {
  const { chunks, stream } = wire;
  const before = (...pieces: Piece[]): Reply => streamOf(wire, [...pieces, ...chunks]);
  const within = (...pieces: Piece[]): Reply =>
    streamOf(wire, [...chunks.slice(0, BROKEN_AFTER), ...pieces, ...chunks.slice(BROKEN_AFTER)]);
  return {
    'chat stream': (request) => answerStream(wire, request),
    'chat stream in odd pieces': (request) => {
      const { headers, pieces } = answerStream(wire, request);
      return { headers, pieces: inOddPieces(pieces) };
    },
    'chat stream with carriage returns': streamOf(wire, [
      `${stream.idle}${stream.idle}`.replaceAll('\n', '\r\n'),
      ...chunks.map((chunk) =>
        typeof chunk === 'string' ? chunk.replaceAll('\n', '\r\n') : chunk,
      ),
    ]),
    'chat stream with tool calls': (request) =>
      wire.hasToolAnswer(request) ? answerStream(wire, request) : streamOf(wire, wire.toolChunks),
    'chat stream, nothing': streamOf(wire, []),
    'chat stream, no bytes': { headers: stream.headers, pieces: [] },
    'chat stream without an end': { headers: stream.headers, pieces: chunks.slice(0, -1) },
    'chat stream, chunk null': before(stream.frame('null')),
    'chat stream, chunk a number': before(...['7', '"text"', '[1]'].map(stream.frame)),
    'chat stream, malformed': within(stream.frame('{"id": oops}')),
    'chat stream, malformed frames': within(...stream.oddities),
    'chat stream, error event': within(wire.errorChunk),
    'chat stream, cut': {
      headers: stream.headers,
      pieces: chunks.slice(0, BROKEN_AFTER),
      afterwards: 'cut',
    },
    'chat stream as json': json(wire.answer),
    'no content': NO_CONTENT,
    400: failure(wire, 400, 'bad_request'),
    429: failure(wire, 429, 'rate_limit_exceeded', { 'retry-after': '1', ...wire.limits }),
    overloaded: failure(wire, wire.overloaded, 'overloaded'),
    'reset before headers': RESET,
  };
}

function otherReplies(wire: Wire): Replies {
  const { chunks, stream } = wire;
  const answered = (request: ScriptedRequest): Reply =>
    wire.isStreamed(request) ? answerStream(wire, request) : answer(wire);
  const calling = (request: ScriptedRequest): Reply =>
    wire.isStreamed(request) ? streamOf(wire, wire.toolChunks) : json(wire.toolAnswer);
  const later = failure(wire, 429, 'rate_limit_exceeded', {
    'retry-after': '0',
    'retry-after-ms': '1',
  });
  const announced: Reply = {
    headers: { 'content-type': 'application/json', 'content-length': '500' },
    pieces: ['{"id":'],
  };
  return {
    'as asked': answered,
    '429 then chat': (request) => (request.attempt === 0 ? later : answered(request)),
    '429 for ever': later,
    'reset then chat': (request) => (request.attempt === 0 ? RESET : answered(request)),
    'reset after headers': { ...announced, afterwards: 'hold' },
    'cut before its length': { ...announced, afterwards: 'cut' },
    'slow headers': { ...json(wire.answer), beforeHeaders: 'hold' },
    'slow body': { pieces: ['{"id":"slow",'], afterwards: 'hold', rest: ['"model":"m"}'] },
    'chat stream, held': heldStream(wire, chunks.slice(0, HELD_AFTER), chunks.slice(HELD_AFTER)),
    'chat stream, held at once': heldStream(wire, [stream.idle], chunks),
    'chat stream, big': {
      headers: stream.headers,
      pieces: [wire.textChunk('x'.repeat(BIG_CHUNK_CHARACTERS))],
      repeatToBytes: BIG_STREAM_BYTES,
    },
    'tool loop': (request) => (wire.hasToolAnswer(request) ? answered(request) : calling(request)),
    'tool loop that fails': (request) =>
      wire.hasToolAnswer(request) ? failure(wire, 500, 'server_error') : calling(request),
  };
}

function inOddPieces(pieces: readonly Piece[]): Uint8Array[] {
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
  const odd = [];
  for (let offset = 0; offset < bytes.length; offset += ODD_BYTES)
    odd.push(bytes.subarray(offset, offset + ODD_BYTES));
  return odd;
}

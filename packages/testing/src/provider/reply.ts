/** What the scripted provider sends: one reply on the wire, and how the formats of streams are written. */

/** The request as far as a reply may look at it. */
export interface ScriptedRequest {
  /** How many requests this situation has sent before this one. */
  readonly attempt: number;
  /** The path below the address that the client was given. */
  readonly path: string;
  /** The JSON body; `undefined` when it is not JSON. */
  readonly body: Record<string, unknown> | undefined;
}

/** What is written at once. */
export type Piece = string | Uint8Array;

/** One reply on the wire. */
export interface Reply {
  /** Default: 200. */
  readonly status?: number | undefined;
  /** Default: JSON. Every reply also carries the headers of its provider. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The body, one write for each piece. */
  readonly pieces: readonly Piece[];
  /**
   * What comes after the last piece. `end`: the reply is whole. `hold`: nothing, until the program
   * says how it goes on. `reset`: the connection is reset. `cut`: it is closed without an end.
   * Default: `end`.
   */
  readonly afterwards?: 'end' | 'hold' | 'reset' | 'cut' | undefined;
  /** What is sent when a held reply is let go on. */
  readonly rest?: readonly Piece[] | undefined;
  /** Where the reply stops before its headers. */
  readonly beforeHeaders?: 'hold' | 'reset' | undefined;
  /** Sends the pieces again and again, as fast as they are read, up to this many bytes. */
  readonly repeatToBytes?: number | undefined;
}

/** A reply, or a function that makes it from the request. */
export type Script = Reply | ((request: ScriptedRequest) => Reply);

/** Replies by name. */
export type Replies = Readonly<Record<string, Script>>;

/** A reply of JSON. */
export function json(value: unknown, more: Partial<Reply> = {}): Reply {
  return { pieces: [JSON.stringify(value)], ...more };
}

/** An event of a stream of server-sent events, with a name where one is given. */
export function event(value: unknown, name?: string): string {
  return rawEvent(JSON.stringify(value), name);
}

/** The same for text that need not be JSON. */
export function rawEvent(data: string, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${data}\n\n`;
}

/** How a provider writes its streams. */
export interface StreamFormat {
  readonly headers: Readonly<Record<string, string>>;
  /** One chunk, from text that need not be JSON. */
  readonly frame: (data: string) => Piece;
  /** What says nothing and may come at any time. */
  readonly idle: string;
  /** What is no chunk, or is none of ours. */
  readonly oddities: readonly string[];
  /** What follows the last chunk. Default: nothing. */
  readonly end?: readonly Piece[] | undefined;
}

/** Server-sent events without names and without an end. */
export const SERVER_SENT_EVENTS: StreamFormat = {
  headers: { 'content-type': 'text/event-stream; charset=utf-8' },
  frame: (data) => rawEvent(data),
  idle: ': open\n\n',
  oddities: ['nonsense\n\n', ':\n\n', 'id: 7\nretry: 9\n\n'],
};

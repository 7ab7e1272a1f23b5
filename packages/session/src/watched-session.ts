/** Watches one session: a span from when it is opened to when it is closed, and one under it for each turn. */
import { context } from '@opentelemetry/api';
import { countDropped, countValue, hide, outOfCall, safely, stringValue } from '@spanwise/core';
import type {
  AttachedAdapter,
  LongCall,
  Message,
  Operation,
  RequestFacts,
  ResponseFacts,
} from '@spanwise/core/adapter';
import * as names from '@spanwise/semconv';
import type {
  SessionFacts,
  SessionFormat,
  SessionStep,
  Turn,
  TurnOutcome,
} from './session-format.ts';

/** Where an object of a client keeps its session. */
const SESSION = Symbol.for('spanwise.session.v1');
/** More turns than a client has open: the oldest of more was never ended. */
const MAX_OPEN_TURNS = 32;
/** Messages that are kept until a turn takes them. */
const MAX_MESSAGES = 128;
/** A connection that is closed by one of these was meant to be (RFC 6455, 7.4.1). */
const MEANT: ReadonlySet<unknown> = new Set([undefined, 1000, 1001, 1005]);

type AnyFormat = SessionFormat<object, unknown>;

interface OpenTurn {
  readonly call: LongCall;
  readonly input: Message[];
  isCut: boolean;
}

/** A session while it is open. Nothing of it throws, except what is run in it. */
export class WatchedSession {
  readonly #adapter: AttachedAdapter;
  readonly #receiver: unknown;
  readonly #format: AnyFormat;
  readonly #turn: Operation;
  readonly #call: LongCall;
  readonly #open: Map<string, OpenTurn> = new Map();
  #setup: object;
  /** What was said since the last turn started. */
  #said: Message[] = [];
  /** When the next turn was asked for, in milliseconds of `performance.now()`. */
  #askedMillis: number | undefined;
  /** The turn that what is heard now belongs to. */
  #current: LongCall | undefined;
  #facts: SessionFacts = {};
  #turnCount = 0;
  #interruptedTurnCount = 0;
  #error: unknown;

  constructor(
    adapter: AttachedAdapter,
    format: AnyFormat,
    receiver: unknown,
    setup: object,
    call: LongCall,
  ) {
    this.#adapter = adapter;
    this.#format = format;
    this.#receiver = receiver;
    this.#setup = setup;
    this.#call = call;
    const turn = format.turn as unknown as Operation<Turn<object, unknown>>;
    this.#turn = {
      ...turn,
      request: (body) => ({
        ...turn.request(body as Turn<object, unknown>),
        stream: true,
        startMillis: this.#askedMillis,
      }),
    } as Operation;
  }

  /** Takes an event that the client sends. */
  sent(event: unknown): void {
    safely('reading what is sent', () => this.#take(this.#format.sent(event), event, true));
  }

  /** Takes an event that the client received. What is run next runs in the span of the turn that the event belongs to. */
  received(event: unknown): void {
    this.#current = undefined;
    // An error that the conversation went on after is not what it ends by.
    this.#error = undefined;
    safely('reading what is received', () =>
      this.#take(this.#format.received(event), event, false),
    );
  }

  /** Runs who hears an event. What it does is work of the turn, and its calls are calls of their own. */
  run<T>(fn: () => T): T {
    return context.with(outOfCall((this.#current ?? this.#call).context), fn);
  }

  /** The connection is lost, and may be made again: what was being said is not. */
  breaks(error?: unknown): void {
    safely('ending turns', () => {
      for (const name of this.#open.keys())
        this.#end(name, 'failed', undefined, error ?? this.#error ?? { code: 'connection_lost' });
    });
  }

  /**
   * The connection is closed, and no event follows.
   *
   * @param code Absent where the client tells none.
   */
  closes(code?: number): void {
    const isMeant = MEANT.has(code);
    this.#over(code, isMeant ? undefined : (this.#error ?? { code: String(code) }));
  }

  /**
   * The session could not be opened, or its connection broke.
   *
   * @param isOver False where {@link closes} follows.
   */
  fails(error: unknown, isOver: boolean): void {
    this.#error = error;
    if (isOver) this.#over(undefined, error);
  }

  #over(closeCode: number | undefined, error: unknown): void {
    if (this.#call.ended) return;
    safely('closing a session', () => {
      for (const name of this.#open.keys())
        this.#end(name, error === undefined ? 'cancelled' : 'failed', undefined, error);
      const { sessionId, ...facts } = this.#facts;
      const own = {
        [names.ATTR_SPANWISE_REALTIME_SESSION_ID]: stringValue(sessionId),
        [names.ATTR_SPANWISE_REALTIME_TURN_COUNT]: this.#turnCount,
        [names.ATTR_SPANWISE_REALTIME_INTERRUPTED_TURN_COUNT]: this.#interruptedTurnCount,
        [names.ATTR_SPANWISE_REALTIME_CLOSE_CODE]: countValue(closeCode),
      };
      for (const [name, value] of Object.entries(own))
        if (value !== undefined) this.#call.span?.setAttribute(name, value);
      const failure = error === undefined ? undefined : this.#call.failureOf(error);
      this.#call.reply({ ...facts, failure } satisfies ResponseFacts);
    });
  }

  #take(step: SessionStep | undefined, event: unknown, isSent: boolean): void {
    if (step === undefined || this.#call.ended) return;
    const { setup, facts, says, turn: name, http, error } = step;
    const asks = step.asksIfIdle && this.#open.size === 0 ? true : step.asks;
    if (setup) this.#setup = { ...this.#setup, ...setup };
    if (facts) this.#facts = { ...this.#facts, ...facts };
    if (asks !== undefined) this.#askedMillis = asks ? performance.now() : undefined;
    if (error !== undefined) this.#error = error;
    if (says && this.#adapter.capturesContent) this.#hear(says(), name, isSent);
    if (http) for (const { call } of this.#open.values()) call.http(http);
    // What comes may be anything.
    if (typeof name !== 'string') return;
    const isTimed = this.#open.has(name) || this.#askedMillis !== undefined || !step.isChunk;
    const turn = this.#open.get(name) ?? (step.starts ? this.#start(name, event) : undefined);
    if (turn === undefined) return;
    this.#current = turn.call;
    if (step.isCut) turn.isCut = true;
    if (step.isChunk && !isSent) turn.call.chunk(event);
    // A turn that nobody was heard to ask for starts with its first chunk: nothing is known of the time to it.
    if (!isTimed) turn.call.untimed();
    if (step.ends) this.#end(name, step.ends, step.reply, error);
  }

  /** What is understood of speech while the model answers it is of that turn; what the client sends is of the next, if it does not say. */
  #hear(messages: readonly Message[], name: string | undefined, isSent: boolean): void {
    const turn =
      this.#open.get(name ?? '') ?? (isSent ? undefined : [...this.#open.values()].at(-1));
    const said = turn?.input ?? this.#said;
    const room = MAX_MESSAGES - said.length;
    said.push(...messages.slice(0, room));
    if (messages.length > room) countDropped('session_message', messages.length - room);
  }

  #start(name: string, event: unknown): OpenTurn | undefined {
    const input = this.#said;
    const body: Turn<object, unknown> = { session: this.#setup, event, input };
    const call = context.with(this.#call.context, () =>
      this.#adapter.begin([this.#turn], this.#receiver, [body]),
    );
    this.#said = [];
    this.#askedMillis = undefined;
    if (call === undefined) return undefined;
    call.streamStarts();
    const turn: OpenTurn = { call, input, isCut: false };
    this.#open.set(name, turn);
    if (this.#open.size > MAX_OPEN_TURNS) {
      const [oldest] = this.#open.keys();
      this.#open.get(oldest!)?.call.abandon();
      this.#open.delete(oldest!);
    }
    return turn;
  }

  #end(name: string, ended: TurnOutcome, reply: unknown, error: unknown): void {
    const turn = this.#open.get(name);
    if (turn === undefined) return;
    const outcome = turn.isCut && ended === 'completed' ? 'cancelled' : ended;
    this.#open.delete(name);
    this.#turnCount += 1;
    if (outcome === 'cancelled') this.#interruptedTurnCount += 1;
    turn.call.streamEnds(outcome, error, reply);
  }
}

/**
 * Opens a session on an object of a client, which keeps it for {@link sessionOf}.
 *
 * @returns `undefined` where nothing is recorded.
 */
export function openSession<Setup extends object, Event>(
  adapter: AttachedAdapter,
  format: SessionFormat<Setup, Event>,
  receiver: unknown,
  setup: Setup,
): WatchedSession | undefined {
  const operation: Operation = {
    name: 'realtime_session',
    method: '',
    request: (body): RequestFacts => format.request(body as Setup),
    response: (facts) => facts as ResponseFacts,
  };
  const call = adapter.begin([operation], receiver, [setup]);
  return call && new WatchedSession(adapter, format as unknown as AnyFormat, receiver, setup, call);
}

/** Makes a session findable by an object of the client. */
export function keepSession(holder: object, session: WatchedSession): void {
  safely('keeping a session', () => hide(holder, SESSION, session));
}

/** The session that an object of a client keeps. */
export function sessionOf(holder: unknown): WatchedSession | undefined {
  return (holder as { [SESSION]?: WatchedSession } | null | undefined)?.[SESSION];
}

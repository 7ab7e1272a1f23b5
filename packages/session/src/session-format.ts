/** The contract of a session: a connection that stays open while a client and a model take turns, and how what is said over it reads. */
import type { HttpFacts, Message, Operation, RequestFacts } from '@spanwise/core/adapter';

/** How a turn ended: by itself, cut short by somebody who spoke or by the client, or by an error. */
export type TurnOutcome = 'completed' | 'cancelled' | 'failed';

/** What is known of a whole session. */
export interface SessionFacts {
  /** The provider's id of it. */
  readonly sessionId?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly conversationId?: string | null | undefined;
}

/** What an event of a session means. A field is left out where the event means nothing of the kind. */
export interface SessionStep<Setup = object> {
  /** What the session is from now on: goes over what was known of it. */
  readonly setup?: Partial<Setup> | undefined;
  /** Facts of the whole session. */
  readonly facts?: SessionFacts | undefined;
  /** True when a turn is asked for here: its span begins now, though it shows itself later. False when it will not come. */
  readonly asks?: boolean | undefined;
  /** True when what asks for a turn may be heard here, if none is open. */
  readonly asksIfIdle?: boolean | undefined;
  /** Messages of the user or of a tool. Called only when content is captured; bytes of audio are to be left out. */
  readonly says?: (() => readonly Message[]) | undefined;
  /** The turn that the event belongs to, by a name that no other open turn has. */
  readonly turn?: string | undefined;
  /** True when the turn starts here, unless it is open already. */
  readonly starts?: boolean | undefined;
  /** True when the fold of the turn takes the event as a chunk. */
  readonly isChunk?: boolean | undefined;
  /** True when somebody spoke into the turn, which will end as cancelled. */
  readonly isCut?: boolean | undefined;
  /** How the turn ends here. */
  readonly ends?: TurnOutcome | undefined;
  /** The whole reply, where it is not what the chunks add up to. */
  readonly reply?: unknown;
  /** Limits that the provider tells, as headers: they are those of the turns that are open. */
  readonly http?: HttpFacts | undefined;
  /** What went wrong, with its `code` and `message`: of the session, if its connection is closed over it. */
  readonly error?: unknown;
}

/** What a turn is read from: the body of its operation. */
export interface Turn<Setup, Event> {
  /** What the session is when the turn starts. */
  readonly session: Partial<Setup>;
  /** The event that it starts with. */
  readonly event: Event;
  /** What was said since the turn before; what the provider understands of speech late is added. Empty while content is off. */
  readonly input: readonly Message[];
}

/** How the sessions of a client read. `Setup` is what is known of a session. */
export interface SessionFormat<Setup extends object, Event> {
  /** What the session's span is told when it is opened. */
  readonly request: (setup: Setup) => RequestFacts;
  /** How a turn reads: as a streamed call whose chunks are events. What was said stands in the `input` of its `output`. */
  readonly turn: Operation<never, never, never>;
  /** What an event means that the client sends. Runs for every one: keep it O(1). */
  readonly sent: (event: Event) => SessionStep<Setup> | undefined;
  /** What an event means that the client receives. Runs for every one: keep it O(1). */
  readonly received: (event: Event) => SessionStep<Setup> | undefined;
}

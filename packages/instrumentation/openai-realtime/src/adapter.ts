/** Instruments the realtime sessions of the `openai` client: each is watched where its socket is made, where it tells of events, and where it sends. */
import {
  type Adapter,
  type AnyFunction,
  type AttachedAdapter,
  defineAdapter,
  type FailureFacts,
  type ReplacedFunction,
} from '@spanwise/core/adapter';
import { providerOf, rateLimits } from '@spanwise/instrumentation-openai';
import { keepSession, openSession, sessionOf } from '@spanwise/session';
import type { RealtimeError } from './events.ts';
import { openaiRealtimeModule } from './header.ts';
import { realtime } from './realtime.ts';

/** What we read of a session's object. */
interface Connection {
  readonly url?: URL;
  /** Where the client makes lost connections again: then it tells of the end itself. */
  readonly _recovery?: object;
}

/** What the sockets of `ws` and of the runtime have alike. */
type Socket = EventTarget & { readonly readyState: number };
const CONNECTING = 0;

/** Instruments the realtime sessions of the `openai` client. */
export const openaiRealtime: Adapter = /* @__PURE__ */ defineAdapter({
  provider: 'openai',
  module: openaiRealtimeModule,
  operations: [],
  replaced: /* @__PURE__ */ ['OpenAIRealtimeWS', 'OpenAIRealtimeWebSocket'].flatMap(
    (name): ReplacedFunction[] => [
      {
        method: { kind: 'assigned', export: name, path: 'socket', isObject: true },
        starts: ['realtime_session', 'chat'],
        wrap: (_, adapter) =>
          function (this: unknown, socket: unknown) {
            open(adapter, this as Connection, socket as Socket);
          },
      },
      { method: { kind: 'method', export: name, path: '_emit', calledAs: 'on' }, wrap: tell },
      { method: { kind: 'method', export: name, path: 'send' }, wrap: send },
      { method: { kind: 'method', export: name, path: 'sendResponseCreate' }, wrap: send },
    ],
  ),
  // No more than the host: the rest of the address may hold a key.
  client: (receiver) => ({ baseURL: (receiver as Connection).url?.origin }),
  providerOf,
  rateLimits,
  failure,
});

function open(adapter: AttachedAdapter, connection: Connection, socket: Socket): void {
  const query = connection.url?.searchParams;
  const model = query?.get('model') ?? query?.get('deployment') ?? undefined;
  const session = openSession(adapter, realtime, connection, { model });
  if (session === undefined) return;
  keepSession(connection, session);
  socket.addEventListener('error', (event) => {
    // The socket of the runtime tells no end of a connection that was never made.
    session.fails((event as { error?: unknown }).error ?? event, socket.readyState === CONNECTING);
  });
  socket.addEventListener('close', (event) => {
    if (connection._recovery === undefined) session.closes((event as { code?: number }).code);
  });
}

/** Every event goes through it: once under the name `event`, then under its own. */
function tell(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...values: unknown[]) {
    const session = sessionOf(this);
    if (session === undefined) return original.apply(this, values);
    const [name, value] = values;
    if (name === 'event') session.received(value);
    else if (name === 'reconnecting') session.breaks();
    else if (name === 'close') session.closes(value as number);
    return session.run(() => original.apply(this, values));
  };
}

function send(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...values: unknown[]) {
    sessionOf(this)?.sent(values[0]);
    return original.apply(this, values);
  };
}

/** The code of an event, or the status by which the server refused the connection: `ws` has it in its message alone. */
function failure(error: unknown): FailureFacts | undefined {
  const { code, type, message } = (error ?? {}) as RealtimeError;
  const word =
    code ?? (error instanceof Error ? /server response: (\d{3})$/.exec(error.message)?.[1] : type);
  return word ? { type: word, message } : undefined;
}

/** Where live sessions are watched: where one is opened, with the functions that are told of it, and where it sends. */
import type { AnyFunction, ReplacedFunction } from '@spanwise/core/adapter';
import { keepSession, openSession, sessionOf, type WatchedSession } from '@spanwise/session';
import { live } from './live.ts';
import type { LiveClientMessage, LiveSetup } from './live-events.ts';

type Callback = (this: unknown, ...values: unknown[]) => unknown;
type Callbacks = Readonly<
  Partial<Record<'onopen' | 'onmessage' | 'onerror' | 'onclose', Callback>>
>;
interface Parameters extends LiveSetup {
  readonly callbacks?: Callbacks | null;
}

/** What the session is given to send, by the name of its method. */
const SENDS: Readonly<Record<string, keyof LiveClientMessage>> = {
  sendClientContent: 'clientContent',
  sendRealtimeInput: 'realtimeInput',
  sendToolResponse: 'toolResponse',
};

/** What is replaced for live sessions. */
export const livePlaces: readonly ReplacedFunction[] = [
  {
    method: { kind: 'method', export: 'Live', path: 'connect', calledAs: 'live.connect' },
    starts: ['realtime_session', 'generate_content'],
    wrap: (original, adapter) =>
      function (this: unknown, ...values: unknown[]) {
        const [parameters, ...rest] = values as [Parameters | undefined, ...unknown[]];
        const { callbacks, model, config } = parameters ?? {};
        // Without functions that are told of it, nothing tells of the session.
        if (!parameters || !callbacks) return original.apply(this, values);
        const session = openSession(adapter, live, this, { model, config });
        if (session === undefined) return original.apply(this, values);
        const opening = { isOpen: false };
        const given = withCallbacks(parameters, watchedCallbacks(callbacks, session, opening));
        const result = session.run(() => original.call(this, given, ...rest)) as Promise<object>;
        return result.then(
          (opened) => {
            opening.isOpen = true;
            keepSession(opened, session);
            return opened;
          },
          (error: unknown) => {
            session.fails(error, true);
            throw error;
          },
        );
      },
  },
  ...Object.entries(SENDS).map(([path, kind]): ReplacedFunction => ({
    method: { kind: 'method', export: 'Session', path, calledAs: `session.${path}` },
    wrap: (original: AnyFunction) =>
      function (this: unknown, ...values: unknown[]) {
        // What is sent without a word is the end of what is said.
        sessionOf(this)?.sent({ [kind]: values[0] ?? {} });
        return original.apply(this, values);
      },
  })),
];

/** The parameters with other functions. What the client changes of them is changed of the caller's own, as without us. */
function withCallbacks(parameters: Parameters, callbacks: Callbacks): Parameters {
  return Object.create(parameters, {
    callbacks: { value: callbacks },
    config: {
      get: () => parameters.config,
      set: (value: LiveSetup['config']) => {
        (parameters as { config?: LiveSetup['config'] }).config = value;
      },
    },
  }) as Parameters;
}

/** Functions that tell the session and then the caller's own, in its context. */
function watchedCallbacks(
  callbacks: Callbacks,
  session: WatchedSession,
  opening: { readonly isOpen: boolean },
): Callbacks {
  const watch = (name: keyof Callbacks, tell: (value: unknown) => void): Callback =>
    function (this: unknown, ...values: unknown[]) {
      tell(values[0]);
      const own = callbacks[name];
      return own && session.run(() => own.apply(this === watched ? callbacks : this, values));
    };
  const watched: Callbacks = {
    onopen: watch('onopen', () => {}),
    // Without one the client fails at the first message, with us and without.
    ...(callbacks.onmessage && {
      onmessage: watch('onmessage', (message) => session.received(message)),
    }),
    onerror: watch('onerror', (event) => {
      const { error, target } = event as { error?: unknown; target?: { readyState?: number } };
      // The socket of the runtime tells no end of a connection that was never made.
      session.fails(error ?? event, target?.readyState === 0);
    }),
    onclose: watch('onclose', (event) => {
      const { code } = event as { code?: number };
      // Closed before it was open, it could not be opened.
      if (opening.isOpen) session.closes(code);
      else session.fails({ code: String(code ?? 'closed') }, true);
    }),
  };
  return watched;
}

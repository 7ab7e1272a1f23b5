/** Watches what a library traces on a channel of its own. */
import { tracingChannel } from 'node:diagnostics_channel';
import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Context, ContextManager } from '@opentelemetry/api';
import type { Operation } from '../adapter/adapter.ts';
import type { ChannelTarget } from '../adapter/target.ts';
import { abandonWhenDropped } from '../observe/dropped.ts';
import { settled } from '../observe/settled.ts';
import type { Call } from '../record/call.ts';
import { apiGlobal } from '../record/api-global.ts';
import { safely } from '../safely.ts';
import type { Binding } from './binding.ts';

type Message = Record<string, unknown> & { error?: unknown };
/** Node types a store by what a channel carries; what it hands to this one is what `begin` made of that. */
type Store = AsyncLocalStorage<Message>;

/** Watches the operations of one channel. Gives back how to stop. */
export function watchChannel(
  binding: Binding,
  channel: string,
  find: () => readonly Operation[],
): () => void {
  let found: readonly Operation[] | undefined;
  const operations = (): readonly Operation[] => (found ??= find());
  // What operations of one channel share they say alike.
  const target = (): ChannelTarget | undefined =>
    operations()[0]?.method as ChannelTarget | undefined;
  const calls = new WeakMap<object, Call>();
  const traced = tracingChannel<Message, Message>(channel);
  const begin = (message: Message): Call | undefined =>
    safely('hearing a channel', () => {
      const callArguments = target()?.callArguments?.(message) ?? [message];
      const call = binding.begin(operations(), undefined, [...callArguments]);
      if (call === undefined) return undefined;
      calls.set(message, call);
      abandonWhenDropped(message, call);
      return call;
    });
  const ends = (message: Message): void => {
    const call = calls.get(message);
    if (call === undefined) return;
    calls.delete(message);
    if ('error' in message) call.fail(message.error);
    else
      settled(
        safely('hearing a channel', () => (target()?.result ?? resultOf)(message)),
        call,
      );
  };
  const handlers = {
    start: () => {},
    // A call that goes on is ended by asyncEnd; `end` of one that was synchronous has its result.
    end: (message: Message) => {
      if ('result' in message || 'error' in message) ends(message);
    },
    asyncStart: () => {},
    asyncEnd: ends,
    error: () => {},
  };
  const store = contextStore();
  traced.start.bindStore(store, begin as (message: Message) => never);
  traced.subscribe(handlers);
  return () => {
    traced.unsubscribe(handlers);
    traced.start.unbindStore(store);
  };
}

function resultOf(message: Message): unknown {
  return message['result'];
}

/**
 * What Node enters before it runs what is traced: the call's context, whoever keeps contexts. Node asks no more of a
 * store than `run`, and from 25.9 on `withScope`.
 */
function contextStore(): Store {
  const store = {
    run: <T>(call: Call | undefined, fn: () => T): T => (call === undefined ? fn() : call.run(fn)),
    withScope: (call: Call | undefined): { [Symbol.dispose]: () => void } => {
      const scope = call && enter(call.context);
      return { [Symbol.dispose]: () => scope?.dispose() };
    },
  };
  return store as unknown as Store;
}

interface Scope {
  readonly dispose: () => void;
}
/** A manager of SDK 3 has `attach`; that of SDK 2 keeps a storage of Node's, which has the same. */
type EnteringManager = ContextManager & {
  readonly attach?: (entered: Context) => Scope;
  readonly _asyncLocalStorage?: { readonly withScope?: (entered: Context) => Scope };
};

function enter(entered: Context): Scope | undefined {
  const manager = apiGlobal()?.context as EnteringManager | undefined;
  return safely('entering a context', () =>
    manager?.attach ? manager.attach(entered) : manager?._asyncLocalStorage?.withScope?.(entered),
  );
}

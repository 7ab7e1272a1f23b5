/** Wraps a function of the application so that each call of it is an operation; what the four helpers have in common. */
import { context } from '@opentelemetry/api';
import type { Operation } from '../adapter/adapter.ts';
import type { RequestFacts } from '../adapter/facts.ts';
import { isSuppressed } from '../context/context.ts';
import type { AgentScope } from '../context/scopes.ts';
import { watched } from '../observe/watched.ts';
import { startCall, type Call } from '../record/call.ts';
import type { CallDescription } from '../record/call-description.ts';
import type { Scope } from '../record/telemetry.ts';
import { beforeCall } from '../report.ts';
import { failed } from '../safely.ts';
import { coreSettings, resolveSettings, type Settings } from '../settings.ts';
import { state } from '../state.ts';
import type { AnyFunction } from './any-function.ts';
import { VERSION } from '../version.ts';

/** How one call of a wrapped function is recorded. */
export interface FunctionCall {
  readonly operation: Operation<readonly unknown[]>;
  readonly facts: RequestFacts;
  readonly agent?: AgentScope | undefined;
  readonly besides?: CallDescription['besides'];
}

/** The settings that helpers run on: those of the first `attach`, else those of the environment. */
export function helperSettings(): Settings {
  const shared = state();
  if (shared.settings) return shared.settings;
  return (shared.environmentSettings ??= resolveSettings(coreSettings, {}, process.env));
}

/** The scope of what helpers record, shared by all copies so that instruments are made once. */
export function helperScope(): Scope {
  return (state().helperScope ??= { name: '@spanwise/core', version: VERSION });
}

/** Wraps `fn`. The wrapped function returns, throws and streams as `fn` does. */
export function watchFunction<F extends AnyFunction>(
  fn: F,
  describe: (callArguments: readonly unknown[]) => FunctionCall,
): F {
  const wrapped = watched(
    fn as unknown as (this: unknown, ...callArguments: unknown[]) => unknown,
    (_receiver, callArguments) => begin(callArguments, describe),
  );
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(fn))) {
    if (descriptor.configurable) Object.defineProperty(wrapped, name, descriptor);
  }
  return wrapped as unknown as F;
}

/** A stream that a wrapped function gives back is counted, not read. */
export const countChunks: NonNullable<FunctionCall['operation']['stream']> = {
  start: () => undefined,
  add: () => {},
};

function begin(
  callArguments: readonly unknown[],
  describe: (callArguments: readonly unknown[]) => FunctionCall,
): Call | undefined {
  try {
    beforeCall();
    const active = context.active();
    if (isSuppressed(active)) return undefined;
    const { operation, facts, agent, besides } = describe(callArguments);
    return startCall(
      {
        scope: helperScope(),
        settings: helperSettings(),
        operation: operation as unknown as Operation,
        body: callArguments,
        facts,
        agent,
        besides,
        runsIteration: true,
      },
      active,
    );
  } catch (error) {
    failed('starting a call', error);
    return undefined;
  }
}

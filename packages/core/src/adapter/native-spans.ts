/** Keeps a client that makes spans of its own from making them for the calls that we record. */
import {
  context,
  INVALID_SPAN_CONTEXT,
  trace,
  type Context,
  type Span,
  type SpanOptions,
  type Tracer,
} from '@opentelemetry/api';
import { isInCall } from '../context/scopes.ts';
import { hide } from '../observe/hide.ts';
import type { AnyFunction, NativeHook, NativeSpans, NativeSpansFacts } from './adapter.ts';

/** Tells what stands in for a client's own tracer or hook, whichever copy of this package put it there. */
const STAND_IN = Symbol.for('spanwise.native-spans');

/** Whether spans of ours are made in a context. */
type IsOurs = (within: Context) => boolean;
/** Whether a span of ours stands for the client's of a name in a context. */
type IsReplaced = (name: string | undefined, within: Context) => boolean;
interface StandIn {
  readonly original: object;
  readonly isOurs: IsOurs;
}
type Holder = Record<PropertyKey, (object & { readonly [STAND_IN]?: StandIn }) | undefined>;

/** Where the tracer or the hook is. */
interface Kept {
  readonly holder: Holder;
  readonly property: PropertyKey;
  readonly current: NonNullable<Holder[string]>;
}

function keptBy(
  { holder: find, property: named }: NativeSpansFacts,
  receiver: unknown,
): Kept | undefined {
  const holder = find(receiver) as Holder | null | undefined;
  if (holder == null) return undefined;
  const property = typeof named === 'function' ? named(holder) : named;
  const current = property === undefined ? undefined : holder[property];
  return current && { holder, property: property!, current };
}

/** Describes the spans that a client makes of its own. The code that replaces them comes with it: few clients need it. */
export function nativeSpans(facts: NativeSpansFacts): NativeSpans {
  const { hook, methods = [] } = facts;
  return {
    methods,
    areMade: (receiver) => {
      const kept = keptBy(facts, receiver);
      return kept !== undefined && (hook?.isOn(kept.holder) ?? hook === undefined);
    },
    replace: (receiver, isOurs) => replaceSpans(facts, receiver, isOurs),
  };
}

/**
 * Puts something in the place of the client's own tracer or hook that starts no span where ours stands for it and is
 * the client's own in all else. Once for each client, which is found when it is first used.
 */
function replaceSpans(native: NativeSpansFacts, receiver: unknown, isOurs: IsOurs): void {
  const { names, onlyInside } = native;
  const kept = keptBy(native, receiver);
  if (kept === undefined) return;
  const { holder, property, current } = kept;
  const known = current[STAND_IN];
  if (known?.isOurs === isOurs) return;
  // One that was put there by an attachment that is gone lets everything through, and is not kept.
  const original = known?.original ?? current;
  const standIn: StandIn = { original, isOurs };
  const isReplaced: IsReplaced = (name, within) =>
    name !== undefined &&
    names.includes(name) &&
    isOurs(within) &&
    (onlyInside === undefined || isInCall(within, onlyInside));
  if (native.hook === undefined)
    holder[property] = tracerStandIn(original as Tracer, isReplaced, standIn);
  else hide(holder, property, hookStandIn(native.hook, holder, isReplaced, standIn));
}

function tracerStandIn(tracer: Tracer, isReplaced: IsReplaced, standIn: StandIn): Tracer {
  const startSpan = (name: string, options?: SpanOptions, within = context.active()): Span =>
    isReplaced(name, within)
      ? trace.wrapSpanContext(INVALID_SPAN_CONTEXT)
      : tracer.startSpan(name, options, within);
  // As `startActiveSpan(name, options?, context?, fn)`: its function runs in the context that it would have run in.
  const startActiveSpan = (name: string, ...rest: unknown[]): unknown => {
    const [, within = context.active()] = rest.slice(0, -1) as [SpanOptions?, Context?];
    return isReplaced(name, within)
      ? context.with(within, rest.at(-1) as AnyFunction, undefined, startSpan(name, {}, within))
      : (tracer.startActiveSpan as AnyFunction).call(tracer, name, ...rest);
  };
  return new Proxy(tracer, {
    get: (target, key) => {
      if (key === STAND_IN) return standIn;
      if (key === 'startSpan') return startSpan;
      if (key === 'startActiveSpan') return startActiveSpan;
      const value: unknown = Reflect.get(target, key, target);
      // A tracer may have private members, which only it can reach.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

function hookStandIn(
  hook: NativeHook,
  holder: object,
  isReplaced: IsReplaced,
  standIn: StandIn,
): AnyFunction {
  const original = standIn.original as AnyFunction;
  const replacement: AnyFunction = function (this: unknown, ...callArguments: unknown[]) {
    return hook.isOn(holder) !== false && isReplaced(hook.name(callArguments), context.active())
      ? hook.without(callArguments)
      : original.apply(this, callArguments);
  };
  return Object.assign(replacement, { [STAND_IN]: standIn });
}

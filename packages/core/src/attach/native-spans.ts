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
import type { NativeSpans } from '../adapter/adapter.ts';

/** Tells a tracer that stands in for a client's own, whichever copy of this package put it there. */
const STAND_IN = Symbol.for('spanwise.native-spans');

/** Whether spans of ours are made in a context. */
type IsOurs = (within: Context) => boolean;
interface StandIn {
  readonly tracer: Tracer;
  readonly isOurs: IsOurs;
}
type Holder = Record<string, (Tracer & { readonly [STAND_IN]?: StandIn }) | undefined>;

/** True when the client that a call goes through makes spans of its own. */
export function makesSpans({ holder, property }: NativeSpans, receiver: unknown): boolean {
  return (holder(receiver) as Holder | undefined)?.[property] !== undefined;
}

/**
 * Puts a tracer in the place of the client's own that starts no span where ours stands for it and is the
 * client's own in all else. Once for each client, which is found when it is first used.
 */
export function replaceSpans(native: NativeSpans, receiver: unknown, isOurs: IsOurs): void {
  const { property, names } = native;
  const holder = native.holder(receiver) as Holder | undefined;
  const current = holder?.[property];
  if (holder === undefined || current === undefined) return;
  const known = current[STAND_IN];
  if (known?.isOurs === isOurs) return;
  // One that was put there by an attachment that is gone lets everything through, and is not kept.
  const tracer = known?.tracer ?? current;
  const standIn: StandIn = { tracer, isOurs };
  const startSpan = (name: string, options?: SpanOptions, within = context.active()): Span =>
    names.includes(name) && isOurs(within)
      ? trace.wrapSpanContext(INVALID_SPAN_CONTEXT)
      : tracer.startSpan(name, options, within);
  holder[property] = new Proxy(tracer, {
    get: (target, key) => {
      if (key === STAND_IN) return standIn;
      if (key === 'startSpan') return startSpan;
      const value: unknown = Reflect.get(target, key, target);
      // A tracer may have private members, which only it can reach.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/**
 * 5 and 6 of the SDK make spans of what they do by a tracer in the options of a call. Ours hears them, and what the
 * work of each gave: that is told as 7 tells it. The SDK's results, streams and promises are its own.
 */
import {
  context,
  INVALID_SPAN_CONTEXT,
  trace,
  type Attributes,
  type Exception,
  type Span,
  type SpanOptions,
  type Tracer,
} from '@opentelemetry/api';
import type {
  AnyFunction,
  AttachedAdapter,
  RegisteredCall,
  ReplacedFunction,
} from '@spanwise/core/adapter';
import { changesOptions, follow, optionOf, withOption } from './options.ts';
import { eventOf, replyOf, typeOf } from './spans.ts';

/** The SDK's option for its telemetry. */
interface TelemetryOption {
  readonly isEnabled?: boolean;
  readonly tracer?: Tracer;
  readonly functionId?: string;
}

interface AgentSettings {
  readonly id?: string;
  readonly experimental_telemetry?: TelemetryOption;
}

const OPTION = 'experimental_telemetry';
const NO_SPAN: Span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** What of the SDK is given a tracer of ours. */
export const replaced: readonly ReplacedFunction[] = [
  ...['generateText', 'streamText', 'generateObject', 'streamObject', 'embed', 'embedMany'].map(
    (name): ReplacedFunction => ({
      method: { kind: 'export', name },
      versions: '>=5 <7',
      wrap: changesOptions(withTracer),
    }),
  ),
  {
    method: { kind: 'export', name: 'rerank' },
    versions: '>=6 <7',
    wrap: changesOptions(withTracer),
  },
  // Agents call the SDK's own functions, not those that it exports.
  ...['generate', 'stream'].map((path): ReplacedFunction => ({
    method: { kind: 'method', export: 'Experimental_Agent', path },
    versions: '>=5 <6',
    wrap: changesOptions(withTracer),
  })),
  {
    method: { kind: 'method', export: 'ToolLoopAgent', path: 'prepareCall' },
    versions: '>=6 <7',
    wrap: preparesTracer,
  },
];

/** What an agent prepares is given to the SDK's functions only. */
function preparesTracer(original: AnyFunction, adapter: AttachedAdapter): AnyFunction {
  return async function (this: unknown, ...callArguments: unknown[]) {
    const prepared = await original.apply(this, callArguments);
    const give = changesOptions(withTracer)((options: unknown) => options, adapter);
    return give.call(this, prepared);
  };
}

/** The same options with our tracer. */
function withTracer(options: object, adapter: AttachedAdapter, receiver: unknown): object {
  const settings = (receiver as { readonly settings?: AgentSettings } | undefined)?.settings;
  const option: TelemetryOption | undefined = optionOf(options, OPTION) ?? settings?.[OPTION];
  // Who switches it off for a call wants none of it.
  if (option?.isEnabled === false) return options;
  const isOwn = option?.isEnabled === true;
  if (isOwn)
    adapter.say(
      'experimental_telemetry is on: its spans are kept, and ours are not made beside them',
    );
  const content = { recordInputs: adapter.capturesContent, recordOutputs: adapter.capturesContent };
  return withOption(options, OPTION, {
    ...(isOwn ? {} : content),
    ...option,
    isEnabled: true,
    tracer: new ListeningTracer(
      adapter,
      isOwn ? (option.tracer ?? trace.getTracer('ai')) : undefined,
      settings?.id,
    ),
  });
}

/** The tracer of one call of the SDK's. */
class ListeningTracer implements Tracer {
  readonly #adapter: AttachedAdapter;
  /** The one that makes the spans that the application asked for. */
  readonly #own: Tracer | undefined;
  readonly #agentName: string | undefined;
  #root: RegisteredCall | undefined;

  constructor(adapter: AttachedAdapter, own: Tracer | undefined, agentName: string | undefined) {
    this.#adapter = adapter;
    this.#own = own;
    this.#agentName = agentName;
  }

  startSpan(name: string, options?: SpanOptions): Span {
    return this.#own?.startSpan(name, options) ?? NO_SPAN;
  }

  startActiveSpan<F extends (span: Span) => unknown>(
    name: string,
    ...given: [F] | [SpanOptions, F] | [SpanOptions, unknown, F]
  ): ReturnType<F> {
    const work = given.at(-1) as F;
    const attributes = (given.length > 1 ? (given[0] as SpanOptions) : {}).attributes ?? {};
    const hear = (span: Span): ReturnType<F> =>
      this.#follow(name, attributes, span, work) as ReturnType<F>;
    return this.#own === undefined
      ? hear(NO_SPAN)
      : this.#own.startActiveSpan(name, { attributes }, hear);
  }

  #follow(
    name: string,
    attributes: Attributes,
    span: Span,
    work: (span: Span) => unknown,
  ): unknown {
    const type = typeOf(name);
    const root = this.#root;
    const told = { type, event: eventOf(attributes, this.#agentName) };
    const start = (): RegisteredCall | undefined =>
      this.#adapter.start(undefined, [told], this.#own !== undefined);
    // Tools of a stream run where the stream is pumped, which may be inside the call of a model.
    const call =
      type === undefined ? undefined : root ? root.run(() => under(span, start)) : start();
    if (call === undefined) return work(span);
    const heard = new HeardSpan(span, call, type === 'languageModelCall');
    if (root === undefined) {
      this.#root = call;
      call.endsWith(heard);
    }
    return follow(
      call,
      () => work(heard.span),
      (value) => heard.gives(value),
    );
  }
}

/** With the SDK's own span active, where it makes one. */
function under<T>(span: Span, start: () => T): T {
  return span === NO_SPAN ? start() : context.with(trace.setSpan(context.active(), span), start);
}

/** What the SDK does to one of its spans, heard. */
class HeardSpan {
  /** What the SDK is given. */
  readonly span: Span;
  readonly #call: RegisteredCall;
  /** A call of a model ends with its reply or its stream, all else with the span. */
  readonly #endsWithWork: boolean;
  readonly #attributes: Attributes = {};
  #error: unknown;
  #ended = false;
  #work: { readonly value: unknown } | undefined;

  constructor(span: Span, call: RegisteredCall, endsWithWork: boolean) {
    this.#call = call;
    this.#endsWithWork = endsWithWork;
    const heard: Readonly<Record<PropertyKey, unknown>> = {
      setAttribute: (name: string, value: Attributes[string]) => {
        this.#attributes[name] = value;
        span.setAttribute(name, value);
        return this.span;
      },
      setAttributes: (attributes: Attributes) => {
        Object.assign(this.#attributes, attributes);
        span.setAttributes(attributes);
        return this.span;
      },
      recordException: (exception: Exception, ...time: []) => {
        this.#error = exception;
        span.recordException(exception, ...time);
      },
      end: (...time: []) => {
        span.end(...time);
        this.#ended = true;
        this.#finish();
      },
    };
    this.span = new Proxy(span, {
      get: (target, key) => {
        if (Object.hasOwn(heard, key)) return heard[key];
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }

  /** The work of the span is done. */
  gives(value: unknown): void {
    this.#work = { value };
    this.#finish();
  }

  #finish(): void {
    if (this.#work === undefined || !(this.#ended || this.#endsWithWork)) return;
    if (this.#error !== undefined) this.#call.fail(this.#error);
    else this.#call.reply(replyOf(this.#work.value, this.#attributes));
  }
}

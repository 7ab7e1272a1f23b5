/** One operation from its start to its end: neutral facts in, span and metrics out. */
import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type AttributeValue,
  type Context,
  type Span,
} from '@opentelemetry/api';
import * as names from '@spanwise/semconv';
import { OPERATIONS, type OperationSpec } from '@spanwise/semconv';
import type { AppendText, Operation } from '../adapter/adapter.ts';
import type { FailureFacts, HttpFacts, RequestFacts, ResponseFacts } from '../adapter/facts.ts';
import { contextAttributes, contextFacts } from '../context/context.ts';
import { agentOf, inCall, outOfCall, withAgent, type AgentScope } from '../context/scopes.ts';
import { failed, safely } from '../safely.ts';
import type { ContentMode, Settings } from '../settings.ts';
import { countDropped, state, type OpenCall } from '../state.ts';
import { boundedText, contentBudget, plainFields, type ContentBudget } from './content.ts';
import { emitDetails } from './events.ts';
import { REQUEST_ROWS, RESPONSE_ROWS, START_ROWS, type Row } from './facts-to-attributes.ts';
import { failureOf } from './failure.ts';
import { recordRenamed, recordTokens } from './metrics.ts';
import { putAttribute, putContent } from './put.ts';
import { telemetryOf, type Scope, type Telemetry } from './telemetry.ts';
import { count, MAX_ATTRIBUTE_LENGTH, string } from './values.ts';

/** How a stream was left. */
export type StreamOutcome = 'completed' | 'cancelled' | 'aborted' | 'failed' | 'abandoned';

/** Everything that is known before the client runs. */
export interface CallDescription {
  readonly scope: Scope;
  readonly settings: Settings;
  readonly operation: Operation;
  readonly body: unknown;
  readonly facts: RequestFacts;
  /** The row of the operation table, when it is not the one of the operation's name. */
  readonly row?: keyof typeof OPERATIONS | undefined;
  readonly provider?: string | undefined;
  readonly serverAddress?: string | undefined;
  readonly serverPort?: number | undefined;
  readonly failure?: ((error: unknown) => FailureFacts | undefined) | undefined;
  readonly requestId?: ((http: HttpFacts) => string | undefined) | undefined;
  /** Hides the chunks that the caller did not ask for. */
  readonly isExtraChunk?: ((chunk: unknown) => boolean) | undefined;
  /** What the caller aborts the call by, when it said so. */
  readonly signal?: AbortSignal | undefined;
  /** Counts the work of the agent that this call is. */
  readonly agent?: AgentScope | undefined;
  /** True when the steps of a generator are work of their own, which belongs under this span. */
  readonly runsIteration?: boolean | undefined;
}

interface AttributeSink {
  readonly setAttribute: (name: string, value: AttributeValue) => unknown;
}

/** Text of a streamed reply that is kept beyond the budget of a span, so that the budget can cut it exactly. */
const STREAM_TEXT_FACTOR = 2;
/** Chunks between two looks at the clock, when nobody asked for the time of each. */
const CLOCK_INTERVAL_MASK = 31;

/** A running operation. Every way to end it may be used once; later ones do nothing. */
export class Call implements OpenCall {
  /** What the client runs in: the span is active there. */
  readonly context: Context;
  readonly #description: CallDescription;
  readonly #spec: OperationSpec;
  readonly #telemetry: Telemetry;
  readonly #span: Span | undefined;
  readonly #mode: ContentMode;
  /** Where attributes go: the span when it records, and the event when one is emitted. */
  readonly #sink: AttributeSink | undefined;
  #eventAttributes: Record<string, unknown> | undefined;
  readonly #startMillis: number = performance.now();
  /** The attributes that metrics may carry. */
  readonly #known: Attributes;
  readonly #parent: Context;
  #budget: ContentBudget | undefined;
  #input: Record<string, unknown> | undefined;
  #ended = false;
  #fold: Operation['stream'];
  #isExtraChunk: CallDescription['isExtraChunk'];
  #timesChunks = false;
  #streamReply: unknown;
  #text: AppendText | undefined;
  #chunks = 0;
  #firstChunkMillis = 0;
  #lastChunkMillis = 0;
  #requestId: string | undefined;

  constructor(description: CallDescription, telemetry: Telemetry, parent: Context) {
    const { operation } = description;
    this.#description = description;
    this.#telemetry = telemetry;
    this.#parent = parent;
    this.#spec = OPERATIONS[description.row ?? operation.name];
    this.#known = this.#startAttributes();
    const span = telemetry.tracer?.startSpan(
      this.#spanName(),
      {
        kind: this.#spec.kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL,
        attributes: this.#startNames(),
      },
      parent,
    );
    this.#span = span;
    this.#mode = this.#contentMode(span?.isRecording() === true);
    this.#sink = this.#createSink(span);
    const within = span ? trace.setSpan(parent, span) : parent;
    const inside =
      this.#spec.kind === 'client' && !isRetrieval(this.#spec) ? inCall(within) : outOfCall(within);
    this.context = description.agent ? withAgent(inside, description.agent) : inside;
    state().open.add(this);
    const sink = this.#sink;
    if (sink) safely('recording a request', () => this.#recordRequest(sink));
    if (this.#mode !== 'none') safely('reading input content', () => this.#recordInput());
    this.#countForAgent();
  }

  /** True once the span has ended. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether the operation's reply may come as a stream of chunks. */
  get streams(): boolean {
    return this.#description.operation.stream !== undefined;
  }

  /** What the caller aborts the call by. */
  get signal(): AbortSignal | undefined {
    return this.#description.signal;
  }

  /** What each step of a stream runs in; `undefined`: the consumer's own context. */
  get iterationContext(): Context | undefined {
    return this.#description.runsIteration ? this.context : undefined;
  }

  /** Runs the client with the span active. */
  run<T>(fn: () => T): T {
    return context.with(this.context, fn);
  }

  /** Takes what the raw reply says. */
  http(http: HttpFacts): void {
    if (this.#ended) return;
    safely('reading an HTTP reply', () => {
      const read = this.#description.requestId;
      const id = read ? read(http) : headerOf(http, 'x-request-id');
      if (typeof id === 'string' && id !== '') this.#requestId = id;
    });
  }

  /** The client's promise was fulfilled with this reply. */
  reply(value: unknown): void {
    if (this.#ended) return;
    this.#end(undefined, undefined, value);
  }

  /** The client gave back the raw reply only: the rest is the caller's. */
  rawOnly(): void {
    if (!this.#ended) this.#end(undefined, undefined, undefined);
  }

  /**
   * The reply is a stream: chunks follow.
   *
   * @returns false when the chunks must not be watched: the call has ended, or another object gives them already.
   */
  streamStarts(): boolean {
    const { operation, body, settings, isExtraChunk } = this.#description;
    const fold = operation.stream;
    if (this.#ended || this.#fold !== undefined || fold === undefined) return false;
    // Copied here, since they are read for every chunk.
    this.#fold = fold;
    this.#isExtraChunk = isExtraChunk;
    this.#timesChunks = settings.timePerOutputChunk && this.#spec.inference;
    if (this.#mode !== 'none')
      this.#text = boundedText(settings.maxContentBytes * STREAM_TEXT_FACTOR);
    this.#streamReply = safely('starting a stream', () => fold.start(body));
    return true;
  }

  /**
   * Takes one chunk.
   *
   * @returns true when the caller must not see it.
   */
  chunk(value: unknown): boolean {
    const fold = this.#fold;
    if (this.#ended || fold === undefined) return false;
    const chunks = ++this.#chunks;
    if (chunks === 1 || (chunks & CLOCK_INTERVAL_MASK) === 0 || this.#timesChunks) {
      this.#timeChunk(chunks);
    }
    try {
      fold.add(this.#streamReply, value, this.#text);
      if (this.#isExtraChunk?.(value) !== true) return false;
      this.#chunks -= 1;
      return true;
    } catch (error) {
      failed('reading a chunk', error);
      return false;
    }
  }

  /** The stream is over, one way or another. */
  streamEnds(outcome: StreamOutcome, error?: unknown): void {
    if (this.#ended) return;
    if (outcome !== 'abandoned') this.#lastChunkMillis = this.#chunks > 0 ? performance.now() : 0;
    this.#end(
      outcome,
      outcome === 'failed' ? this.#failureOf(error) : undefined,
      this.#streamReply,
    );
  }

  /** The client failed. */
  fail(error: unknown): void {
    if (this.#ended) return;
    this.#end(undefined, this.#failureOf(error), undefined);
  }

  /** Nobody will end this any more: the promise or stream was dropped, or the process stops. */
  abandon(): void {
    this.streamEnds('abandoned');
  }

  /** Attributes for events and evaluations that belong to this call. */
  get span(): Span | undefined {
    return this.#span;
  }

  #failureOf(error: unknown): FailureFacts {
    return (
      safely('reading a failure', () => {
        const read = this.#description.failure;
        const http = error as { headers?: HttpFacts['headers']; status?: number } | undefined;
        if (this.#requestId === undefined && typeof http === 'object' && http?.headers)
          this.http(http);
        return read?.(error) ?? failureOf(error);
      }) ?? { type: '_OTHER' }
    );
  }

  /** Operation, provider, model, names, address: what samplers and metrics look at. */
  #startAttributes(): Attributes {
    const { operation, facts, provider, serverAddress, serverPort } = this.#description;
    const expected = this.#spec.attributes;
    const attributes: Attributes = { [names.ATTR_GEN_AI_OPERATION_NAME]: operation.name };
    if (provider !== undefined && names.ATTR_GEN_AI_PROVIDER_NAME in expected) {
      attributes[names.ATTR_GEN_AI_PROVIDER_NAME] = provider;
    }
    for (const row of START_ROWS) {
      const value = facts[row.field];
      if (value === undefined || value === null || !(row.attribute in expected)) continue;
      const read = row.read(value);
      if (read !== undefined) attributes[row.attribute] = read;
    }
    if (serverAddress !== undefined && names.ATTR_SERVER_ADDRESS in expected) {
      attributes[names.ATTR_SERVER_ADDRESS] = serverAddress;
      if (serverPort !== undefined) attributes[names.ATTR_SERVER_PORT] = serverPort;
    }
    return attributes;
  }

  /** What is captured of this call: nothing for a place that takes nothing. */
  #contentMode(isRecording: boolean): ContentMode {
    const { operation, facts, settings, provider } = this.#description;
    const { captureContent } = settings;
    const asked =
      typeof captureContent === 'function'
        ? safely('captureContent', () =>
            captureContent({
              operation: operation.name,
              provider,
              model: facts.model ?? undefined,
            }),
          )
        : captureContent;
    const onSpan = isRecording && (asked === 'span' || asked === 'span-and-event');
    // There is an event for inference alone.
    const onEvent = this.#spec.inference && (asked === 'event' || asked === 'span-and-event');
    if (onSpan) return onEvent ? 'span-and-event' : 'span';
    // Whatever else a function gave back, such as `false` or a promise, asked for nothing.
    return onEvent ? 'event' : 'none';
  }

  #createSink(span: Span | undefined): AttributeSink | undefined {
    const recording = span?.isRecording() ? span : undefined;
    if (this.#mode !== 'event' && this.#mode !== 'span-and-event') return recording;
    const all: Record<string, unknown> = { ...this.#known };
    this.#eventAttributes = all;
    return {
      setAttribute: (name, value) => {
        all[name] = value;
        recording?.setAttribute(name, value);
      },
    };
  }

  #startNames(): Attributes {
    // No attribute that a sampler looks at has another name in another set.
    return { ...this.#known };
  }

  #spanName(): string {
    for (const attribute of this.#spec.nameAttributes) {
      const value = this.#known[attribute];
      if (typeof value === 'string') return `${this.#description.operation.name} ${value}`;
    }
    return this.#description.operation.name;
  }

  #recordRequest(span: AttributeSink): void {
    const { facts } = this.#description;
    this.#put(span, REQUEST_ROWS, facts);
    const carried = contextFacts(this.#parent);
    if (carried) {
      const attributes = contextAttributes(carried);
      for (const attribute of Object.keys(attributes)) {
        const value = string(String(attributes[attribute]));
        // What the request itself says about conversation and prompt is the better source.
        if (
          value === undefined ||
          (attribute in REQUEST_NAMES && facts[REQUEST_NAMES[attribute]!] != null)
        )
          continue;
        span.setAttribute(
          attribute,
          typeof attributes[attribute] === 'number' ? attributes[attribute] : value,
        );
      }
    }
    const agent = agentOf(this.#parent);
    if (agent?.name !== undefined && this.#spec.name === 'execute_tool') {
      this.#known[names.ATTR_GEN_AI_AGENT_NAME] = agent.name;
      span.setAttribute(names.ATTR_GEN_AI_AGENT_NAME, agent.name);
    }
  }

  #put<Facts extends RequestFacts | ResponseFacts>(
    span: AttributeSink,
    rows: readonly Row<Facts>[],
    facts: Facts,
  ): void {
    const expected = this.#spec.attributes;
    const { provider } = this.#description;
    for (const row of rows) {
      const value = facts[row.field];
      if (value === undefined || value === null) continue;
      if (row.provider === undefined ? !(row.attribute in expected) : row.provider !== provider)
        continue;
      const read = row.read(value);
      if (read !== undefined) putAttribute(span, this.#telemetry.names, row.attribute, read);
    }
  }

  #recordInput(): void {
    const { operation, body, settings } = this.#description;
    if (operation.input === undefined) return;
    this.#budget = contentBudget(settings.maxContentBytes, settings.redact);
    this.#input = plainFields(operation.input(body), this.#budget);
    if (this.#mode !== 'event' && this.#span?.isRecording()) {
      putContent(this.#span, this.#telemetry, this.#input);
    }
  }

  #countForAgent(): void {
    const agent = agentOf(this.#parent);
    if (agent === undefined) return;
    if (this.#spec.inference) agent.inferenceCalls += 1;
    else if (this.#spec.name === 'execute_tool') agent.toolCalls += 1;
  }

  #timeChunk(chunks: number): void {
    const now = performance.now();
    if (chunks === 1) this.#firstChunkMillis = now;
    else if (this.#timesChunks) {
      const seconds = (now - this.#lastChunkMillis) / 1000;
      safely('recording a chunk', () =>
        this.#record(
          names.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK,
          seconds,
          this.#metricAttributes(),
        ),
      );
    }
    this.#lastChunkMillis = now;
  }

  #end(
    outcome: StreamOutcome | undefined,
    failure: FailureFacts | undefined,
    reply: unknown,
  ): void {
    this.#ended = true;
    state().open.delete(this);
    const endMillis =
      outcome === 'abandoned' && this.#lastChunkMillis > 0
        ? this.#lastChunkMillis
        : performance.now();
    // A reply that is nothing, as of a server that answers 204, has nothing to read. What an agent used is
    // known from its calls, whatever it gave back.
    const value = reply ?? undefined;
    const facts =
      (value === undefined && this.#description.agent === undefined
        ? undefined
        : safely('reading a reply', () =>
            this.#description.operation.response?.(value, this.#description.body),
          )) ?? {};
    const problem = failure ?? facts.failure ?? undefined;
    if (problem) {
      // A reply may hold anything in the place of a word: a code that is a number is a word, too.
      const type: unknown = problem.type;
      this.#known[names.ATTR_ERROR_TYPE] =
        string(typeof type === 'number' ? String(type) : type) ?? '_OTHER';
    }
    const model = facts.model == null ? undefined : string(facts.model);
    if (model !== undefined && names.ATTR_GEN_AI_RESPONSE_MODEL in this.#spec.attributes) {
      this.#known[names.ATTR_GEN_AI_RESPONSE_MODEL] = model;
    }
    const span = this.#span;
    const sink = this.#sink;
    const output =
      this.#mode !== 'none' && value !== undefined ? this.#readOutput(value) : undefined;
    if (sink) {
      safely('recording a reply', () => {
        this.#recordResponse(sink, facts, outcome, problem);
        if (this.#budget && this.#budget.cut > 0) {
          sink.setAttribute(names.ATTR_SPANWISE_TRUNCATED, this.#budget.cut);
        }
      });
    }
    if (span?.isRecording()) {
      if (problem)
        safely('recording a failure', () =>
          span.setStatus({ code: SpanStatusCode.ERROR, message: this.#statusMessage(problem) }),
        );
      if (output && this.#mode !== 'event')
        safely('recording content', () => putContent(span, this.#telemetry, output));
    }
    safely('recording metrics', () => this.#recordMetrics(facts, outcome, endMillis));
    const all = this.#eventAttributes;
    if (all) {
      safely('emitting an event', () =>
        emitDetails(this.#description.scope, this.#telemetry.names, this.context, all, {
          ...this.#input,
          ...output,
        }),
      );
    }
    if (span) {
      safely('ending a span', () =>
        outcome === 'abandoned' && this.#lastChunkMillis > 0
          ? span.end(performance.timeOrigin + endMillis)
          : span.end(),
      );
    }
  }

  #readOutput(reply: unknown): Record<string, unknown> | undefined {
    return safely('reading output content', () => {
      const { operation, settings } = this.#description;
      if (operation.output === undefined) return undefined;
      this.#budget ??= contentBudget(settings.maxContentBytes, settings.redact);
      const { messages, ...rest } = operation.output(reply);
      // Input and output both have messages; they are told apart from here on.
      return plainFields({ replies: messages, ...rest }, this.#budget);
    });
  }

  #recordResponse(
    span: AttributeSink,
    facts: ResponseFacts,
    outcome: StreamOutcome | undefined,
    problem: FailureFacts | undefined,
  ): void {
    this.#put(span, RESPONSE_ROWS, facts);
    const set = (attribute: string, value: number | string | string[] | undefined): void => {
      if (value !== undefined && attribute in this.#spec.attributes) {
        putAttribute(span, this.#telemetry.names, attribute, value);
      }
    };
    const { finishReasons, usage } = facts;
    if (finishReasons && names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS in this.#spec.attributes) {
      const unfinished =
        problem !== undefined || (outcome !== undefined && outcome !== 'completed');
      const reasons = finishReasons
        .map((reason) =>
          typeof reason === 'string' && reason !== '' ? reason : unfinished ? 'error' : undefined,
        )
        .filter((reason) => reason !== undefined);
      if (reasons.length > 0) set(names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS, reasons.slice(0, 128));
    }
    if (usage) this.#recordUsage(span, usage);
    if (this.#requestId !== undefined) set(names.ATTR_SPANWISE_REQUEST_ID, string(this.#requestId));
    if (outcome !== undefined) {
      set(names.ATTR_SPANWISE_STREAM_OUTCOME, outcome);
      set(names.ATTR_SPANWISE_STREAM_CHUNK_COUNT, this.#chunks);
      if (this.#firstChunkMillis > 0 && this.#spec.inference) {
        set(
          names.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK,
          (this.#firstChunkMillis - this.#startMillis) / 1000,
        );
      }
      if (this.#chunks > 1 && this.#lastChunkMillis > this.#firstChunkMillis) {
        set(
          names.ATTR_SPANWISE_STREAM_TIME_PER_OUTPUT_CHUNK,
          (this.#lastChunkMillis - this.#firstChunkMillis) / 1000 / (this.#chunks - 1),
        );
      }
    }
    if (problem) {
      set(names.ATTR_ERROR_TYPE, this.#known[names.ATTR_ERROR_TYPE] as string);
    }
  }

  /** A provider's message may repeat what the user sent, so it counts as content. */
  #statusMessage(problem: FailureFacts): string {
    const type = this.#known[names.ATTR_ERROR_TYPE] as string;
    if (this.#mode === 'none' || typeof problem.message !== 'string') return type;
    const budget = contentBudget(MAX_ATTRIBUTE_LENGTH, this.#description.settings.redact);
    return plainFields({ query: problem.message }, budget).query as string;
  }

  #recordUsage(span: AttributeSink, usage: NonNullable<ResponseFacts['usage']>): void {
    const expected = this.#spec.attributes;
    const set = (attribute: string, value: unknown, skipZero = false): void => {
      if (value === undefined || value === null || !(attribute in expected)) return;
      const tokens = count(value);
      if (tokens === undefined || (skipZero && tokens === 0)) return;
      putAttribute(span, this.#telemetry.names, attribute, tokens);
    };
    set(names.ATTR_GEN_AI_USAGE_INPUT_TOKENS, usage.inputTokens);
    set(names.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS, usage.outputTokens);
    set(names.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS, usage.cacheReadInputTokens);
    set(names.ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS, usage.cacheWriteInputTokens);
    set(names.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS, usage.reasoningOutputTokens);
    const { text, image, audio } = usage.modalities ?? {};
    set(names.ATTR_GEN_AI_USAGE_TEXT_INPUT_TOKENS, text?.input, true);
    set(names.ATTR_GEN_AI_USAGE_TEXT_OUTPUT_TOKENS, text?.output, true);
    set(names.ATTR_GEN_AI_USAGE_TEXT_CACHE_READ_INPUT_TOKENS, text?.cacheRead, true);
    set(names.ATTR_GEN_AI_USAGE_IMAGE_INPUT_TOKENS, image?.input, true);
    set(names.ATTR_GEN_AI_USAGE_IMAGE_OUTPUT_TOKENS, image?.output, true);
    set(names.ATTR_GEN_AI_USAGE_IMAGE_CACHE_READ_INPUT_TOKENS, image?.cacheRead, true);
    set(names.ATTR_GEN_AI_USAGE_AUDIO_INPUT_TOKENS, audio?.input, true);
    set(names.ATTR_GEN_AI_USAGE_AUDIO_OUTPUT_TOKENS, audio?.output, true);
    set(names.ATTR_GEN_AI_USAGE_AUDIO_CACHE_READ_INPUT_TOKENS, audio?.cacheRead, true);
  }

  #metricAttributes(): Attributes {
    const attributes: Attributes = {};
    for (const attribute of this.#spec.durationAttributes) {
      const value = this.#known[attribute];
      if (value !== undefined && attribute !== names.ATTR_ERROR_TYPE) attributes[attribute] = value;
    }
    const tenant = tenantLabel(this.#parent, this.#description.settings.tenantOnMetrics);
    if (tenant !== undefined) attributes[names.ATTR_SPANWISE_TENANT_ID] = tenant;
    return attributes;
  }

  #record(metric: names.MetricName, value: number, attributes: Attributes): void {
    recordRenamed(this.#telemetry, metric, value, attributes, this.context);
  }

  #recordMetrics(
    facts: ResponseFacts,
    outcome: StreamOutcome | undefined,
    endMillis: number,
  ): void {
    const attributes = this.#metricAttributes();
    const error = this.#known[names.ATTR_ERROR_TYPE];
    const seconds = (endMillis - this.#startMillis) / 1000;
    const withError =
      error === undefined ? attributes : { ...attributes, [names.ATTR_ERROR_TYPE]: error };
    const { durationMetric } = this.#spec;
    if (durationMetric !== undefined) this.#record(durationMetric, seconds, withError);
    if (this.#spec.inference) {
      if (outcome !== undefined && this.#firstChunkMillis > 0) {
        this.#record(
          names.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK,
          (this.#firstChunkMillis - this.#startMillis) / 1000,
          attributes,
        );
      }
      this.#sumForAgent(facts);
    }
    if (facts.usage)
      recordTokens(this.#telemetry, this.#spec, facts.usage, attributes, this.context);
    const { agent } = this.#description;
    if (agent) {
      const own: Attributes =
        agent.name === undefined ? {} : { [names.ATTR_GEN_AI_AGENT_NAME]: agent.name };
      this.#record(names.METRIC_GEN_AI_INVOKE_AGENT_INFERENCE_CALLS, agent.inferenceCalls, own);
      this.#record(names.METRIC_GEN_AI_INVOKE_AGENT_TOOL_CALLS, agent.toolCalls, own);
    }
  }

  #sumForAgent(facts: ResponseFacts): void {
    const agent = agentOf(this.#parent);
    if (agent === undefined) return;
    const { inputTokens, outputTokens } = facts.usage ?? {};
    if (!Number.isSafeInteger(inputTokens) || !Number.isSafeInteger(outputTokens)) return;
    agent.usageReports += 1;
    agent.inputTokens += inputTokens as number;
    agent.outputTokens += outputTokens as number;
  }
}

/** What the request may say that the context says too. */
const REQUEST_NAMES: Readonly<Record<string, keyof RequestFacts>> = {
  [names.ATTR_GEN_AI_CONVERSATION_ID]: 'conversationId',
  [names.ATTR_GEN_AI_PROMPT_NAME]: 'promptName',
  [names.ATTR_GEN_AI_PROMPT_VERSION]: 'promptVersion',
};

/** A retrieval is made of other calls, such as an embedding and a search, that are counted themselves. */
function isRetrieval(spec: OperationSpec): boolean {
  return spec.name === 'retrieval';
}

function headerOf(http: HttpFacts, name: string): string | undefined {
  const { headers } = http;
  if (headers === undefined) return undefined;
  return typeof (headers as Headers).get === 'function'
    ? ((headers as Headers).get(name) ?? undefined)
    : (headers as Record<string, string | undefined>)[name];
}

function tenantLabel(of: Context, limit: number): string | undefined {
  if (limit === 0) return undefined;
  const tenant = contextFacts(of)?.tenantId;
  if (typeof tenant !== 'string' || tenant === '') return undefined;
  const { tenants } = state();
  if (tenants.has(tenant)) return tenant;
  if (tenants.size < limit) {
    tenants.add(tenant);
    return tenant;
  }
  countDropped('tenant over the limit');
  return 'other';
}

/** Starts a call; `undefined` when nobody listens or nothing may be recorded here. */
export function startCall(description: CallDescription, parent: Context): Call | undefined {
  const telemetry = telemetryOf(description.scope, description.settings.semconv);
  return telemetry && new Call(description, telemetry, parent);
}

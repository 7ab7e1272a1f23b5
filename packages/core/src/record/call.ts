/** One operation from its start to its end: neutral facts in, span and metrics out. */
import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api';
import * as names from '@spanwise/semconv';
import { CALL_METRICS, OPERATIONS, type OperationSpec } from '@spanwise/semconv';
import type { Beside, CallKind, Told } from '../adapter/adapter.ts';
import type { FailureFacts, HttpFacts, ResponseFacts } from '../adapter/facts.ts';
import type { PutAttribute, StoreCall } from '../adapter/store-facts.ts';
import { agentOf, inCall, usageOfAgent, withAgent, type RunningCall } from '../context/scopes.ts';
import { outOfCall } from '../context/out-of-call.ts';
import {
  searchBegins,
  searchEnds,
  searchTime,
  searchTimeOf,
  secondsOf,
  withSearchTime,
  type SearchTime,
} from '../context/search-time.ts';
import { safely } from '../safely.ts';
import { state, type OpenCall } from '../state.ts';
import {
  Attempts,
  putAttempts,
  putRateLimits,
  readRequestId,
  readRateLimits,
  readRetryAfter,
  REJECTED,
} from './attempts.ts';
import { countsBatch, keepSubmission, linksToSubmission } from './batches.ts';
import {
  hasPrice,
  isAboutBatch,
  isSearch,
  kindOf,
  rowOf,
  type CallDescription,
  type Recording,
  type StreamOutcome,
} from './call-description.ts';
import { Captured } from './captured.ts';
import { addCostToAgent, costOfAgent, costOfReply, putCost, type KnownCost } from './cost.ts';
import { emitDetails, emitException } from './events.ts';
import { REQUEST_ROWS, RESPONSE_ROWS } from './facts-to-attributes.ts';
import { classOf, failureOf } from './failure.ts';
import { loggerProvider } from './logger-provider.ts';
import { recordRenamed, recordTokens } from './metrics.ts';
import { AttributeWriter } from './put.ts';
import {
  putContext,
  putFacts,
  putFinishReasons,
  spanNameOf,
  startAttributes,
} from './put-facts.ts';
import { keepRateLimits } from './rate-limits.ts';
import { putStream, ReplyStream } from './reply-stream.ts';
import { putServerTimes, readServerTimes } from './server-times.ts';
import { serverOf, withoutBrackets } from './server.ts';
import { telemetryOf, type Telemetry } from './telemetry.ts';
import { tenantLabel } from './tenants.ts';
import type { Counts } from './cost-function.ts';
import { putCounts, readCounts } from './usage.ts';
import { string, textOf } from './values.ts';

/** Attributes that tell one deployment of a model from another. */
const DEPLOYMENT = [
  names.ATTR_GEN_AI_PROVIDER_NAME,
  names.ATTR_GEN_AI_REQUEST_MODEL,
  names.ATTR_SERVER_ADDRESS,
  names.ATTR_SERVER_PORT,
] as const;

/** What is known of a reply when its call ends. */
interface Ending {
  readonly facts: ResponseFacts;
  readonly counts: Counts | undefined;
  readonly cost: KnownCost | undefined;
  readonly times: ReturnType<typeof readServerTimes>;
  readonly outcome: StreamOutcome | undefined;
  readonly problem: FailureFacts | undefined;
  readonly endMillis: number;
  /** How long was searched in it, where it is the outermost operation and no search itself. */
  readonly searchSeconds: number | undefined;
}

/** A running operation. Every way to end it may be used once; later ones do nothing. */
export class Call implements OpenCall, RunningCall {
  /** What the client runs in: the span is active there. */
  readonly context: Context;
  readonly kind: CallKind;
  #description: CallDescription;
  readonly #spec: OperationSpec;
  readonly #telemetry: Telemetry;
  readonly #span: Span | undefined;
  /** The span that somebody else made of the call. */
  readonly #otherSpan: Span | undefined;
  readonly #captured: Captured;
  /** The attributes of the event, when one is emitted. */
  readonly #event: Record<string, unknown> | undefined;
  /** `undefined` when nobody takes attributes. */
  readonly #writer: AttributeWriter | undefined;
  readonly #startMillis: number;
  /** The attributes that metrics may carry. */
  readonly #known: Attributes;
  /** Records what only a database's call has. */
  readonly #store: StoreCall | undefined;
  readonly #parent: Context;
  /** How long was searched in the outermost operation of ours that this one stands in, or is. */
  readonly #searched: SearchTime | undefined;
  readonly #isOutermost: boolean;
  /** The host that the call is sent to, once it is known. */
  #address: string | undefined;
  #ended = false;
  #stream: ReplyStream | undefined;
  /** The last raw reply. */
  #http: HttpFacts | undefined;
  #attempts: Attempts | undefined;
  /** The class of the error that ended the call. */
  #thrown: string | undefined;

  constructor(description: CallDescription, telemetry: Telemetry, parent: Context) {
    const { operation } = description;
    this.#description = description;
    this.#telemetry = telemetry;
    this.#parent = parent;
    this.#spec = description.row ? OPERATIONS[description.row] : rowOf(operation);
    this.kind = kindOf(this.#spec);
    this.#address = description.serverAddress;
    const { store, startMillis } = description.facts;
    if (this.kind === 'store') this.#store = description.store?.(operation, store, parent);
    this.#known = startAttributes(description, this.#spec, this.#store);
    const now = performance.now();
    this.#startMillis = startMillis ?? now;
    const tracer = description.withoutSpan ? undefined : telemetry.tracer;
    const span = tracer?.startSpan(
      spanNameOf(operation, this.#spec, this.#known, this.#store),
      {
        kind:
          this.#spec.kind === 'client' && !description.inProcess
            ? SpanKind.CLIENT
            : SpanKind.INTERNAL,
        // No attribute that a sampler looks at has another name in another set.
        attributes: { ...this.#known },
        links: linksToSubmission(description.facts.batchId),
        ...(startMillis !== undefined && { startTime: Date.now() - (now - startMillis) }),
      },
      parent,
    );
    this.#span = span;
    const own = span?.isRecording() ? span : undefined;
    this.#otherSpan = description.yields ? databaseSpan(parent) : undefined;
    const recording = own ?? this.#otherSpan;
    // There is an event for inference alone.
    const hasEvent = (): boolean => this.#spec.inference && loggerProvider() !== undefined;
    this.#captured = new Captured(description, own !== undefined, hasEvent);
    const isAsked = this.#captured.onEvent || (description.settings.events === 'all' && hasEvent());
    this.#event = isAsked ? { ...this.#known } : undefined;
    if (recording ?? this.#event) {
      const { attributes } = this.#spec;
      this.#writer = new AttributeWriter(recording, this.#event, telemetry.names, attributes);
    }
    const within = span ? trace.setSpan(parent, span) : parent;
    const inside =
      this.#spec.kind === 'client' && !description.runsIteration
        ? inCall(within, this)
        : outOfCall(within);
    const outermost = searchTimeOf(parent);
    this.#isOutermost =
      outermost === undefined && (this.#spec.kind === 'internal' || isSearch(this.#spec));
    const work = this.#isOutermost
      ? searchTime(description.yields ? undefined : trace.getSpan(parent))
      : undefined;
    this.#searched = work ?? outermost;
    const counted = work ? withSearchTime(inside, work) : inside;
    this.context = description.agent ? withAgent(counted, description.agent) : counted;
    if (isSearch(this.#spec)) searchBegins(this.#searched, this.#startMillis);
    state().open.add(this);
    const writer = this.#writer;
    if (writer) safely('recording a request', () => this.#recordRequest(writer));
    this.#captured.readInput(own, telemetry);
    this.#countForAgent();
  }

  /** True once the span has ended. */
  get ended(): boolean {
    return this.#ended;
  }

  /** True once a stream of chunks was given out. */
  get streams(): boolean {
    return this.#stream !== undefined;
  }

  /** What may be the stream of chunks in a result; `undefined`: the operation has none. */
  streamIn(result: unknown): unknown {
    const { stream } = this.#description.operation;
    return stream?.within ? stream.within(result) : stream && result;
  }

  /** Where the whole reply is promised beside the stream. */
  get beside(): Beside | undefined {
    return this.#description.operation.stream?.beside;
  }

  /** True once the stream has given a chunk. */
  get hasChunks(): boolean {
    return (this.#stream?.chunks ?? 0) > 0;
  }

  /** What the caller aborts the call by. */
  get signal(): AbortSignal | undefined {
    return this.#description.signal;
  }

  /** True when the result may go to a function that the caller passes. */
  get takesCallback(): boolean {
    return this.#description.operation.callback === true;
  }

  /** How an object that comes back is told of the end. */
  get told(): Told | undefined {
    return this.#description.operation.told;
  }

  /** What each step of a stream runs in; `undefined`: the consumer's own context. */
  get iterationContext(): Context | undefined {
    const { runsIteration, operation } = this.#description;
    return runsIteration || operation.stream?.isLazy ? this.context : undefined;
  }

  /** Runs the client with the span active. */
  run<T>(fn: () => T): T {
    return context.with(this.context, fn);
  }

  /** Leaves out the times of the chunks so far: when the call was made is not known. */
  untimed(): void {
    if (this.#stream) this.#stream.firstMillis = 0;
  }

  /** Takes what the raw reply says. */
  http(http: HttpFacts): void {
    if (!this.#ended) this.#http = http;
  }

  /** A request goes out while this call runs. Only those to its own server are attempts of it. */
  attemptBegins(hostname: string | undefined, url: () => URL | null): boolean {
    if (this.#ended) return false;
    if (this.#address === undefined) this.#findServer(url);
    if ((hostname && withoutBrackets(hostname)) !== this.#address) return false;
    (this.#attempts ??= new Attempts()).begins();
    // What an earlier attempt was answered says nothing of this one.
    this.#http = undefined;
    return true;
  }

  /** Takes the address from a request, where the client did not tell it before. */
  #findServer(url: () => URL | null): void {
    const { isOwnRequest } = this.#description;
    const own = isOwnRequest && url();
    if (!own || !isOwnRequest(own)) return;
    const { address, port } = serverOf(own);
    this.#address = address;
    for (const [name, value] of [
      [names.ATTR_SERVER_ADDRESS, address],
      [names.ATTR_SERVER_PORT, port],
    ] as const) {
      if (!(name in this.#spec.attributes)) continue;
      this.#known[name] = value;
      this.#writer?.put(name, value);
    }
  }

  /** Its reply is there; `undefined`: it failed. */
  attemptEnds(http: HttpFacts | undefined): void {
    if (this.#ended) return;
    this.#attempts?.ends(http?.status);
    if (http === undefined) return;
    this.#http = http;
    const { status } = http;
    if (status === undefined || !REJECTED.has(status) || this.kind === 'store') return;
    this.#record(names.METRIC_SPANWISE_CLIENT_REJECTED_ATTEMPTS, 1, {
      [names.ATTR_GEN_AI_OPERATION_NAME]: this.#spec.name,
      ...this.#deployment(),
      [names.ATTR_HTTP_RESPONSE_STATUS_CODE]: status,
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
    if (this.#ended || this.#stream !== undefined || fold === undefined) return false;
    const onGap =
      settings.timePerOutputChunk && this.#spec.inference
        ? (seconds: number) => this.#recordChunk(seconds)
        : undefined;
    this.#stream = new ReplyStream(fold, body, isExtraChunk, this.#captured.appendText(), onGap);
    // Not every request says so.
    this.#writer?.putExpected(names.ATTR_GEN_AI_REQUEST_STREAM, true);
    return true;
  }

  /**
   * Takes one chunk.
   *
   * @returns true when the caller must not see it.
   */
  chunk(value: unknown): boolean {
    const stream = this.#stream;
    return this.#ended || stream === undefined ? false : stream.add(value);
  }

  /** The stream is over, one way or another. `whole`: the reply, where it is not what the chunks add up to. */
  streamEnds(outcome: StreamOutcome, error?: unknown, whole?: unknown): void {
    if (this.#ended) return;
    this.#end(
      outcome,
      outcome === 'failed' ? this.failureOf(error) : undefined,
      whole ?? this.#stream?.reply,
    );
  }

  /** The client failed. */
  fail(error: unknown): void {
    if (this.#ended) return;
    this.#end(undefined, this.failureOf(error), undefined);
  }

  /** Nobody will end this any more: the promise or stream was dropped, or the process stops. */
  abandon(): void {
    this.streamEnds('abandoned');
  }

  /** Attributes for events and evaluations that belong to this call. */
  get span(): Span | undefined {
    return this.#span;
  }

  /** How a failure reads. */
  failureOf(error: unknown): FailureFacts {
    return (
      safely('reading a failure', () => {
        const http = error as { headers?: HttpFacts['headers']; status?: number } | undefined;
        if (this.#http === undefined && typeof http === 'object' && http?.headers) this.http(http);
        this.#thrown = classOf(error);
        return (
          this.#description.failure?.(error, this.#http) ?? failureOf(error, this.#http?.status)
        );
      }) ?? { type: '_OTHER' }
    );
  }

  #recordRequest(writer: AttributeWriter): void {
    const { facts, operation, provider } = this.#description;
    if (this.#otherSpan) writer.put(this.#spec.operationAttribute, operation.name);
    putFacts(writer, REQUEST_ROWS, facts, provider);
    this.#store?.putRequest(putOn(writer));
    putContext(writer, facts, this.#parent);
    const agent = agentOf(this.#parent);
    if (agent?.name !== undefined && this.#spec.name === 'execute_tool') {
      this.#known[names.ATTR_GEN_AI_AGENT_NAME] = agent.name;
      writer.put(names.ATTR_GEN_AI_AGENT_NAME, agent.name);
    }
  }

  #countForAgent(): void {
    const agent = agentOf(this.#parent);
    if (agent === undefined) return;
    if (hasPrice(this.#spec) && !isAboutBatch(this.#spec)) agent.pricedCalls += 1;
    if (this.#spec.inference) agent.inferenceCalls += 1;
    else if (this.#spec.name === 'execute_tool') agent.toolCalls += 1;
  }

  #recordChunk(seconds: number): void {
    safely('recording a chunk', () =>
      this.#record(
        names.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK,
        seconds,
        this.#metricAttributes(),
      ),
    );
  }

  #end(
    outcome: StreamOutcome | undefined,
    failure: FailureFacts | undefined,
    reply: unknown,
  ): void {
    this.#ended = true;
    state().open.delete(this);
    const stream = this.#stream;
    stream?.end(outcome !== 'abandoned');
    // A stream that nobody reads any more ended when its last chunk was read, an agent with the last of its calls.
    const { lastMillis = 0 } = stream ?? this.#description.agent ?? {};
    const isOver = outcome === 'abandoned' && lastMillis > 0;
    const endMillis = isOver ? lastMillis : performance.now();
    const caller = agentOf(this.#parent);
    if (caller) caller.lastMillis = endMillis;
    if (isSearch(this.#spec)) searchEnds(this.#searched, endMillis);
    // A reply that is nothing, as of a server that answers 204, has nothing to read.
    const { operation, body } = this.#description;
    const isNothing = failure === undefined && outcome === undefined && operation.nothingIsReply;
    const value = reply ?? undefined;
    const facts: ResponseFacts = (value === undefined && !isNothing
      ? undefined
      : safely('reading a reply', () => operation.response?.(value, body, this.#http))) ?? {
      store: failure?.store,
    };
    if (facts.provider !== undefined) this.#learnProvider(facts.provider);
    const problem = failure ?? facts.failure ?? undefined;
    if (problem) {
      // A reply may hold anything in the place of a word: a code that is a number is a word, too.
      const type: unknown = problem.type;
      this.#known[names.ATTR_ERROR_TYPE] =
        string(typeof type === 'number' ? String(type) : type) ?? '_OTHER';
    }
    if (problem && this.kind === 'store') {
      const status = problem.statusCode ?? failedStatus(this.#http);
      const code = status == null ? undefined : string(String(status));
      if (code !== undefined) this.#known[names.ATTR_DB_RESPONSE_STATUS_CODE] = code;
    }
    const model = facts.model == null ? undefined : string(facts.model);
    if (model !== undefined && names.ATTR_GEN_AI_RESPONSE_MODEL in this.#spec.attributes) {
      this.#known[names.ATTR_GEN_AI_RESPONSE_MODEL] = model;
    }
    const { besides } = this.#description;
    if (besides && !problem) safely('recording a reply', () => besides(value, this.#recording));
    const counts = safely('reading usage', () => this.#countsOf(facts, outcome));
    const cost = safely('pricing a call', () => this.#costOf(facts, counts));
    this.#keepBatch(facts);
    const { serverTimes, store } = facts;
    const times =
      (serverTimes && safely('reading times', () => readServerTimes(serverTimes))) ?? [];
    if (store) this.#store?.take(store);
    const searchSeconds =
      this.#isOutermost && this.#spec.kind === 'internal'
        ? this.#searched && secondsOf(this.#searched, endMillis)
        : undefined;
    const ending: Ending = {
      facts,
      counts,
      cost,
      times,
      outcome,
      problem,
      endMillis,
      searchSeconds,
    };
    const span = this.#span?.isRecording() ? this.#span : undefined;
    this.#captured.readOutput(value, span, this.#telemetry, isNothing);
    const writer = this.#otherSpan?.isRecording() === false ? undefined : this.#writer;
    if (writer) safely('recording a reply', () => this.#recordResponse(writer, ending));
    if (problem)
      safely('recording a failure', () =>
        span?.setStatus({
          code: SpanStatusCode.ERROR,
          message: this.#captured.message(problem.message, 'span') ?? this.#errorType,
        }),
      );
    safely('recording metrics', () => this.#recordMetrics(ending));
    const event = this.#event;
    if (event) {
      safely('emitting an event', () =>
        emitDetails(
          this.#description.scope,
          this.#telemetry.names,
          this.context,
          event,
          this.#captured.fields,
        ),
      );
    }
    const tells = this.#spec.kind === 'client' && this.kind !== 'store';
    if (problem && tells && this.#description.settings.events !== 'none')
      safely('emitting an event', () => this.#emitException(problem));
    safely('ending a span', () =>
      isOver ? this.#span?.end(performance.timeOrigin + endMillis) : this.#span?.end(),
    );
  }

  get #recording(): Recording {
    return {
      know: (attribute, known) => {
        this.#known[attribute] = known;
        this.#writer?.put(attribute, known);
      },
      put: (attribute, known) => this.#writer?.put(attribute, known),
      record: (metric, amount, more) => this.#add(metric, amount, more),
      startMillis: this.#startMillis,
    };
  }

  /** A server that speaks another provider's API shows itself in its reply. */
  #learnProvider(provider: string): void {
    const { providerIsGuessed } = this.#description;
    if (!providerIsGuessed || !(names.ATTR_GEN_AI_PROVIDER_NAME in this.#known)) return;
    this.#description = { ...this.#description, provider };
    this.#known[names.ATTR_GEN_AI_PROVIDER_NAME] = provider;
    this.#writer?.put(names.ATTR_GEN_AI_PROVIDER_NAME, provider);
  }

  #emitException(problem: FailureFacts): void {
    emitException(
      this.#description.scope,
      this.#telemetry.names,
      this.context,
      {
        [names.ATTR_GEN_AI_OPERATION_NAME]: this.#spec.name,
        ...this.#deployment(),
        [names.ATTR_ERROR_TYPE]: this.#errorType,
      },
      this.#thrown ?? this.#errorType,
      () => this.#captured.message(problem.message, 'event'),
    );
  }

  get #errorType(): string {
    return this.#known[names.ATTR_ERROR_TYPE] as string;
  }

  /** The usage of a batch counts once, and when all of it is there. */
  #countsOf(
    { usage: told, batchId }: ResponseFacts,
    outcome: StreamOutcome | undefined,
  ): Counts | undefined {
    // What an agent used is known from its calls, whatever it gave back.
    const { agent } = this.#description;
    const usage = agent ? usageOfAgent(agent) : told;
    if (!usage) return undefined;
    const isWhole = outcome === undefined || outcome === 'completed';
    return batchId == null || (isWhole && countsBatch(batchId)) ? readCounts(usage) : undefined;
  }

  #keepBatch({ batchId }: ResponseFacts): void {
    if (this.#spec.name === 'create_batch' && this.#span && typeof batchId === 'string')
      keepSubmission(batchId, this.#span.spanContext());
  }

  #costOf(facts: ResponseFacts, usage: Counts | undefined): KnownCost | undefined {
    const { agent } = this.#description;
    if (agent) return costOfAgent(agent);
    const cost = hasPrice(this.#spec)
      ? costOfReply(this.#description, facts, usage, this.#address, this.#startMillis)
      : undefined;
    const parent = agentOf(this.#parent);
    if (parent && usage && isAboutBatch(this.#spec)) parent.pricedCalls += 1;
    if (parent && cost) addCostToAgent(parent, cost);
    return cost;
  }

  #recordResponse(
    writer: AttributeWriter,
    { facts, counts, cost, times, outcome, problem, searchSeconds }: Ending,
  ): void {
    const { provider } = this.#description;
    putFacts(writer, RESPONSE_ROWS, facts, provider);
    this.#store?.putReply(putOn(writer));
    writer.putExpected(names.ATTR_SPANWISE_RETRIEVAL_TIME, searchSeconds);
    const isUnfinished =
      problem !== undefined || (outcome !== undefined && outcome !== 'completed');
    putFinishReasons(writer, facts, isUnfinished);
    if (counts) putCounts(writer, counts);
    if (cost) putCost(writer, cost);
    putServerTimes(writer, times);
    if (outcome !== undefined) this.#recordStream(writer, outcome, counts);
    if (problem) {
      writer.putExpected(names.ATTR_ERROR_TYPE, this.#errorType);
      const status = this.#known[names.ATTR_DB_RESPONSE_STATUS_CODE];
      if (typeof status === 'string') writer.put(names.ATTR_DB_RESPONSE_STATUS_CODE, status);
    }
    safely('reading an HTTP reply', () => this.#recordHttp(writer));
    if (this.#captured.cut > 0) writer.put(names.ATTR_SPANWISE_TRUNCATED, this.#captured.cut);
  }

  #recordStream(writer: AttributeWriter, outcome: StreamOutcome, counts: Counts | undefined): void {
    const stream = this.#stream;
    writer.putExpected(names.ATTR_SPANWISE_STREAM_OUTCOME, outcome);
    writer.putExpected(names.ATTR_SPANWISE_STREAM_CHUNK_COUNT, stream?.chunks ?? 0);
    if (stream === undefined || stream.firstMillis === 0) return;
    const outputTokens = outcome === 'completed' ? counts?.outputTokens : undefined;
    putStream(writer, stream, this.#startMillis, this.#spec.inference, outputTokens);
  }

  /** What the last reply says, and how many attempts it took. */
  #recordHttp(writer: AttributeWriter): void {
    if (this.#attempts) putAttempts(writer, this.#attempts);
    const http = this.#http;
    if (http === undefined) return;
    const { requestId = ['x-request-id'], rateLimits } = this.#description;
    const id = readRequestId(http, requestId);
    if (id !== undefined) writer.putExpected(names.ATTR_SPANWISE_REQUEST_ID, string(id));
    if (this.#known[names.ATTR_ERROR_TYPE] !== undefined)
      writer.putExpected(names.ATTR_SPANWISE_RETRY_AFTER, readRetryAfter(http));
    if (rateLimits === undefined) return;
    const limits = readRateLimits(http, rateLimits);
    if (limits.length === 0) return;
    putRateLimits(writer, limits);
    keepRateLimits(this.#deployment(), limits);
  }

  #deployment(): Attributes {
    const attributes: Attributes = {};
    for (const name of DEPLOYMENT) {
      const value = this.#known[name];
      if (value !== undefined) attributes[name] = value;
    }
    return attributes;
  }

  #metricAttributes(of: readonly string[] = this.#spec.durationAttributes): Attributes {
    const attributes: Attributes = {};
    for (const attribute of of) {
      const value = this.#known[attribute];
      if (value !== undefined && attribute !== names.ATTR_ERROR_TYPE) attributes[attribute] = value;
    }
    const tenant = tenantLabel(this.#parent, this.#description.settings.tenantOnMetrics);
    if (tenant !== undefined) attributes[names.ATTR_SPANWISE_TENANT_ID] = tenant;
    return attributes;
  }

  #record(metric: names.CallMetricName, value: number, attributes: Attributes): void {
    recordRenamed(this.#telemetry, CALL_METRICS[metric], value, attributes, this.context);
  }

  /** Records a metric with those of its attributes that are known. */
  #add(metric: names.MetricSpec, value: number, more?: Attributes): void {
    const known = this.#metricAttributes(metric.attributes);
    recordRenamed(this.#telemetry, metric, value, { ...known, ...more }, this.context);
  }

  #recordMetrics(ending: Ending): void {
    const { facts, counts, cost, times, outcome, endMillis, searchSeconds } = ending;
    const attributes = this.#metricAttributes();
    const error = this.#known[names.ATTR_ERROR_TYPE];
    const seconds = (endMillis - this.#startMillis) / 1000;
    const withError =
      error === undefined ? attributes : { ...attributes, [names.ATTR_ERROR_TYPE]: error };
    const { durationMetric } = this.#spec;
    if (durationMetric !== undefined && !this.#description.yields)
      this.#record(durationMetric, seconds, withError);
    const add = (metric: names.CallMetricName, value: number, more?: Attributes): void =>
      this.#add(CALL_METRICS[metric], value, more);
    this.#store?.recordMetrics(add);
    if (facts.retrievedDocumentCount === 0 && this.#spec.name === 'retrieval')
      add(names.METRIC_SPANWISE_RETRIEVAL_EMPTY_RESULTS, 1);
    if (searchSeconds !== undefined) add(names.METRIC_SPANWISE_RETRIEVAL_DURATION, searchSeconds);
    if (this.#spec.inference) {
      const { firstMillis = 0 } = this.#stream ?? {};
      if (outcome !== undefined && firstMillis > 0) {
        this.#record(
          names.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK,
          (firstMillis - this.#startMillis) / 1000,
          attributes,
        );
      }
      this.#sumForAgent(counts);
      const responseId = textOf(facts.id);
      const caller = agentOf(this.#parent);
      if (caller && responseId !== undefined) caller.responseId = responseId;
    }
    if (counts) recordTokens(this.#telemetry, this.#spec, counts, attributes, this.context);
    if (cost?.source !== undefined)
      this.#record(names.METRIC_SPANWISE_CLIENT_COST, cost.amount, {
        ...attributes,
        [names.ATTR_SPANWISE_COST_CURRENCY]: cost.currency,
        [names.ATTR_SPANWISE_COST_SOURCE]: cost.source,
      });
    for (const { phase, seconds: time } of times)
      if (phase !== undefined)
        this.#record(names.METRIC_SPANWISE_SERVER_PHASE_DURATION, time, {
          ...attributes,
          [names.ATTR_SPANWISE_SERVER_PHASE]: phase,
        });
    const { agent } = this.#description;
    if (agent) {
      const own: Attributes =
        agent.name === undefined ? {} : { [names.ATTR_GEN_AI_AGENT_NAME]: agent.name };
      this.#record(names.METRIC_GEN_AI_INVOKE_AGENT_INFERENCE_CALLS, agent.inferenceCalls, own);
      this.#record(names.METRIC_GEN_AI_INVOKE_AGENT_TOOL_CALLS, agent.toolCalls, own);
    }
  }

  #sumForAgent({ inputTokens, outputTokens }: Counts = {}): void {
    const agent = agentOf(this.#parent);
    if (agent === undefined || inputTokens === undefined || outputTokens === undefined) return;
    agent.usageReports += 1;
    agent.inputTokens += inputTokens;
    agent.outputTokens += outputTokens;
  }
}

/** Puts what an operation has. */
function putOn(writer: AttributeWriter): PutAttribute {
  return (attribute, value) => writer.putExpected(attribute, value);
}

/** The active span, where it is that of a call of a database. */
function databaseSpan(of: Context): Span | undefined {
  const span = trace.getSpan(of);
  const { attributes = {} } = (span ?? {}) as { readonly attributes?: Attributes };
  const isDatabase = names.ATTR_DB_SYSTEM_NAME in attributes || 'db.system' in attributes;
  return isDatabase && span?.isRecording() ? span : undefined;
}

/** The status of a reply that says that the call failed. */
function failedStatus(http: HttpFacts | undefined): number | undefined {
  return http?.status !== undefined && http.status >= 400 ? http.status : undefined;
}

/** Starts a call; `undefined` when nobody listens or nothing may be recorded here. */
export function startCall(description: CallDescription, parent: Context): Call | undefined {
  const telemetry = telemetryOf(description.scope, description.settings.semconv);
  return telemetry && new Call(description, telemetry, parent);
}

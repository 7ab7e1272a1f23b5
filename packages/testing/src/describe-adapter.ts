/** The contract that every adapter passes, on exchanges, with the real client against a real socket. */
import { context, createContextKey, SpanKind, trace, type Context } from '@opentelemetry/api';
import { OPERATIONS, type OperationKey, type OperationSpec } from '@spanwise/semconv';
import {
  attach,
  type AdapterEntry,
  type Attachment,
  type CoreOptions,
  type Operation,
} from '@spanwise/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  asWireServer,
  SERVER_SENT_EVENTS,
  startWireServer,
  type EventEncoding,
  type Exchange,
  type LiveExchange,
  type LiveStore,
  type WireReply,
  type WireServer,
} from './exchange.ts';
import { recordTelemetry, type Recorded } from './telemetry.ts';

/** One installed version of the client. */
export interface ClientVersion {
  /** The alias that it is installed under. */
  readonly alias: string;
  /** Its exports. */
  readonly load: () => Promise<object>;
  /** Makes, or promises, a client that sends to this address and does not retry, or what else has the methods. */
  readonly create: (exports: never, baseURL: string) => object;
  /** True for one that speaks HTTP/2. */
  readonly http2?: boolean;
}

/** What {@link describeAdapter} is given. */
export interface AdapterContract {
  readonly clients: readonly ClientVersion[];
  readonly exchanges: readonly (Exchange | LiveExchange)[];
  /** How a call is given a signal that aborts it. Default: `{ signal }` as a further argument. `false`: it cannot be. */
  readonly withSignal?:
    | ((callArguments: readonly unknown[], signal: AbortSignal) => readonly unknown[])
    | false;
  /** How the provider streams events. Default: as server-sent events. */
  readonly encoding?: EventEncoding;
  /** False for a client that keeps the connection of a stream open when a loop over it is left. Default true. */
  readonly closesStreams?: boolean;
  /** True for a client whose streams send nothing before they are read. Default false. */
  readonly isLazy?: boolean;
  /**
   * Starts a real store for the tests, with what it holds, in the place of a scripted server. What needs a script is
   * not tried then: replies that cannot be read, aborts. Exchanges must find the same however often they are made.
   */
  readonly live?: () => Promise<LiveStore>;
  /** What the scripted server always answers alike, see `WireServerOptions`. */
  readonly fixed?: (method: string, path: string) => WireReply | undefined;
  /** Members of replies that differ from call to call, such as how long it took. Default: none. */
  readonly varies?: readonly string[];
  /** True for a database that works inside of this process. */
  readonly inProcess?: boolean;
  /** What a caller does with each result besides: where a promise in it would be rejected unhandled. */
  readonly handles?: (result: unknown) => void;
}

/** Attributes that a stream has, and those that differ from call to call. */
const STREAM_ONLY: ReadonlySet<string> = new Set([
  'gen_ai.request.stream',
  'gen_ai.response.id',
  'gen_ai.usage.cache_read.input_tokens',
  'spanwise.request.id',
  'spanwise.stream.outcome',
  'spanwise.stream.chunk_count',
]);

/** Attributes that differ from run to run: their presence is checked, not their value. */
const VARYING: ReadonlySet<string> = new Set([
  'server.address',
  'server.port',
  'gen_ai.response.time_to_first_chunk',
  'spanwise.stream.time_per_output_chunk',
  'spanwise.stream.time_to_first_text',
  'spanwise.stream.time_to_first_reasoning',
  'spanwise.stream.longest_gap',
  'spanwise.stream.output_tokens_per_second',
]);

/** Describes the contract of an adapter, as tests. */
export function describeAdapter(entry: AdapterEntry, contract: AdapterContract): void {
  describe.each(contract.clients)(`${entry.id}, installed as $alias`, (version) => {
    const exchanges = contract.exchanges
      .filter(({ only }) => only === undefined || only.includes(version.alias))
      .map((exchange): Exchange => ({ reply: {}, ...exchange }));
    let exports: object;
    let server: WireServer;
    let recorded: Recorded;
    let attachment: Attachment | undefined;
    let failuresBefore: object;

    beforeAll(async () => {
      exports = await version.load();
      server = contract.live
        ? asWireServer(await contract.live())
        : await startWireServer({ encoding, http2: version.http2, fixed: contract.fixed });
    });
    afterAll(() => server.stop());
    beforeEach(() => {
      recorded = recordTelemetry();
    });
    afterEach(async () => {
      vi.restoreAllMocks();
      const report = attachment?.report();
      attachment?.disable();
      attachment = undefined;
      await recorded.stop();
      if (report === undefined) return;
      expect(report.openCalls).toBe(0);
      expect(report.failures).toEqual(failuresBefore);
    });

    const watch = (options: CoreOptions = {}, adapter: AdapterEntry = entry): void => {
      attachment = attach({ ...options, adapters: [adapter], modules: { [entry.id]: exports } });
      failuresBefore = attachment.report().failures;
    };
    const { withSignal = (values, signal) => [...values, { signal }] } = contract;
    const outcome = (result: unknown): Promise<object> => outcomeOf(result, contract.varies);
    const canAbort = withSignal !== false && contract.live === undefined;
    const script = ({ reply }: Exchange, hold?: boolean): void => server.answer(reply, hold);
    const { encoding = SERVER_SENT_EVENTS } = contract;
    const call = (exchange: Exchange, signal?: AbortSignal): unknown => {
      const values =
        signal && withSignal ? withSignal(exchange.arguments, signal) : exchange.arguments;
      const client = version.create(exports as never, server.url);
      const result =
        client instanceof Promise
          ? client.then((made: object) => callMethod(made, exchange.method, values))
          : callMethod(client, exchange.method, values);
      if (contract.handles) void Promise.resolve(result).then(contract.handles, () => {});
      return result;
    };
    /** The attributes of the only span, without those that vary. */
    const attributesOf = async (exchange: Exchange): Promise<Record<string, unknown>> => {
      script(exchange);
      await finish(call(exchange));
      const [span, ...more] = recorded.spans();
      expect(more).toEqual([]);
      recorded.reset();
      return Object.fromEntries(
        Object.entries(span!.attributes).filter(([name]) => !VARYING.has(name)),
      );
    };
    const noFindings = async (nameSet?: '2026-10' | '1.41' | 'both'): Promise<void> => {
      const findings = await recorded.findings(nameSet);
      expect(findings.filter(({ level }) => level === 'violation')).toEqual([]);
    };

    it('passes what records calls of a database, where it has such', () => {
      const { operations, store } = entry.load();
      const bare = store ? [] : operations.filter(isOfStore).map(({ name }) => name);
      expect(bare, 'pass `store: createStoreCall` of @spanwise/store to defineAdapter').toEqual([]);
    });

    it('has the methods that it watches', () => {
      watch();
      const library = attachment!.report().libraries.find(({ id }) => id === entry.id);
      for (const { method } of exchanges) expect(library?.copies[0]?.methods).toContain(method);
    });

    describe.each(exchanges)('$method $name', (exchange) => {
      it('is recorded whole, and its metrics once', async () => {
        watch();
        script(exchange);
        await finish(call(exchange));
        const [span, ...more] = recorded.spans();
        expect(more).toEqual([]);
        const at = server.url === '' ? undefined : new URL(server.url);
        expect(span?.name).toBe(exchange.span.name.replace('{server}', at?.host ?? ''));
        expect(
          Object.fromEntries(
            Object.entries(span!.attributes).filter(([name]) => !VARYING.has(name)),
          ),
        ).toEqual(exchange.span.attributes);
        expect(span!.attributes['server.address']).toBe(at?.hostname);
        expect(span!.attributes['server.port']).toBe(at && Number(at.port));
        const operation = rowOf(exchange, span!.attributes);
        const isSent = operation.kind === 'client' && contract.inProcess !== true;
        expect(span!.kind).toBe(isSent ? SpanKind.CLIENT : SpanKind.INTERNAL);
        expect(span!.status.code).toBe(exchange.span.error === undefined ? 0 : 2);
        expect(span!.attributes['error.type']).toBe(exchange.span.error);
        await noFindings();
        const tokens: Record<string, number> = {};
        const points = await recorded.metrics();
        for (const { name, value } of points) {
          if (name.endsWith('_tokens')) tokens[name] = (tokens[name] ?? 0) + value;
        }
        expect(tokens).toEqual(exchange.tokens ?? {});
        const durations = points.filter(({ name }) => name === operation.durationMetric);
        expect(durations.map(({ count }) => count)).toEqual([1]);
        expect(durations[0]!.attributes['error.type']).toBe(exchange.span.error);
        for (const [name, value] of Object.entries(durations[0]!.attributes))
          expect(span!.attributes[name]).toBe(value);
      });

      it('gives back what the bare client gives', async () => {
        script(exchange);
        const bare = await outcome(call(exchange));
        const sent = [...server.bodies()];
        watch({ captureContent: 'span-and-event' });
        script(exchange);
        const watched = await outcome(call(exchange));
        expect(watched).toEqual(bare);
        expect(server.bodies().map(withoutBoundary)).toEqual(sent.map(withoutBoundary));
      });

      it('reads and records no content unasked', async () => {
        const readers: string[] = [];
        watch({}, spied(entry, readers));
        script(exchange);
        await finish(call(exchange));
        const text = await recorded.text();
        expect(readers).toEqual([]);
        for (const secret of exchange.content ?? []) expect(text).not.toContain(secret);
        expect(text).not.toMatch(/gen_ai\.(input|output)\.messages|system_instructions/);
      });

      it('records content when asked, in the shapes of the conventions', async () => {
        watch({ captureContent: 'span-and-event' });
        script(exchange);
        await finish(call(exchange));
        const [span] = recorded.spans();
        const text = JSON.stringify(span!.attributes);
        for (const secret of exchange.content ?? []) expect(text).toContain(secret);
        await noFindings();
      });

      it('keeps the shapes of content that is cut', async () => {
        watch({ captureContent: 'span-and-event', maxContentBytes: 8 });
        script(exchange);
        await finish(call(exchange));
        const [span] = recorded.spans();
        if (exchange.content) expect(span!.attributes['spanwise.truncated']).toBeGreaterThan(0);
        for (const secret of exchange.content ?? [])
          expect(JSON.stringify(span!.attributes)).not.toContain(secret);
        await noFindings();
      });

      it.each(['1.41', 'both'] as const)(
        'keeps the conventions under the names of %s',
        async (semconv) => {
          watch({ semconv });
          script(exchange);
          await finish(call(exchange));
          expect(recorded.spans()).toHaveLength(1);
          await noFindings(semconv);
        },
      );

      const { alike } = exchange;
      if (alike === undefined) return;
      it('has the facts and the content of the same without a stream', async () => {
        const named = exchanges.filter(({ name }) => name === alike);
        const whole = named.find(({ method }) => method === exchange.method) ?? named[0];
        watch({ captureContent: 'span' });
        const content = ['gen_ai.input.messages', 'gen_ai.output.messages'];
        const [streamed, replied] = [await attributesOf(exchange), await attributesOf(whole!)].map(
          (attributes) =>
            Object.fromEntries(
              Object.entries(attributes).filter(
                ([name]) => !STREAM_ONLY.has(name) && !name.startsWith('spanwise.server.'),
              ),
            ),
        );
        for (const name of content) expect(streamed).toHaveProperty([name]);
        expect(withoutIds(streamed)).toEqual(withoutIds(replied));
      });
    });

    // What holds for a method whatever it is answered is tried on one exchange of each, with and without a stream.
    const oneOfEach = exchanges.filter(
      (exchange, index) =>
        !isFailure(exchange) &&
        exchanges.findIndex(
          (other) =>
            other.method === exchange.method &&
            !isFailure(other) &&
            (other.reply.events === undefined) === (exchange.reply.events === undefined),
        ) === index,
    );
    describe.each(oneOfEach)('any call of $method, as: $name', (exchange) => {
      const isStream = exchange.reply.events !== undefined;

      it('is under the active span', async () => {
        watch();
        script(exchange);
        const parent = trace.getTracer('test').startSpan('parent');
        await context.with(trace.setSpan(context.active(), parent), () => finish(call(exchange)));
        parent.end();
        expect(recorded.spans()[0]?.parentSpanContext?.spanId).toBe(parent.spanContext().spanId);
      });

      it('records nothing where tracing is suppressed, and leaves the call alone', async () => {
        watch();
        script(exchange);
        const suppressed = context
          .active()
          .setValue(createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING'), true);
        await context.with(suppressed, () => finish(call(exchange)));
        expect(recorded.spans()).toEqual([]);
        expect(await recorded.metrics()).toEqual([]);
      });

      it('is part of a call of its kind that it is made in, and a call of its own in any other', async () => {
        watch();
        const countIn = async (within: Context): Promise<number> => {
          recorded.reset();
          script(exchange);
          await context.with(within, () => finish(call(exchange)));
          return recorded.spans().length;
        };
        const inside = (kind: string): Context =>
          context.active().setValue(createContextKey('spanwise.call.v1'), {
            kind,
            attemptBegins: () => false,
            attemptEnds: () => {},
          });
        expect(await countIn(context.active())).toBe(1);
        const own = kindOf(rowOf(exchange, recorded.spans()[0]!.attributes));
        for (const kind of ['model', 'retrieval', 'store'])
          expect(await countIn(inside(kind))).toBe(kind === own ? 0 : 1);
      });

      it('accepts a frozen request', async () => {
        watch({ captureContent: 'span', includeUsage: true });
        script(exchange);
        const frozen = { ...exchange, arguments: exchange.arguments.map(deepFreeze) };
        await finish(call(frozen));
        expect(recorded.spans()).toHaveLength(1);
      });

      if (isStream) {
        it('ends as cancelled when a loop is left', async () => {
          watch();
          script(exchange, true);
          const stream = streamIn(await call(exchange))!;
          for await (const _ of stream) break;
          if (contract.closesStreams !== false) await server.closed();
          const [span, ...more] = recorded.spans();
          expect(more).toEqual([]);
          expect(span?.attributes['spanwise.stream.outcome']).toBe('cancelled');
          expect(span?.status.code).toBe(0);
        });

        it.runIf(canAbort).each(['before', 'while'])(
          'ends as aborted when it is aborted %s it is read (where the client can abort)',
          async (when) => {
            watch();
            script(exchange, true);
            const controller = new AbortController();
            const stream = streamIn(await call(exchange, controller.signal))!;
            if (when === 'while') {
              // One client ends the loop, another throws: both are the client's own ways.
              await read(stream, () => controller.abort()).catch(() => {});
            } else controller.abort();
            if (when === 'while' || !contract.isLazy) await server.closed();
            expect(
              recorded.spans().map(({ attributes }) => attributes['spanwise.stream.outcome']),
            ).toEqual(['aborted']);
          },
        );
      }

      it.runIf(canAbort)(
        'ends as failed when it is aborted before the reply (where the client can abort)',
        async () => {
          watch();
          server.answer({ json: {} }, true);
          const controller = new AbortController();
          const arrived = server.arrived();
          const settled = settle(call(exchange, controller.signal));
          await arrived;
          controller.abort();
          await expect(settled).rejects.toBeInstanceOf(Error);
          const [span, ...more] = recorded.spans();
          expect(more).toEqual([]);
          if (isStream && contract.isLazy) {
            // The stream was there already.
            expect(span?.attributes['spanwise.stream.outcome']).toBe('aborted');
          } else {
            expect(span?.status.code).toBe(2);
            expect(span?.attributes['error.type']).toEqual(expect.any(String));
          }
          await noFindings();
        },
      );

      it.runIf(contract.live === undefined)(
        'ends as the client ends when the reply cannot be read (by a script)',
        async () => {
          vi.spyOn(console, 'error').mockImplementation(() => {});
          const broken = isStream
            ? { headers: { 'content-type': encoding.type }, text: 'data: {"broken\n\n' }
            : { headers: { 'content-type': 'application/json' }, text: '{"broken' };
          server.answer(broken);
          const bare = await outcome(call(exchange));
          // A client may make spans of its own, until ours take their place.
          recorded.reset();
          watch({ captureContent: 'span-and-event' });
          server.answer(broken);
          expect(await outcome(call(exchange))).toEqual(bare);
          const [span, ...more] = recorded.spans();
          expect(more).toEqual([]);
          expect(span?.status.code).toBe('error' in bare ? 2 : 0);
          await noFindings();
        },
      );

      it.runIf(contract.live === undefined)(
        'ends as failed when the provider fails (by a script)',
        async () => {
          watch();
          server.answer({
            status: 500,
            headers: { 'content-type': 'application/json' },
            text: '{',
          });
          await expect(settle(call(exchange))).rejects.toBeInstanceOf(Error);
          const [span, ...more] = recorded.spans();
          expect(more).toEqual([]);
          expect(span?.status.code).toBe(2);
          expect(span?.attributes['error.type']).toBe('500');
          await noFindings();
        },
      );

      it('changes nothing without a provider', async () => {
        await recorded.stop();
        script(exchange);
        const bare = await outcome(call(exchange));
        watch();
        script(exchange);
        expect(await outcome(call(exchange))).toEqual(bare);
      });
    });
  });
}

/** The row of the operation table that a span is recorded by. */
function rowOf({ span }: Exchange, attributes: Readonly<Record<string, unknown>>): OperationSpec {
  const name = attributes['gen_ai.operation.name'] ?? attributes['spanwise.vector.operation'];
  return OPERATIONS[span.row ?? (name as OperationKey)];
}

function isOfStore({ row, name }: Operation<never, never, never>): boolean {
  return kindOf(OPERATIONS[row ?? name]) === 'store';
}

/** What calls of a row are to those that are made in them. */
function kindOf({ name, operationAttribute }: OperationSpec): string {
  if (operationAttribute === 'spanwise.vector.operation') return 'store';
  return name === 'retrieval' ? name : 'model';
}

function isFailure({ span }: Exchange): boolean {
  return span.error !== undefined;
}

function callMethod(client: object, path: string, callArguments: readonly unknown[]): unknown {
  const steps = path.split('.');
  const method = steps.pop()!;
  let owner = client as Record<string, unknown>;
  for (const step of steps) owner = owner[step] as Record<string, unknown>;
  return (owner[method] as (...values: unknown[]) => unknown)(...callArguments);
}

/** The same adapter, which notes when it reads content. */
function spied(entry: AdapterEntry, readers: string[]): AdapterEntry {
  return {
    ...entry,
    load: () => {
      const adapter = entry.load();
      const operations = adapter.operations.map(({ input, output, ...rest }) => ({
        ...rest,
        input: (body: never) => {
          readers.push('input');
          return input?.(body) ?? {};
        },
        output: (reply: never, body: never) => {
          readers.push('output');
          return output?.(reply, body) ?? {};
        },
      }));
      return { ...adapter, operations };
    },
  };
}

/** Reads a stream and does something after its first chunk. */
async function read(stream: AsyncIterable<unknown>, afterFirst: () => void): Promise<void> {
  let isFirst = true;
  for await (const _ of stream) {
    if (isFirst) afterFirst();
    isFirst = false;
  }
}

/** Awaits a reply and reads it to its end. */
async function settle(result: unknown): Promise<unknown> {
  const value = await result;
  const stream = streamIn(value);
  if (stream === undefined) return value;
  const chunks: unknown[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

/** The stream that a client gave back, itself or as a member of what it gave. */
function streamIn(value: unknown): AsyncIterable<unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return [value, ...Object.values(value)].find(
    (entry): entry is AsyncIterable<unknown> =>
      typeof entry === 'object' && entry !== null && Symbol.asyncIterator in entry,
  );
}

/** The same where the reply may be a failure: what becomes of it is looked for in what was recorded. */
async function finish(result: unknown): Promise<void> {
  await settle(result).catch(() => {});
}

/** What a caller can tell of a call: classes, values, errors. */
async function outcomeOf(result: unknown, varies: readonly string[] = []): Promise<object> {
  const promiseClass = (result as object).constructor.name;
  try {
    const value = await result;
    const valueClass =
      typeof value === 'object' && value !== null ? value.constructor?.name : typeof value;
    if (value instanceof Response) return { promiseClass, valueClass, bytes: await value.text() };
    return {
      promiseClass,
      valueClass,
      keys: typeof value === 'object' && value !== null ? Object.keys(value) : [],
      value: JSON.parse(
        JSON.stringify((await settle(value)) ?? null, (key, entry: unknown) =>
          varies.includes(key) ? undefined : entry,
        ),
      ) as unknown,
    };
  } catch (error) {
    const { name, message, constructor } = error as Error;
    return { promiseClass, error: constructor.name, name, message };
  }
}

function deepFreeze(value: unknown): unknown {
  if (
    typeof value !== 'object' ||
    value === null ||
    Object.getPrototypeOf(value) !== Object.prototype
  )
    return value;
  return Object.freeze(
    Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, deepFreeze(entry)])),
  );
}

/** The ids of tool calls differ from reply to reply. */
function withoutIds(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, entry: unknown) => (key === 'id' ? undefined : entry)),
  );
}

/** A multipart body has a boundary of its own each time. */
function withoutBoundary(body: string): string {
  return body.replaceAll(/-{2,}[\w-]*\d[\w-]*/g, '--boundary');
}

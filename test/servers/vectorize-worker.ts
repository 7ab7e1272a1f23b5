/** A Worker that calls its Vectorize binding, alone and watched, and tells all that it saw. Run in workerd by `vectorize.server-test.ts`. */
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { attach, observe } from '@spanwise/core';
import { vectorize } from '@spanwise/instrumentation-vectorize';

/** The binding, whose class is the runtime's. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

/** What a Worker tells. */
export interface Told {
  /** What was given back or thrown, by each call. */
  readonly bare: readonly unknown[];
  readonly watched: readonly unknown[];
  readonly spans: readonly {
    readonly name: string;
    readonly attributes: object;
    /** Whether it is under the span that was active. */
    readonly isChild: boolean;
  }[];
  /** What of ours failed. */
  readonly failures: object;
  readonly openCalls: number;
  /** Whether the binding looks as it did. */
  readonly looksAlike: boolean;
}

/** The same calls each time. */
async function callAll(index: Loose): Promise<unknown[]> {
  const calls: readonly (() => Promise<unknown>)[] = [
    () => index.query([0.5, 0.25], { topK: 2, filter: { tenant: 'acme' }, returnMetadata: 'all' }),
    () => index.query(new Float32Array([0.5, 0.25])),
    () => index.queryById('a'),
    () => index.upsert([{ id: 'a', values: [0.5, 0.25] }]),
    () => index.insert('wrong'),
    () => index.deleteByIds(['a']),
    () => index.getByIds(['a']),
    () => index.describe(),
  ];
  const results: unknown[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one after the other is what is compared
  for (const call of calls) results.push(await call().catch(tell));
  return results;
}

const tell = ({ name, message, cause }: Error): object => ({ name, message, cause: String(cause) });

const look = (index: object): string =>
  JSON.stringify([Object.keys(index), index.constructor.name]);

/** The Worker. A runtime lets nobody attach before the first request. */
const worker: {
  readonly fetch: (request: Request, env: Readonly<Record<string, object>>) => Promise<Response>;
} = {
  async fetch(request, { VECTORIZE: index }) {
    if (new URL(request.url).pathname !== '/run') return new Response('ready');
    const before = look(index!);
    const bare = await callAll(index);
    const exporter = new InMemorySpanExporter();
    const provider = new TracerProvider({
      spanProcessors: [new SimpleSpanProcessor({ exporter })],
    });
    trace.setGlobalTracerProvider(provider);
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const attachment = attach({ adapters: [vectorize], captureContent: 'span' });
    observe(index!, { name: 'articles' });
    const parent = provider.getTracer('test').startSpan('parent');
    const watched = await context.with(trace.setSpan(context.active(), parent), () =>
      callAll(observe(index!, { name: 'articles' })),
    );
    await provider.forceFlush();
    const { failures, openCalls } = attachment.report();
    const told: Told = {
      bare,
      watched,
      spans: exporter.getFinishedSpans().map(({ name, attributes, parentSpanContext }) => ({
        name,
        attributes,
        isChild: parentSpanContext?.spanId === parent.spanContext().spanId,
      })),
      failures,
      openCalls,
      looksAlike: look(index!) === before,
    };
    return Response.json(told);
  },
};

export default worker;

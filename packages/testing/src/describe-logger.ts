/** The contract of the adapter of a logger that writes lines of JSON: a line is the bare one and the fields of the trace. */
import { context, trace, TraceFlags, type SpanContext } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { attach, type AdapterEntry, type Attachment, type CoreOptions } from '@spanwise/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

/** What is logged, by a logger that was made with these options. */
export type LogSituation<Logger> = readonly [options: object, log: (logger: Logger) => void];

/** What {@link describeLogger} is given. */
export interface LoggerContract<Logger> {
  /** The aliases of the installed versions. */
  readonly aliases: readonly string[];
  readonly load: (alias: string) => object;
  /** Makes a logger that writes its lines here. */
  readonly create: (exports: never, options: object, write: (line: string) => void) => Logger;
  /** By name; each writes one line. */
  readonly situations: Readonly<Record<string, LogSituation<Logger>>>;
  /** Writes one line with these fields. */
  readonly logFields: (logger: Logger, fields: object) => void;
}

const span: SpanContext = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: TraceFlags.SAMPLED,
};
const FIELDS = { trace_id: span.traceId, span_id: span.spanId, trace_flags: '01' };

/** Runs it with a span active. */
export function inSpan<T>(fn: () => T, active: SpanContext = span): T {
  return context.with(trace.setSpanContext(context.active(), active), fn);
}

/** Describes the contract of a logger's adapter, as tests. */
export function describeLogger<Logger>(
  entry: AdapterEntry,
  contract: LoggerContract<Logger>,
): void {
  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  });
  afterAll(() => {
    context.disable();
  });

  describe.each(contract.aliases)(`${entry.id}, installed as %s`, (alias) => {
    const exports = contract.load(alias);
    let attachment: Attachment | undefined;
    let lines: string[] = [];
    const start = (options: CoreOptions = {}): void => {
      attachment = attach({ adapters: [entry], modules: { [entry.id]: exports }, ...options });
    };
    const create = (options: object = {}): Logger =>
      contract.create(exports as never, options, (line) => void lines.push(line));
    /** The one line, without the time at which it was written. */
    const written = (write: () => void): string => {
      lines = [];
      write();
      expect(lines).toHaveLength(1);
      return lines[0]!.replace(/"time":"[^"]*"/, '"time":0');
    };
    const parsed = (write: () => void): object => JSON.parse(written(write)) as object;

    afterEach(() => {
      attachment?.disable();
      attachment = undefined;
    });

    it.each(Object.entries(contract.situations))('%s', (_name, [options, log]) => {
      const before = create(options);
      const bare = written(() => inSpan(() => log(before)));
      start();
      for (const logger of [before, create(options)]) {
        expect(parsed(() => inSpan(() => log(logger)))).toEqual({
          ...(JSON.parse(bare) as object),
          ...FIELDS,
        });
        expect(written(() => log(logger))).toBe(bare);
      }
      attachment!.disable();
      expect(written(() => inSpan(() => log(before)))).toBe(bare);
    });

    it('leaves a field that the line has, and adds the others', () => {
      start();
      const logger = create();
      const line = parsed(() => inSpan(() => contract.logFields(logger, { trace_id: 'mine' })));
      expect(line).toMatchObject({ ...FIELDS, trace_id: 'mine' });
    });

    it('names the fields as it is told to', () => {
      start({ logFields: 'ecs' });
      const line = parsed(() => inSpan(() => contract.logFields(create(), {})));
      expect(line).toMatchObject({ 'trace.id': span.traceId, 'span.id': span.spanId });
      expect(line).not.toHaveProperty('trace_id');
    });
  });
}

/** A line is the bare one and our fields, in every supported version. */
import { createRequire } from 'node:module';
import { context, trace, TraceFlags, type SpanContext } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { attach, withContext, type Attachment, type CoreOptions } from '@spanwise/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pino as entry } from './index.ts';

type Logger = Record<'info' | 'error' | 'shout', (...words: unknown[]) => void> & {
  child(bindings: object, options?: object): Logger;
  setBindings(bindings: object): void;
};
interface Pino {
  (options: object, stream?: object): Logger;
  readonly version: string;
  readonly multistream: (streams: readonly object[]) => object;
}

const require = createRequire(import.meta.url);
const span: SpanContext = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: TraceFlags.SAMPLED,
};
const FIELDS = `,"trace_id":"${span.traceId}","span_id":"${span.spanId}","trace_flags":"01"`;
const VERSIONS = [
  'pino8-oldest',
  'pino8',
  'pino9-oldest',
  'pino9-silent',
  'pino9',
  'pino10-oldest',
  'pino',
];

let attachment: Attachment | undefined;
let lines: string[] = [];
const sink = { write: (line: string): void => void lines.push(line) };

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});

afterEach(() => {
  attachment?.disable();
  attachment = undefined;
  lines = [];
});

afterAll(() => {
  context.disable();
});

function inSpan<T>(fn: () => T, active: SpanContext = span): T {
  return context.with(trace.setSpanContext(context.active(), active), fn);
}

function written(write: () => void): readonly string[] {
  lines = [];
  write();
  return lines;
}

function use(pino: Pino, options: CoreOptions = {}): void {
  attachment = attach({ adapters: [entry], modules: { pino }, ...options });
}

class Circular {
  readonly self = this;
}
const failing = {
  toJSON(): never {
    throw new Error('no');
  },
};

/** Options of a logger, and what is logged. */
const SITUATIONS: Readonly<Record<string, [options: object, log: (logger: Logger) => void]>> = {
  'a message': [{}, (logger) => logger.info('hello %s', 'you')],
  'fields and a message': [{}, (logger) => logger.info({ a: 1, b: { c: '}' } }, 'hello')],
  'no message': [{}, (logger) => logger.info({ a: undefined, b() {}, c: Number.NaN })],
  'nothing at all': [{}, (logger) => logger.info(undefined)],
  null: [{}, (logger) => logger.info(null)],
  'an error': [{}, (logger) => logger.error(Object.assign(new Error('no'), { stack: 'at' }))],
  'a nested key': [{ nestedKey: 'payload' }, (logger) => logger.info({ a: 1 }, 'hello')],
  'another message key': [{ messageKey: 'message' }, (logger) => logger.info('hello')],
  'without a base': [{ base: null }, (logger) => logger.info('hello')],
  'with CRLF': [{ crlf: true }, (logger) => logger.info('hello')],
  'a mixin': [{ mixin: () => ({ mixed: true }) }, (logger) => logger.info({ a: 1 }, 'hello')],
  'custom levels': [
    { customLevels: { shout: 55 }, formatters: { level: (label: string) => ({ level: label }) } },
    (logger) => logger.shout('hello'),
  ],
  'formatters of bindings and fields': [
    {
      formatters: {
        bindings: (bindings: object) => ({ ...bindings, more: 1 }),
        log: (fields: object) => ({ ...fields, formatted: true }),
      },
    },
    (logger) => logger.info({ a: 1 }, 'hello'),
  ],
  'a formatter and a nested key': [
    { nestedKey: 'in', formatters: { log: (fields: object) => ({ ...fields, trace_id: 'x' }) } },
    (logger) => logger.info({ a: 1 }, 'hello'),
  ],
  redaction: [{ redact: ['secret'] }, (logger) => logger.info({ secret: 1 }, 'hello')],
  'removed fields': [
    { redact: { paths: ['secret'], remove: true } },
    (logger) => logger.info({ secret: 1 }, 'hello'),
  ],
  serializers: [
    { serializers: { a: (value: number) => ({ twice: value * 2 }) } },
    (logger) => logger.info({ a: 2 }, 'hello'),
  ],
  'a circular object, a big integer, a failing toJSON': [
    {},
    (logger) => logger.info({ a: new Circular(), b: 1n, c: failing }, 'hello'),
  ],
  'a child': [{}, (logger) => logger.child({ request: 7 }).info({ a: 1 }, 'hello')],
  'a child of a child': [
    {},
    (logger) =>
      logger
        .child({ b: { trace_id: 'inner' } })
        .child({ c: 2 })
        .info('hello'),
  ],
  'changed bindings': [
    {},
    (logger) => {
      const child = logger.child({ a: 1 });
      child.setBindings({ b: 2 });
      child.info('hello');
    },
  ],
  'a field without a value of the same name': [
    {},
    (logger) => logger.info({ trace_id: undefined, span_id() {} }, 'hello'),
  ],
};

describe.each(VERSIONS)('%s', (alias) => {
  const pino = require(alias) as Pino;
  const create = (options: object, stream: object = sink): Logger =>
    pino({ timestamp: false, ...options }, stream);

  it.each(Object.entries(SITUATIONS))('%s', (_name, [options, log]) => {
    const logger = create(options);
    const bare = written(() => log(logger));
    const before = describeSymbols(logger);
    use(pino);
    const end = (options as { crlf?: boolean }).crlf ? '}\r\n' : '}\n';
    const expected = bare.map((line) => line.slice(0, -end.length) + FIELDS + end);
    expect(inSpan(() => written(() => log(logger)))).toEqual(expected);
    expect(inSpan(() => written(() => log(create(options))))).toEqual(expected);
    expect(expected.map((line) => JSON.parse(line) as object)).toMatchObject([
      { trace_id: span.traceId, span_id: span.spanId, trace_flags: '01' },
    ]);
    // Outside of a span, and when nothing is attached any more, nothing is added.
    expect(written(() => log(logger))).toEqual(bare);
    attachment!.disable();
    expect(inSpan(() => written(() => log(logger)))).toEqual(bare);
    expect(describeSymbols(logger)).toEqual(before);
  });

  it.each<[string, object, (logger: Logger) => void]>([
    ['a field', {}, (logger) => logger.info({ trace_id: 'mine' })],
    ['a binding', { base: { trace_id: 'mine' } }, (logger) => logger.info('hello')],
    ["a child's binding", {}, (logger) => logger.child({ trace_id: 'mine' }).info('hello')],
    ['a mixin', { mixin: () => ({ trace_id: 'mine' }) }, (logger) => logger.info('hello')],
    [
      'a formatter',
      { formatters: { log: () => ({ trace_id: 'mine' }) } },
      (logger) => logger.info('hello'),
    ],
    ['the message key', { messageKey: 'trace_id' }, (logger) => logger.info('mine')],
  ])("the user's own wins: %s", (_name, options, log) => {
    use(pino);
    const [line] = inSpan(() => written(() => log(create(options))));
    expect(line!.match(/"trace_id":/g)).toHaveLength(1);
    expect(JSON.parse(line!)).toMatchObject({ trace_id: 'mine', span_id: span.spanId });
  });

  it('asks a getter once', () => {
    use(pino);
    let asked = 0;
    const fields = {
      get trace_id(): string {
        asked += 1;
        return 'mine';
      },
    };
    const [line] = inSpan(() => written(() => create({}).info(fields, 'hello')));
    expect(JSON.parse(line!)).toMatchObject({ trace_id: 'mine' });
    expect(asked).toBe(1);
  });

  it('a serializer that logs, and one that throws, leave the logger as it was', () => {
    let logger: Logger;
    const options = {
      serializers: {
        logs: () => {
          logger.info('inner');
          return 1;
        },
        outside: () => {
          context.with(trace.deleteSpan(context.active()), () => logger.info('inner'));
          return 1;
        },
        throws: () => {
          throw new Error('from the serializer');
        },
      },
    };
    logger = create(options);
    use(pino);
    const [inner, outer] = inSpan(() => written(() => logger.info({ logs: 1 })));
    expect(inner!.endsWith(`"msg":"inner"${FIELDS}}\n`)).toBe(true);
    expect(outer!.endsWith(`"logs":1${FIELDS}}\n`)).toBe(true);
    const [outside] = inSpan(() => written(() => logger.info({ outside: 1 })));
    expect(outside!.endsWith('"msg":"inner"}\n')).toBe(true);
    expect(() => inSpan(() => logger.info({ throws: 1 }))).toThrow('from the serializer');
    expect(written(() => logger.info('after'))[0]!.endsWith('"msg":"after"}\n')).toBe(true);
  });

  it('every stream of a multistream gets the same line', () => {
    use(pino);
    const logger = create({}, pino.multistream([{ stream: sink }, { stream: sink }]));
    const both = inSpan(() => written(() => logger.info('hello')));
    expect(both).toHaveLength(2);
    expect(both[0]).toBe(both[1]);
    expect(both[0]).toContain(FIELDS);
  });

  it('a frozen logger writes on', () => {
    const logger = Object.freeze(create({}));
    const bare = written(() => logger.info('hello'));
    use(pino);
    expect(inSpan(() => written(() => logger.info('hello')))).toEqual(bare);
  });

  it('is reported', async () => {
    use(pino);
    const report = await attachment!.ready;
    expect(report.libraries).toMatchObject([{ id: 'pino', status: 'attached' }]);
    expect(report.libraries[0]!.copies[0]).toMatchObject({
      how: 'module passed in',
      methods: ['line'],
    });
  });
});

describe('fields', () => {
  const pino = require('pino') as Pino;
  const fieldsBy = (options: CoreOptions, active: SpanContext = span): unknown => {
    use(pino, options);
    const logger = pino({ timestamp: false, base: null }, sink);
    const [line] = inSpan(() => written(() => logger.info('hello')), active);
    const { level: _, msg: __, ...fields } = JSON.parse(line!) as Record<string, unknown>;
    return fields;
  };

  it.each<[string, CoreOptions, object]>([
    ['ecs', { logFields: 'ecs' }, { 'trace.id': span.traceId, 'span.id': span.spanId }],
    [
      'gcp',
      { logFields: 'gcp' },
      {
        'logging.googleapis.com/trace': span.traceId,
        'logging.googleapis.com/spanId': span.spanId,
        'logging.googleapis.com/trace_sampled': true,
      },
    ],
    [
      'datadog',
      { logFields: 'datadog' },
      { 'dd.trace_id': '9532127138774266268', 'dd.span_id': '13235353014750950193' },
    ],
    [
      'a function',
      { logFields: ({ traceId }) => ({ 'my "id"': traceId, n: 1, ok: true }) },
      { 'my "id"': span.traceId, n: 1, ok: true },
    ],
    [
      'of one logger',
      { logFields: 'gcp', instrumentations: { pino: { logFields: 'ecs' } } },
      { 'trace.id': span.traceId, 'span.id': span.spanId },
    ],
    [
      'a function that throws',
      {
        logFields: () => {
          throw new Error('no');
        },
      },
      {},
    ],
  ])('are named in the style %s', (_name, options, fields) => {
    expect(fieldsBy(options)).toEqual(fields);
  });

  it('are not written for ids that are no ids', () => {
    expect(fieldsBy({}, { ...span, traceId: '0'.repeat(32) })).toEqual({});
  });

  it('have what withContext says, when asked', () => {
    use(pino, { logContext: true });
    const logger = pino({ base: null }, sink);
    const [line, without] = inSpan(() =>
      written(() => {
        withContext({ conversationId: 'c-1', tenantId: 'kids' }, () => logger.info('hello'));
        logger.info('hello');
      }),
    );
    expect(JSON.parse(line!)).toMatchObject({
      trace_id: span.traceId,
      'gen_ai.conversation.id': 'c-1',
      'spanwise.tenant.id': 'kids',
    });
    expect(without).not.toContain('c-1');
  });

  it.each([['loud'], [7], [null]])('a style %s is refused', (style) => {
    expect(() => use(pino, { logFields: style as never })).toThrow(
      'option "logFields" is not accepted',
    );
  });
});

/** Every symbol of the objects in the prototype chain, with its value: for comparing before and after. */
function describeSymbols(logger: object): readonly unknown[] {
  const found: unknown[] = [];
  for (
    let holder: object | null = logger;
    holder !== null && holder !== Object.prototype;
    holder = Object.getPrototypeOf(holder) as object | null
  )
    for (const symbol of Object.getOwnPropertySymbols(holder))
      found.push(symbol, Object.getOwnPropertyDescriptor(holder, symbol)?.value);
  return found;
}

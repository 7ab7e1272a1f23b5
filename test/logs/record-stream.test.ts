/** Lines of pino as records of the registered logger provider. */
import { context, trace } from '@opentelemetry/api';
import { attach, untraced, type Attachment } from '@spanwise/core';
import { pino as entry, recordStream } from '@spanwise/pino';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';

let recorded: Recorded;
let attachment: Attachment | undefined;

beforeEach(() => {
  recorded = recordTelemetry();
});

afterEach(async () => {
  attachment?.disable();
  attachment = undefined;
  await recorded.stop();
});

it.each([
  ['with fields on the line', true],
  ['without', false],
])('a line is a record of the span that is active, %s', (_name, isAttached) => {
  if (isAttached) attachment = attach({ adapters: [entry] });
  const logger = pino({ customLevels: { shout: 55 } }, recordStream({ levels: { shout: 55 } }));
  const span = trace.getTracer('test').startSpan('request');
  context.with(trace.setSpan(context.active(), span), () => {
    logger.info({ order: { id: 1042 }, 'event.name': 'order.refunded' }, 'refunded');
    logger.shout('loud');
    logger.error(Object.assign(new TypeError('no'), { stack: 'at' }));
  });
  const spanContext = { traceId: span.spanContext().traceId, spanId: span.spanContext().spanId };
  expect(recorded.logs()).toMatchObject([
    {
      body: 'refunded',
      severityNumber: 9,
      severityText: 'info',
      eventName: 'order.refunded',
      attributes: { order: { id: 1042 } },
      spanContext,
    },
    { body: 'loud', severityNumber: 19, severityText: 'shout', attributes: {}, spanContext },
    {
      severityNumber: 17,
      spanContext,
      attributes: {
        'exception.type': 'TypeError',
        'exception.message': 'no',
        'exception.stacktrace': 'at',
      },
    },
  ]);
  expect(recorded.logs()[0]!.attributes).toEqual({ order: { id: 1042 } });
});

it('a line is of the trace that it names, at the time that it names', () => {
  const [traceId, spanId] = ['f'.repeat(32), 'e'.repeat(16)];
  const line = { time: 1_795_417_055_418, trace_id: traceId, span_id: spanId, trace_flags: '01' };
  recordStream().write(`${JSON.stringify({ ...line, msg: 'hello' })}\n`);
  expect(recorded.logs()).toMatchObject([
    {
      body: 'hello',
      attributes: {},
      hrTime: [1_795_417_055, 418_000_000],
      spanContext: { traceId, spanId, traceFlags: 1 },
    },
  ]);
});

it('what is no JSON is a record, and nothing throws', () => {
  const stream = recordStream();
  stream.write('plain\n');
  stream.write('{"a":\n');
  expect(recorded.logs().map(({ body }) => body)).toEqual(['plain', '{"a":']);
});

it('what is logged while telemetry is sent is not telemetry', () => {
  untraced(() => pino(recordStream()).info('sending'));
  expect(recorded.logs()).toEqual([]);
});

it('an option of the transport is refused: it would do nothing', () => {
  expect(() => recordStream({ endpoint: 'http://localhost:4318' } as object)).toThrow(
    /"endpoint" is not known/,
  );
  expect(() => recordStream({ levels: 7 as never })).toThrow(/"levels"/);
});

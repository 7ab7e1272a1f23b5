/** The contract, on the real logger; and what is logged twice, or later than it is written. */
import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import { attach } from '@spanwise/core';
import { describeLogger, inSpan } from '@spanwise/testing';
import { describe, expect, it } from 'vitest';
import { winston as entry } from './index.ts';

type Log = (...words: unknown[]) => unknown;
type Logger = Record<'log' | 'info' | 'error' | 'write', Log> & {
  readonly child?: (fields: object) => Logger;
};
interface Winston {
  readonly createLogger: (options: object) => Logger;
  readonly transports: { readonly Stream: new (options: object) => object };
  readonly format: Record<'splat' | 'json' | 'timestamp', () => unknown> & {
    (change: (record: Record<string, unknown>) => object): () => unknown;
    readonly combine: (...formats: unknown[]) => unknown;
  };
}

const require = createRequire(import.meta.url);

function sink(winston: Winston, write: (line: string) => void): object {
  return new winston.transports.Stream({
    stream: new Writable({
      write: (chunk, _encoding, done) => {
        write(String(chunk));
        done();
      },
    }),
  });
}

class Failure extends Error {
  readonly #secret = 'kept';
  readonly level = 'error';
  toJSON(): object {
    return { level: this.level, message: this.message, length: this.#secret.length };
  }
}

/** The first versions have no children. */
const childOf = (logger: Logger): Logger => logger.child?.({ request: 1 }) ?? logger;
const create = (winston: Winston, options: object, write: (line: string) => void): Logger =>
  winston.createLogger({ transports: [sink(winston, write)], ...options });
const circular: Record<string, unknown> = {};
circular['self'] = circular;
const newest = require('winston') as Winston;
const { format } = newest;

describeLogger<Logger>(entry, {
  aliases: ['winston', 'winston3-oldest'],
  load: (alias) => require(alias) as object,
  create,
  logFields: (logger, fields) => void logger.info('hello', fields),
  situations: {
    'a message': [{}, (logger) => logger.info('hello')],
    'a message and fields': [{}, (logger) => logger.info('hello', { a: 1, b: { c: [2] } })],
    'a level by name': [{}, (logger) => logger.log('info', 'hello', { a: 1 })],
    'a record': [{}, (logger) => logger.log({ level: 'info', message: 'hello', a: 1 })],
    'what is written as to a stream': [
      {},
      (logger) => logger.write({ level: 'info', message: 'hello' }),
    ],
    placeholders: [
      { format: format.combine(format.splat(), format.json()) },
      (logger) => logger.info('hello %s', 'you', { a: 1 }),
    ],
    'what all lines have': [{ defaultMeta: { service: 'desk' } }, (logger) => logger.info('hello')],
    'a child': [{}, (logger) => childOf(logger).info('hello')],
    "a child's child": [{}, (logger) => childOf(childOf(logger)).info('hello')],
    'what refers to itself': [{}, (logger) => logger.info('hello', circular)],
    'a format that makes another record': [
      { format: format.combine(format((record) => ({ ...record, made: true }))(), format.json()) },
      (logger) => logger.info('hello'),
    ],
  },
});

describe('a record of the application', () => {
  const withLogger = (use: (logger: Logger, lines: Record<string, unknown>[]) => void): void => {
    const lines: Record<string, unknown>[] = [];
    const logger = create(newest, {}, (line) => lines.push(JSON.parse(line) as never));
    const attachment = attach({ adapters: [entry], modules: { winston: newest } });
    try {
      use(logger, lines);
    } finally {
      attachment.disable();
    }
  };

  it('has the trace of each line when it is logged again', () => {
    withLogger((logger, lines) => {
      const fields = { level: 'info', message: 'hello', span_id: 'mine' };
      const record = { ...fields };
      const other = { traceId: 'f'.repeat(32), spanId: 'e'.repeat(16), traceFlags: 0 };
      inSpan(() => logger.log(record));
      inSpan(() => logger.log(record), other);
      logger.log(record);
      expect(lines).toEqual([
        { ...fields, trace_id: '0af7651916cd43dd8448eb211c80319c', trace_flags: '01' },
        { ...fields, trace_id: other.traceId, trace_flags: '00' },
        fields,
      ]);
    });
  });

  it('stays itself: its class, its private parts, its identity', () => {
    withLogger((logger, lines) => {
      const seen: unknown[] = [];
      const failure = new Failure('no');
      const keep = format((record) => {
        seen.push(record);
        return record;
      });
      Object.assign(logger, { format: format.combine(keep(), format.json()) });
      inSpan(() => logger.log(failure));
      expect(seen).toEqual([failure]);
      expect(seen[0]).toBe(failure);
      expect(lines).toEqual([{ level: 'error', message: 'no', length: 4 }]);
    });
  });

  it('fails where it fails without us', () => {
    withLogger((logger) => {
      expect(() => inSpan(() => logger.write(null))).toThrow(/null/);
      expect(() => inSpan(() => logger.log(Object.freeze({ level: 'info' })))).toThrow(TypeError);
    });
  });
});

it('a line that waits for a slow transport has the trace of where it was written', async () => {
  const lines: string[] = [];
  const held: (() => void)[] = [];
  const slow = new newest.transports.Stream({
    stream: new Writable({
      highWaterMark: 1,
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk));
        held.push(done);
      },
    }),
  });
  const logger = newest.createLogger({ transports: [slow] });
  const attachment = attach({ adapters: [entry], modules: { winston: newest } });
  const LINES = 100;
  inSpan(() => {
    for (let line = 0; line < LINES; line += 1) logger.info('hello');
  });
  await expect
    .poll(
      () => {
        held.shift()?.();
        return lines.length;
      },
      { interval: 1 },
    )
    .toBe(LINES);
  expect(lines.filter((line) => line.includes('0af7651916cd43dd8448eb211c80319c'))).toHaveLength(
    LINES,
  );
  attachment.disable();
});

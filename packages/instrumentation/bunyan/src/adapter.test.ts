/** The contract, on the real logger. */
import { createRequire } from 'node:module';
import { attach } from '@spanwise/core';
import { describeLogger, inSpan } from '@spanwise/testing';
import { expect, it } from 'vitest';
import { bunyan as entry } from './index.ts';

type Log = (...words: unknown[]) => unknown;
type Logger = Record<'info' | 'error', Log> & {
  child(fields: object, isSimple?: boolean): Logger;
};
interface Bunyan {
  readonly createLogger: (options: object) => Logger;
  readonly stdSerializers: object;
  readonly RingBuffer: new (options: object) => { readonly records: object[] };
}

const require = createRequire(import.meta.url);
const stdSerializers = { err: (error: Error) => ({ name: error.name, message: error.message }) };
const circular: Record<string, unknown> = {};
circular['self'] = circular;

describeLogger<Logger>(entry, {
  aliases: ['bunyan', 'bunyan1', 'bunyan1-oldest'],
  load: (alias) => require(alias) as object,
  create: (bunyan: Bunyan, options, write) =>
    bunyan.createLogger({ name: 'desk', streams: [{ stream: { write } }], ...options }),
  logFields: (logger, fields) => logger.info(fields, 'hello'),
  situations: {
    'a message': [{}, (logger) => logger.info('hello %s', 'you')],
    'fields and a message': [{}, (logger) => logger.info({ a: 1, b: { c: '}' } }, 'hello')],
    'an error': [{ serializers: stdSerializers }, (logger) => logger.error(new Error('no'), 'no')],
    'a child': [{}, (logger) => logger.child({ request: 1 }).info('hello')],
    'a simple child': [{}, (logger) => logger.child({ request: 1 }, true).info('hello')],
    'what refers to itself': [{}, (logger) => logger.info({ circular }, 'hello')],
    'where it was called': [{ src: true }, (logger) => logger.info('hello')],
  },
});

it('a raw stream gets a record with the fields, and nothing else', () => {
  const bunyan = require('bunyan') as Bunyan;
  const stream = new bunyan.RingBuffer({ limit: 1 });
  const logger = bunyan.createLogger({ name: 'desk', streams: [{ type: 'raw', stream }] });
  const attachment = attach({ adapters: [entry], modules: { bunyan } });
  inSpan(() => logger.info('hello'));
  attachment.disable();
  const names = ['name', 'hostname', 'pid', 'level', 'msg', 'time', 'v'];
  expect(Reflect.ownKeys(stream.records[0]!)).toEqual([
    ...names,
    'trace_id',
    'span_id',
    'trace_flags',
  ]);
});

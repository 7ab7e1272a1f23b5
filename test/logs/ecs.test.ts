/** Lines for Elasticsearch on standard output: Elastic's own format of pino, with the trace in its names. */
import { ecsFormat } from '@elastic/ecs-pino-format';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { attach, type Attachment } from '@spanwise/core';
import { pino as entry } from '@spanwise/instrumentation-pino';
import { inSpan } from '@spanwise/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** What Elasticsearch's mapping takes. Origin: documented, after the field reference of ECS 8.10 (2026-11-30). */
const FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  '@timestamp': (value) => isText(value) && !Number.isNaN(Date.parse(value as string)),
  'ecs.version': isText,
  'error.message': isText,
  'error.stack_trace': isText,
  'error.type': isText,
  'host.hostname': isText,
  'log.level': isText,
  message: isText,
  'process.pid': Number.isSafeInteger,
  'span.id': (value) => /^[0-9a-f]{16}$/.test(String(value)),
  'trace.id': (value) => /^[0-9a-f]{32}$/.test(String(value)),
};
let attachment: Attachment;

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  attachment = attach({ adapters: [entry], logFields: 'ecs' });
});

afterAll(() => {
  attachment.disable();
  context.disable();
});

/** Fields by their whole names, however they are nested. */
function flatten(fields: object, prefix = ''): [string, unknown][] {
  return Object.entries(fields).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? flatten(value as object, `${prefix}${name}.`)
      : [[prefix + name, value]],
  );
}

it('every field is one of ECS or the application’s, with a value of its type', () => {
  const lines: string[] = [];
  const logger = pino(ecsFormat(), { write: (line: string) => void lines.push(line) });
  inSpan(() => logger.error({ err: new TypeError('no'), shop: { order: 1042 } }, 'not refunded'));
  const fields = new Map(flatten(JSON.parse(lines[0]!) as object));
  expect([...fields.keys()].filter((name) => !(name in FIELDS))).toEqual(['shop.order']);
  expect(Object.keys(FIELDS).filter((name) => !FIELDS[name]!(fields.get(name)))).toEqual([]);
});

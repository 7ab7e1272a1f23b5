/** Loggers of frameworks that are pino or winston underneath: their lines have the trace. */
// What decorators of Nest need.
// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { Writable } from 'node:stream';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { Logger as NestLogger, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { attach, type Attachment } from '@spanwise/core';
import { pino } from '@spanwise/instrumentation-pino';
import { winston } from '@spanwise/instrumentation-winston';
import { inSpan } from '@spanwise/testing';
import fastify from 'fastify';
import { WinstonModule } from 'nest-winston';
import { Logger, LoggerModule } from 'nestjs-pino';
import { transports } from 'winston';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

/** An application that has nothing but its logger. */
// oxlint-disable-next-line typescript/no-extraneous-class
class Application {}

let attachment: Attachment;
let lines: Record<string, unknown>[] = [];
const stream = new Writable({
  write: (chunk, _encoding, done) => {
    lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
    done();
  },
});
const TRACE = { trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: 'b7ad6b7169203331' };

beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  attachment = attach({ adapters: [pino, winston] });
  await attachment.ready;
});

beforeEach(() => {
  lines = [];
});

afterAll(() => {
  attachment.disable();
  context.disable();
});

/** Logs as an application of Nest does, in a span and outside. */
async function logByNest(app: INestApplicationContext): Promise<void> {
  const logger = new NestLogger('Orders');
  lines = [];
  inSpan(() => logger.log('refunded'));
  logger.log('ready');
  await app.close();
}

it("Fastify's logger, and that of a request", async () => {
  const app = fastify({ logger: { stream } });
  app.get('/', (request) => inSpan(() => request.log.info('refunded')) ?? 'done');
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  expect(await (await fetch(address)).text()).toBe('done');
  inSpan(() => app.log.info('closing'));
  await app.close();
  expect(lines.find(({ msg }) => msg === 'refunded')).toMatchObject({ ...TRACE, reqId: 'req-1' });
  expect(lines.find(({ msg }) => msg === 'closing')).toMatchObject(TRACE);
  expect(lines.find(({ msg }) => msg === 'incoming request')).not.toHaveProperty('trace_id');
});

it("Nest's logger by nestjs-pino", async () => {
  const module = LoggerModule.forRoot({ pinoHttp: [{}, stream] });
  const app = await NestFactory.createApplicationContext(module, { bufferLogs: true });
  app.useLogger(app.get(Logger));
  await logByNest(app);
  expect(lines).toMatchObject([{ ...TRACE, msg: 'refunded' }, { msg: 'ready' }]);
  expect(lines[1]).not.toHaveProperty('trace_id');
});

it("Nest's logger by nest-winston", async () => {
  const logger = WinstonModule.createLogger({ transports: [new transports.Stream({ stream })] });
  const app = await NestFactory.createApplicationContext(Application, { logger });
  await logByNest(app);
  expect(lines).toMatchObject([{ ...TRACE, message: 'refunded' }, { message: 'ready' }]);
  expect(lines[1]).not.toHaveProperty('trace_id');
});

/** Sends the lines of the `pino` logger as OTLP log records, from a worker thread; and what writes the trace to them. */
import type { Writable } from 'node:stream';
import type { TransportOptions } from './options.ts';

export { traceContext, type TraceContextOptions } from '@spanwise/core';
export { pino, PinoInstrumentation } from '@spanwise/instrumentation-pino';
export type { LineOptions } from './line-format.ts';
export { recordStream, type RecordStream } from './record-stream.ts';
export { otlpTransport, type OtlpTransport, type TransportOptions } from './options.ts';

/**
 * What pino runs in its worker for `transport: { target: '@spanwise/pino' }`. An option that cannot be used is said
 * in one line on standard error, and nothing is sent: an error in the worker would end the application. Use
 * {@link otlpTransport} to have it thrown where the logger is made.
 *
 * @internal It is found by the package's name, not imported.
 */
// pino runs the default export of the file that it is given.
// oxlint-disable-next-line import/no-default-export
export default async function transport(options?: TransportOptions): Promise<Writable> {
  // Only the worker needs it: gRPC and protobuf stay out of the application's own thread.
  const { createTransport } = await import('./transport.ts');
  return createTransport(options);
}

/** The transports of log lines that are compared, all to one address over HTTP. */
import { transportOfPeer } from './peers.ts';

/** What `pino({ transport })` takes: pino's own to a file, ours, or the peer's. */
export function logTransport(mode: string, endpoint: string): { target: string; options: object } {
  if (mode === 'bare') return { target: 'pino/file', options: { destination: '/dev/null' } };
  // The peer takes its address from the variables alone.
  process.env['OTEL_EXPORTER_OTLP_PROTOCOL'] = 'http/protobuf';
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = endpoint;
  return { target: mode === 'peer' ? transportOfPeer() : '@spanwise/pino', options: {} };
}

/** The contract that every adapter passes, a scripted provider and recorded telemetry. For our own tests. */
export type { Argument, Reply } from './client-types.ts';
export { describeAdapter, type AdapterContract, type ClientVersion } from './describe-adapter.ts';
export {
  describeLogger,
  inSpan,
  type LoggerContract,
  type LogSituation,
} from './describe-logger.ts';
export { describeUntouched } from './describe-untouched.ts';
export {
  startWireServer,
  type EventEncoding,
  type Exchange,
  type LiveExchange,
  type LiveStore,
  type Origin,
  type WireReply,
  type WireServer,
} from './exchange.ts';
export { readExchanges, stainlessClients } from './exchanges.ts';
export { scoreAttributes } from './score-attributes.ts';
export {
  recordTelemetry,
  type MetricPoint,
  type Recorded,
  type RecordOptions,
} from './telemetry.ts';

/** What sends OTLP without an SDK: settings, a bounded queue, what receivers answer. */
export { countSetting, deliverySettings, logDeliverySettings } from './delivery-settings.ts';
export { endByExit, watchEnding, within, type Ending } from './ending.ts';
export {
  ExportHealth,
  type DropReason,
  type ExportReport,
  type LastExport,
} from './export-health.ts';
export { ExportQueue, type QueueLimits, type SendBatch } from './export-queue.ts';
export {
  otlpAddress,
  refuseOtlpOptions,
  withoutCredentials,
  type OtlpAddress,
  type OtlpOptions,
} from './otlp-options.ts';
export {
  otlpVariables,
  readOtlpEnvironment,
  type OtlpEnvironment,
  type OtlpProtocol,
  type SignalName,
} from './otlp-settings.ts';
export {
  grpcOutcome,
  retryAfter,
  TIMED_OUT,
  unreachable,
  type ExportFailure,
  type GrpcError,
  type Outcome,
} from './outcome.ts';
export { packageName } from './package-name.ts';
export { rejectedItems } from './receiver-answers.ts';
export { refuseUnknownOptions, sayUnknownInstrumentations } from './unknown-options.ts';

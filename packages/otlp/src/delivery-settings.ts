/** How much waits to be sent, how long and in which portions, one row each. */
import { countFromText, type Setting } from '@spanwise/core';

const whole = (
  option: string,
  variable: string,
  unset: number,
  description: string,
): Setting<number> => ({
  option,
  variables: [variable],
  default: unset,
  description,
  accepts: 'a whole number from 1 on',
  fromOption: (value) =>
    Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined,
  fromText: countFromText,
});

/** A variable of OpenTelemetry that is a whole number from 1 on, and no option in code. */
export function countSetting(
  variable: string,
  unset: number,
  description: string,
): Setting<number> {
  return {
    option: '',
    variables: [variable],
    default: unset,
    description,
    accepts: 'a whole number from 1 on',
    fromOption: () => undefined,
    fromText: countFromText,
  };
}

/** The bounds of what is queued. */
export const deliverySettings: {
  readonly shutdownTimeoutMillis: Setting<number>;
  readonly maxQueueBytes: Setting<number>;
  readonly maxRequestBytes: Setting<number>;
} = {
  shutdownTimeoutMillis: whole(
    'shutdownTimeoutMillis',
    'SPANWISE_SHUTDOWN_TIMEOUT_MILLIS',
    5000,
    'How long a signal or the end of the process waits for what is queued, in milliseconds.',
  ),
  maxQueueBytes: whole(
    'maxQueueBytes',
    'SPANWISE_MAX_QUEUE_BYTES',
    33_554_432,
    'Estimated bytes of the spans that wait for a receiver or are on their way at most, and the same for log records. When it is full, the oldest are dropped and counted.',
  ),
  maxRequestBytes: whole(
    'maxRequestBytes',
    'SPANWISE_MAX_REQUEST_BYTES',
    4_000_000,
    'Bytes of one OTLP request at most, before compression: receivers of gRPC take 4 MiB. A single span or log record over it is dropped and counted.',
  ),
};

/** Variables of the OpenTelemetry specification for batches of log records. */
export const logDeliverySettings: {
  readonly logDelayMillis: Setting<number>;
  readonly logQueueSize: Setting<number>;
  readonly logBatchSize: Setting<number>;
  readonly logTimeoutMillis: Setting<number>;
} = {
  logDelayMillis: countSetting(
    'OTEL_BLRP_SCHEDULE_DELAY',
    1000,
    'Milliseconds between two exports of log records.',
  ),
  logQueueSize: countSetting(
    'OTEL_BLRP_MAX_QUEUE_SIZE',
    2048,
    'Log records that wait or are on their way at most; then the oldest are dropped.',
  ),
  logBatchSize: countSetting(
    'OTEL_BLRP_MAX_EXPORT_BATCH_SIZE',
    512,
    'Log records of one export at most.',
  ),
  logTimeoutMillis: countSetting(
    'OTEL_BLRP_EXPORT_TIMEOUT',
    30_000,
    'Milliseconds that one request of log records may take, when `OTEL_EXPORTER_OTLP_TIMEOUT` allows more.',
  ),
};

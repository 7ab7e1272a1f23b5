/** What the transport is told. */
import { ConfigError } from '@spanwise/core';
import { endByExit, refuseOtlpOptions, type OtlpOptions } from '@spanwise/otlp';

/** What the transport is given. What is left out is read from `OTEL_*` and `SPANWISE_*`; all is plain data, since it goes to a worker. */
export interface TransportOptions extends OtlpOptions {
  /** Default: `OTEL_SERVICE_NAME`, else the name in the application's package.json. */
  readonly serviceName?: string | undefined;
  /** Further attributes of the resource. Default: those of `OTEL_RESOURCE_ATTRIBUTES`; these win. */
  readonly resource?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** The field that is the record's body. Default: what the logger says, else `msg`. */
  readonly messageKey?: string | undefined;
  /** The field that has an error. Default: what the logger says, else `err`. */
  readonly errorKey?: string | undefined;
  /** Numbers of custom levels, by name, as in `customLevels`. Default: what the logger says. */
  readonly levels?: Readonly<Record<string, number>> | undefined;
  /** Bytes of the records that wait or are on their way. Default: `SPANWISE_MAX_QUEUE_BYTES`, else 32 MiB. */
  readonly maxQueueBytes?: number | undefined;
  /** Bytes of one request before compression. Default: `SPANWISE_MAX_REQUEST_BYTES`, else 4,000,000. */
  readonly maxRequestBytes?: number | undefined;
  /** Bytes of a record's attributes; with more they go into its body. Default 60,000: Loki refuses records with more than 64 KiB. */
  readonly maxAttributeBytes?: number | undefined;
  /** How long the end of the process waits for what is queued, in milliseconds. Default: `SPANWISE_SHUTDOWN_TIMEOUT_MILLIS`, else 5000; pino waits no longer than 10,000. */
  readonly shutdownTimeoutMillis?: number | undefined;
}

/** What `pino({ transport })` takes. */
export interface OtlpTransport {
  readonly target: string;
  readonly options: TransportOptions;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;
const isMapOf =
  (...types: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((entry) => types.includes(typeof entry));

const TEXT = { isAccepted: isText, fix: 'Use a text that is not empty.' };
const COUNT = { isAccepted: isCount, fix: 'Use a whole number from 1 on.' };

/** What each option must be, besides those of every sender of OTLP. */
const OPTIONS: Readonly<
  Record<
    Exclude<keyof TransportOptions, keyof OtlpOptions>,
    { readonly isAccepted: (value: unknown) => boolean; readonly fix: string }
  >
> = {
  serviceName: TEXT,
  messageKey: TEXT,
  errorKey: TEXT,
  resource: {
    isAccepted: isMapOf('string', 'number', 'boolean'),
    fix: 'Use an object of texts, numbers and booleans.',
  },
  levels: {
    isAccepted: isMapOf('number'),
    fix: 'Use an object of numbers by name, such as { shout: 55 }.',
  },
  maxQueueBytes: COUNT,
  maxRequestBytes: COUNT,
  maxAttributeBytes: COUNT,
  shutdownTimeoutMillis: COUNT,
};

/**
 * Refuses what the transport cannot use.
 *
 * @throws {ConfigError} for an option that is not known or not accepted.
 */
export function refuseTransportOptions(options: TransportOptions): void {
  if (!isMapOf('string', 'number', 'object', 'undefined')(options)) {
    throw new ConfigError({
      code: 'PINO_OPTIONS_NOT_AN_OBJECT',
      message: 'the options of the transport are no object of plain data',
      fix: 'Use { options: { endpoint: "http://localhost:4318" } }, or none.',
    });
  }
  refuseOtlpOptions(options, 'the transport', Object.keys(OPTIONS));
  for (const [name, { isAccepted, fix }] of Object.entries(OPTIONS)) {
    const value = options[name as keyof TransportOptions];
    if (value === undefined || isAccepted(value)) continue;
    throw new ConfigError({
      code: 'PINO_OPTION_NOT_ACCEPTED',
      message: `option "${name}" of the transport is not accepted`,
      fix,
    });
  }
}

/**
 * Makes the transport that `pino({ transport })` takes, with its options checked where the logger is made. On SIGTERM
 * and SIGINT, where nobody else listens, the process then ends by `exit`, in which pino hands over its last lines.
 *
 * @throws {ConfigError} for an option that is not known or not accepted.
 */
export function otlpTransport(options: TransportOptions = {}): OtlpTransport {
  refuseTransportOptions(options);
  endByExit();
  return { target: '@spanwise/pino', options };
}

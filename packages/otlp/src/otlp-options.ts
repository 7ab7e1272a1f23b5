/** What a sender of OTLP is told in code, and where it sends by that and by the environment. */
import { ConfigError } from '@spanwise/core';
import {
  OTLP_PROTOCOLS,
  type OtlpEnvironment,
  type OtlpProtocol,
  type SignalName,
} from './otlp-settings.ts';
import { refuseUnknownOptions } from './unknown-options.ts';

/** What a sender of OTLP is given. What is left out is read from `OTEL_EXPORTER_OTLP_*`, also TLS, timeouts and compression. */
export interface OtlpOptions {
  /** The base address, such as `http://localhost:4318`; over HTTP `/v1/traces` and its siblings are added. Default: `OTEL_EXPORTER_OTLP_[SIGNAL_]ENDPOINT`, else localhost. */
  readonly endpoint?: string | undefined;
  /** Default: gRPC when no endpoint is set or its port is 4317, else `http/protobuf`. */
  readonly protocol?: OtlpProtocol | undefined;
  /** Sent with every request. Never printed. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Default: `none`. */
  readonly compression?: 'gzip' | 'none' | undefined;
  /** How long one request may take, in milliseconds. Default 10000. */
  readonly timeoutMillis?: number | undefined;
}

/** What each option must be. Headers are secret: their values are never printed. */
const OTLP_OPTIONS: Readonly<
  Record<keyof OtlpOptions, { readonly isAccepted: (value: unknown) => boolean; fix: string }>
> = {
  endpoint: {
    isAccepted: (value) =>
      typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    fix: 'Write an address with its scheme, such as "http://localhost:4318".',
  },
  protocol: {
    isAccepted: (value) => OTLP_PROTOCOLS.includes(value as OtlpProtocol),
    fix: `Use one of ${OTLP_PROTOCOLS.join(', ')}.`,
  },
  headers: {
    isAccepted: (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.entries(value).every(
        ([name, text]) =>
          /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof text === 'string' && /^[ -~]*$/.test(text),
      ),
    fix: 'Use an object of texts in printable ASCII, such as { "x-api-key": "…" }.',
  },
  compression: {
    isAccepted: (value) => value === 'gzip' || value === 'none',
    fix: 'Use "gzip" or "none".',
  },
  timeoutMillis: {
    isAccepted: (value) => Number.isSafeInteger(value) && (value as number) > 0,
    fix: 'Use a whole number from 1 on.',
  },
};

/**
 * Refuses what a sender cannot use. `where` is what the options were given to.
 *
 * @throws {ConfigError} for an option that is not known or not accepted.
 */
export function refuseOtlpOptions(
  options: object,
  where: string,
  further: readonly string[] = [],
): void {
  refuseUnknownOptions(options, [...Object.keys(OTLP_OPTIONS), ...further]);
  for (const [name, { isAccepted, fix }] of Object.entries(OTLP_OPTIONS)) {
    const value = (options as OtlpOptions)[name as keyof OtlpOptions];
    if (value === undefined || isAccepted(value)) continue;
    throw new ConfigError({
      code: 'OTLP_OPTION_NOT_ACCEPTED',
      message: `option "${name}" of ${where} is not accepted`,
      fix,
    });
  }
}

/** Where a signal is sent. */
export interface OtlpAddress {
  readonly protocol: OtlpProtocol;
  /** The whole address over HTTP, the receiver's over gRPC. */
  readonly url: string;
}

/** Where and how a signal is sent, by option, else by the environment, else by the defaults of the specification. */
export function otlpAddress(
  signal: SignalName,
  options: OtlpOptions,
  environment: OtlpEnvironment,
): OtlpAddress {
  const given = options.endpoint ?? environment.endpoint ?? environment.baseEndpoint;
  const protocol =
    options.protocol ??
    environment.protocol ??
    (given === undefined || /:4317(?:\/|$)/.test(given) ? 'grpc' : 'http/protobuf');
  if (protocol === 'grpc') return { protocol, url: given ?? 'http://localhost:4317' };
  // The address of one signal is taken as it is; a base address gets the signal's path.
  if (options.endpoint === undefined && environment.endpoint !== undefined)
    return { protocol, url: environment.endpoint };
  const base = given ?? 'http://localhost:4318';
  const url = new URL(/^https?:/.test(base) ? base : `http://${base}`);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/${signal}`;
  return { protocol, url: url.href };
}

/** An address without what may be secret in it: for reports and lines. */
export function withoutCredentials(address: string): string {
  // gRPC takes an address without a scheme, which has no room for credentials.
  if (!/^https?:/.test(address)) return address;
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}

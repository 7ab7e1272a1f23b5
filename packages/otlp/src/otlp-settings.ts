/** The variables of OTLP for one signal, one row each. Headers and certificates are read where they are sent. */
import {
  countFromText,
  resolveSettings,
  type Environment,
  type Setting,
  type Values,
} from '@spanwise/core';

/** One of the three kinds of telemetry. */
export type SignalName = 'traces' | 'metrics' | 'logs';

/** The protocols of OTLP. */
export type OtlpProtocol = 'grpc' | 'http/protobuf' | 'http/json';

/** All protocols of OTLP. */
export const OTLP_PROTOCOLS: readonly OtlpProtocol[] = ['grpc', 'http/protobuf', 'http/json'];

interface OtlpSettings {
  readonly protocol: Setting<OtlpProtocol | undefined>;
  /** The whole address of this signal. */
  readonly endpoint: Setting<string | undefined>;
  /** The base address of all signals. */
  readonly baseEndpoint: Setting<string | undefined>;
  readonly compression: Setting<'gzip' | 'none'>;
  readonly timeoutMillis: Setting<number>;
}

/** What the environment says about OTLP for one signal. */
export type OtlpEnvironment = Values<OtlpSettings>;

/** The variables of addresses, compression and time, which are read here. */
export function otlpVariables(signal: SignalName): string[] {
  return ['ENDPOINT', 'COMPRESSION', 'TIMEOUT'].flatMap((name) => [
    `OTEL_EXPORTER_OTLP_${name}`,
    `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${name}`,
  ]);
}

/** Reads `OTEL_EXPORTER_OTLP_[SIGNAL_]*`. What is unusable is said in one line; it throws under `SPANWISE_STRICT=1`. */
export function readOtlpEnvironment(signal: SignalName, environment: Environment): OtlpEnvironment {
  const own = `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}`;
  const shared = 'OTEL_EXPORTER_OTLP';
  const address = { option: '', default: undefined, fromOption: () => undefined, secret: true };
  const settings: OtlpSettings = {
    protocol: {
      option: '',
      variables: [`${own}_PROTOCOL`, `${shared}_PROTOCOL`],
      default: undefined,
      defaultText: 'gRPC when no endpoint is set or its port is 4317, else http/protobuf',
      description: 'The protocol of OTLP.',
      accepts: OTLP_PROTOCOLS.map((protocol) => `\`${protocol}\``).join(', '),
      fromOption: () => undefined,
      fromText: (text) => OTLP_PROTOCOLS.find((protocol) => protocol === text.trim()),
    },
    endpoint: {
      ...address,
      variables: [`${own}_ENDPOINT`],
      defaultText: `what ${shared}_ENDPOINT says, else localhost`,
      description: 'Where this signal is sent.',
      accepts: 'an address with its scheme, such as `http://localhost:4318/v1/traces`',
      fromText: addressFromText,
    },
    baseEndpoint: {
      ...address,
      variables: [`${shared}_ENDPOINT`],
      defaultText: 'localhost',
      description: 'Where signals are sent.',
      accepts: 'an address with its scheme, such as `http://localhost:4318`',
      fromText: addressFromText,
    },
    compression: {
      option: '',
      variables: [`${own}_COMPRESSION`, `${shared}_COMPRESSION`],
      default: 'none',
      description: 'Whether requests are compressed.',
      accepts: '`gzip` or `none`',
      fromOption: () => undefined,
      fromText: (text) => (['gzip', 'none'] as const).find((name) => name === text.trim()),
    },
    timeoutMillis: {
      option: '',
      variables: [`${own}_TIMEOUT`, `${shared}_TIMEOUT`],
      default: 10_000,
      description: 'How long one request may take, in milliseconds.',
      accepts: 'a whole number from 1 on',
      fromOption: () => undefined,
      fromText: countFromText,
    },
  };
  return resolveSettings(settings, {}, environment);
}

/** An address of HTTP, or `host:4317`, which only gRPC takes without a scheme. */
function addressFromText(text: string): string | undefined {
  const address = text.trim();
  if (/^[^/:\s]+:4317$/.test(address)) return address;
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol) ? address : undefined;
}

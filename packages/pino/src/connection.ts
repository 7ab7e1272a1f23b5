/** How a receiver is reached: what the variables of OTLP say about headers and certificates. */
import { readFileSync } from 'node:fs';
import { report } from '@spanwise/core';

/** Certificates and keys, as they are in their files. */
export interface Certificates {
  readonly ca?: Buffer | undefined;
  readonly key?: Buffer | undefined;
  readonly cert?: Buffer | undefined;
}

/** What a sender connects with. Secret: never printed. */
export interface Connection {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly isCompressed: boolean;
  readonly timeoutMillis: number;
  readonly certificates: Certificates;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A variable for logs, else for all signals. */
export function variable(environment: Environment, name: string): string | undefined {
  return (
    environment[`OTEL_EXPORTER_OTLP_LOGS_${name}`] ||
    environment[`OTEL_EXPORTER_OTLP_${name}`] ||
    undefined
  );
}

/** `name=value,name=value`, percent-encoded; those for logs win. What cannot be read is said, without its value. */
export function readHeaders(environment: Environment): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_LOGS_HEADERS']) {
    for (const pair of (environment[name] ?? '').split(',')) {
      if (pair.trim() === '') continue;
      const at = pair.indexOf('=');
      const header = pair.slice(0, at).trim().toLowerCase();
      try {
        if (at < 1 || !/^[\w!#$%&'*+.^`|~-]+$/.test(header)) throw new Error('no header');
        headers[header] = decodeURIComponent(pair.slice(at + 1).trim());
      } catch {
        report('configuration', `an entry of ${name} is no header: it is left out`);
      }
    }
  }
  return headers;
}

/** Reads what `OTEL_EXPORTER_OTLP_CERTIFICATE` and its siblings name. */
export function readCertificates(environment: Environment): Certificates {
  const read = (name: string): Buffer | undefined => {
    const file = variable(environment, name);
    return file === undefined ? undefined : readFileSync(file);
  };
  return { ca: read('CERTIFICATE'), key: read('CLIENT_KEY'), cert: read('CLIENT_CERTIFICATE') };
}

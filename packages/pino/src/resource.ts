/** What the process is: the resource of its log records. */
import { hostname } from 'node:os';
import { report } from '@spanwise/core';
import { packageName } from '@spanwise/otlp';
import { ATTR_HOST_NAME, ATTR_PROCESS_PID, ATTR_SERVICE_NAME } from '@spanwise/semconv';
import type { TransportOptions } from './options.ts';

type Attributes = Record<string, string | number | boolean>;

/** The resource: host and process, then the environment's, then the options'. */
export function resourceOf(
  options: TransportOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Attributes {
  const fromEnvironment = readAttributes(environment['OTEL_RESOURCE_ATTRIBUTES'] ?? '');
  return {
    [ATTR_HOST_NAME]: hostname(),
    [ATTR_PROCESS_PID]: process.pid,
    ...fromEnvironment,
    ...options.resource,
    [ATTR_SERVICE_NAME]:
      options.serviceName ??
      options.resource?.[ATTR_SERVICE_NAME] ??
      (environment['OTEL_SERVICE_NAME'] ||
        (fromEnvironment[ATTR_SERVICE_NAME] ?? packageName() ?? 'unknown_service:node')),
  };
}

/** `name=value,name=value`, percent-encoded. By the specification one that cannot be read discards all. */
function readAttributes(list: string): Attributes {
  try {
    return Object.fromEntries(
      list
        .split(',')
        .filter((pair) => pair.trim() !== '')
        .map((pair) => {
          const at = pair.indexOf('=');
          if (at < 1) throw new Error('no attribute');
          return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
        }),
    );
  } catch {
    report('configuration', 'OTEL_RESOURCE_ATTRIBUTES cannot be read: it is left out');
    return {};
  }
}

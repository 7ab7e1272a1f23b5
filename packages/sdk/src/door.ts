/** The one door to the SDK: nothing that is imported at start imports it, so that a wrong API version cannot stop the application. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as grpc from '@grpc/grpc-js';
import type * as contextHooks from '@opentelemetry/context-async-hooks';
import type * as core from '@opentelemetry/core';
import type * as resources from '@opentelemetry/resources';
import type * as sdkLogs from '@opentelemetry/sdk-logs';
import type * as sdkMetrics from '@opentelemetry/sdk-metrics';
import type * as sdkTrace from '@opentelemetry/sdk-trace';
import type * as genaiPrices from '@pydantic/genai-prices';

// A bundle in CommonJS has no address of its own; its packages are then found from where the application runs.
const require: NodeJS.Require = createRequire(
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion
  (import.meta.url as string | undefined) ?? join(process.cwd(), 'bundle.cjs'),
);

/** The SDK's packages. */
export interface Sdk {
  readonly trace: typeof sdkTrace;
  readonly metrics: typeof sdkMetrics;
  readonly logs: typeof sdkLogs;
  readonly resources: typeof resources;
  readonly core: typeof core;
  readonly contextHooks: typeof contextHooks;
}

/** Loads the SDK, synchronously: no span that starts after `instrument()` is lost. */
export function loadSdk(): Sdk {
  return {
    trace: require('@opentelemetry/sdk-trace') as typeof sdkTrace,
    metrics: require('@opentelemetry/sdk-metrics') as typeof sdkMetrics,
    logs: require('@opentelemetry/sdk-logs') as typeof sdkLogs,
    resources: require('@opentelemetry/resources') as typeof resources,
    core: require('@opentelemetry/core') as typeof core,
    contextHooks: require('@opentelemetry/context-async-hooks') as typeof contextHooks,
  };
}

/** An exporter's constructor. */
export type ExporterConstructor = new (options: Record<string, unknown>) => object;

/** Loads one OTLP exporter's class. gRPC takes about 60 ms, so this is done at the first export. */
export function loadExporter(
  signal: 'trace' | 'metrics' | 'logs',
  transport: 'grpc' | 'proto' | 'http',
): ExporterConstructor {
  const className = {
    trace: 'OTLPTraceExporter',
    metrics: 'OTLPMetricExporter',
    logs: 'OTLPLogExporter',
  }[signal];
  const exports = require(`@opentelemetry/exporter-${signal}-otlp-${transport}`) as Record<
    string,
    ExporterConstructor
  >;
  return exports[className]!;
}

/** Loads the price table, synchronously: a call that ends needs its cost at once. */
export function loadPrices(): typeof genaiPrices {
  return require('@pydantic/genai-prices') as typeof genaiPrices;
}

/** Headers in the type that the gRPC exporters take. */
export function grpcMetadata(headers: Readonly<Record<string, string>>): object {
  const { Metadata } = require('@grpc/grpc-js') as typeof grpc;
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return metadata;
}

/** The version of the API that this package's imports reach; the SDK needs 1.10. */
export function apiVersion(): string | undefined {
  return apiVersionFrom(require);
}

/** The version of the API that the application's main file reaches. Absent: none was found there. */
export function applicationApiVersion(): string | undefined {
  return apiVersionFrom(createRequire(process.argv[1] ?? join(process.cwd(), 'main.js')));
}

function apiVersionFrom(from: NodeJS.Require): string | undefined {
  try {
    const entry = from.resolve('@opentelemetry/api').replaceAll('\\', '/');
    const marker = '/@opentelemetry/api/';
    const root = entry.slice(0, entry.lastIndexOf(marker) + marker.length);
    return (JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string }).version;
  } catch {
    return undefined;
  }
}

/** Tracers and instruments of one scope, found anew when somebody registers another provider. */
import * as api from '@opentelemetry/api';
import type {
  Attributes,
  Context,
  Counter,
  Histogram,
  Meter,
  MeterProvider,
  Tracer,
  TracerProvider,
} from '@opentelemetry/api';
import { NAME_SETS, type MetricSpec } from '@spanwise/semconv';
import { safely } from '../safely.ts';
import type { NameSetChoice } from '../settings.ts';
import { apiGlobal } from './api-global.ts';
import { loggerProvider } from './logger-provider.ts';
import { observeSelf } from './self-metrics.ts';

/** The instrumentation scope of what is recorded, and the providers that somebody set for it alone. */
export interface Scope {
  /** The package's name. */
  readonly name: string;
  readonly version: string;
  tracerProvider?: TracerProvider | undefined;
  meterProvider?: MeterProvider | undefined;
  /** Found on first use and kept while the providers stay the same. */
  telemetry?: Telemetry | undefined;
}

type Instrument = { record: (value: number, attributes: Attributes, within: Context) => void };

/** What one scope records with. */
export interface Telemetry {
  readonly names: NameSetChoice;
  readonly tracerProvider: TracerProvider | undefined;
  readonly meterProvider: MeterProvider | undefined;
  readonly tracer: Tracer | undefined;
  readonly meter: Meter | undefined;
  readonly instruments: Map<string, Instrument>;
  /** Whether spans of this provider keep structured attributes. Absent until the first one is tried. */
  structured: boolean | undefined;
}

/** The tracer and meter of a scope; `undefined` when nobody takes any signal, so that a call costs nothing. */
export function telemetryOf(scope: Scope, names: NameSetChoice): Telemetry | undefined {
  const registered = apiGlobal();
  const hasTracer = scope.tracerProvider ?? registered?.trace;
  const hasMeter = scope.meterProvider ?? registered?.metrics;
  if (hasTracer === undefined && hasMeter === undefined && loggerProvider() === undefined)
    return undefined;
  const known = scope.telemetry;
  if (
    known !== undefined &&
    known.tracerProvider === hasTracer &&
    known.meterProvider === hasMeter &&
    known.names === names
  ) {
    return known;
  }
  const options = names === 'both' ? undefined : { schemaUrl: NAME_SETS[names].schemaUrl };
  // Through the API, not the global itself: it refuses a provider that another version registered.
  const tracers = hasTracer && (scope.tracerProvider ?? api.trace.getTracerProvider());
  const meters = hasMeter && (scope.meterProvider ?? api.metrics.getMeterProvider());
  if (meters) safely('observing Spanwise itself', () => observeSelf(meters));
  return (scope.telemetry = {
    names,
    tracerProvider: hasTracer,
    meterProvider: hasMeter,
    tracer: tracers?.getTracer(scope.name, scope.version, options),
    meter: meters?.getMeter(scope.name, scope.version, options),
    instruments: new Map(),
    // SDK 2, which alone stands on an API without logs, warns of each structure that it is given.
    structured: 'logs' in api ? undefined : false,
  });
}

/** Records a value on an instrument, made on first use as its row in the registry says, under the given name. */
export function recordMetric(
  telemetry: Telemetry,
  spec: MetricSpec,
  value: number,
  attributes: Attributes,
  within: Context,
  name: string = spec.name,
): void {
  if (telemetry.meter === undefined) return;
  let instrument = telemetry.instruments.get(name);
  if (instrument === undefined) {
    instrument = createInstrument(telemetry.meter, name, spec);
    telemetry.instruments.set(name, instrument);
  }
  instrument.record(value, attributes, within);
}

function createInstrument(meter: Meter, name: string, spec: MetricSpec): Instrument {
  const options = {
    unit: spec.unit,
    description: spec.description,
    valueType: spec.valueType === 'int' ? 0 : 1,
    ...(spec.buckets && { advice: { explicitBucketBoundaries: [...spec.buckets] } }),
  };
  if (spec.instrument === 'histogram') {
    const histogram: Histogram = meter.createHistogram(name, options);
    return { record: (value, attributes, within) => histogram.record(value, attributes, within) };
  }
  const counter: Counter = meter.createCounter(name, options);
  return { record: (value, attributes, within) => counter.add(value, attributes, within) };
}

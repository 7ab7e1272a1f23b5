/** The instrumentation class, as `registerInstrumentations` of OpenTelemetry uses it. */
import { metrics, trace, type MeterProvider, type TracerProvider } from '@opentelemetry/api';
import { recordTelemetry } from '@spanwise/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { defineAdapter, operation, type AdapterEntry } from './adapter/adapter.ts';
import { attach } from './attach/attach.ts';
import { AdapterInstrumentation } from './instrumentation.ts';

const module = { name: 'acme', versions: '>=1' };
const entry: AdapterEntry = {
  id: 'acme',
  packageName: '@spanwise/instrumentation-acme',
  packageVersion: '1',
  module,
  load: () =>
    defineAdapter({
      provider: 'acme',
      module,
      operations: [operation({ name: 'chat', method: 'ask', request: () => ({ model: 'm' }) })],
    }),
};

class Client {
  ask(body: object): string {
    return body ? 'answer' : '';
  }
}

afterEach(() => attach({ adapters: [] }).disable());

function start(): AdapterInstrumentation {
  const instrumentation = new AdapterInstrumentation(entry);
  attach({ adapters: [], modules: { acme: Client } });
  return instrumentation;
}

it('records by what is registered after it was given what was registered before', async () => {
  const instrumentation = start();
  // Before an application registers a provider, these do nothing, for ever.
  instrumentation.setTracerProvider(trace.getTracerProvider());
  instrumentation.setMeterProvider(metrics.getMeterProvider());
  const recorded = recordTelemetry();
  new Client().ask({});
  expect(recorded.spans().map(({ name }) => name)).toEqual(['chat m']);
  expect((await recorded.metrics()).length).toBeGreaterThan(0);
  await recorded.stop();
});

it('records by a provider of its own, whatever is registered', async () => {
  const instrumentation = start();
  const recorded = recordTelemetry();
  const getTracer = vi.fn<TracerProvider['getTracer']>(() => trace.getTracer('own'));
  const getMeter = vi.fn<MeterProvider['getMeter']>(() => metrics.getMeter('own'));
  instrumentation.setTracerProvider({ getTracer });
  instrumentation.setMeterProvider({ getMeter });
  new Client().ask({});
  expect(getTracer).toHaveBeenCalledOnce();
  expect(getMeter).toHaveBeenCalled();
  expect(recorded.spans()).toHaveLength(1);
  await recorded.stop();
});

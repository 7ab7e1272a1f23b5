/** What every signal is marked with. */
import { diag, trace } from '@opentelemetry/api';
import { instrument, none, type InstrumentOptions, type Spanwise } from 'spanwise';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collectSpans, listen } from './collect.ts';
import { clearEnvironment } from './environment.ts';

let spanwise: Spanwise | undefined;

beforeEach(() => {
  clearEnvironment();
  listen();
});
afterEach(async () => {
  await spanwise?.shutdown();
  spanwise = undefined;
  diag.disable();
  vi.unstubAllEnvs();
});

const resourceOf = async (
  options: InstrumentOptions,
): Promise<Readonly<Record<string, unknown>>> => {
  const spans = collectSpans();
  spanwise = instrument({
    destinations: [none()],
    instrumentations: { http: false },
    spanProcessors: [spans],
    ...options,
  });
  trace.getTracer('test').startSpan('a span').end();
  const { resource } = spans.spans[0]!;
  await resource.waitForAsyncAttributes?.();
  return resource.attributes;
};

describe('the name of the service', () => {
  it.each([
    [
      'the option',
      { serviceName: 'option', resource: { 'service.name': 'resource' } },
      {
        OTEL_SERVICE_NAME: 'variable',
        OTEL_RESOURCE_ATTRIBUTES: 'service.name=attributes',
      },
      'option',
    ],
    [
      'OTEL_SERVICE_NAME',
      { resource: { 'service.name': 'resource' } },
      {
        OTEL_SERVICE_NAME: 'variable',
        OTEL_RESOURCE_ATTRIBUTES: 'service.name=attributes',
      },
      'variable',
    ],
    [
      'the option "resource"',
      { resource: { 'service.name': 'resource' } },
      { OTEL_RESOURCE_ATTRIBUTES: 'service.name=attributes' },
      'resource',
    ],
    [
      'OTEL_RESOURCE_ATTRIBUTES',
      {},
      { OTEL_RESOURCE_ATTRIBUTES: 'service.name=attributes' },
      'attributes',
    ],
    // The test runner is installed, so the name is that of the working directory.
    ["the application's package.json", {}, {}, 'spanwise-monorepo'],
  ])('is taken from %s', async (_name, options, environment, expected) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    expect((await resourceOf(options))['service.name']).toBe(expected);
  });
});

describe('the resource', () => {
  it('has SDK, host, process and what the environment and the options add', async () => {
    vi.stubEnv('OTEL_RESOURCE_ATTRIBUTES', 'deployment.environment.name=test,team=desk');
    expect(await resourceOf({ resource: { team: 'support', replica: 2 } })).toMatchObject({
      'telemetry.sdk.language': 'nodejs',
      'host.name': expect.any(String),
      'process.pid': process.pid,
      'process.runtime.name': 'nodejs',
      'service.instance.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'deployment.environment.name': 'test',
      team: 'support',
      replica: 2,
    });
  });

  it('has no command line, where people put secrets', async () => {
    const attributes = await resourceOf({});
    expect(
      Object.keys(attributes).filter((name) => /^process\.(command|owner)/.test(name)),
    ).toEqual([]);
  });
});

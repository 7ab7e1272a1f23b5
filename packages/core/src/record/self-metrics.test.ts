/** What Spanwise counts of itself reaches whoever collects metrics. */
import { recordTelemetry } from '@spanwise/testing';
import { expect, it } from 'vitest';
import { safely } from '../safely.ts';
import { countDropped } from '../count-dropped.ts';
import { state } from '../state.ts';
import { telemetryOf } from './telemetry.ts';

it('is read when metrics are collected, once for each provider', async () => {
  const recorded = recordTelemetry();
  try {
    telemetryOf({ name: 'first', version: '1' }, '2026-10');
    telemetryOf({ name: 'second', version: '1' }, '2026-10');
    const before = state().dropped.get('self-metrics test') ?? 0;
    countDropped('self-metrics test', 3);
    safely('self-metrics test', () => {
      throw new Error('mine');
    });
    const points = (await recorded.selfMetrics()).map(({ name, attributes, value }) => [
      name,
      Object.values(attributes)[0],
      value,
    ]);
    expect(points).toContainEqual(['spanwise.telemetry.dropped', 'self-metrics test', before + 3]);
    expect(points).toContainEqual(['spanwise.internal.failures', 'self-metrics test', 1]);
    expect(points.filter(([, what]) => what === 'self-metrics test')).toHaveLength(2);
    expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  } finally {
    state().failures.delete('self-metrics test');
    await recorded.stop();
  }
});

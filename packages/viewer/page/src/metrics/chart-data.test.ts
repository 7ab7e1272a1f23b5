import { describe, expect, it } from 'vitest';
import type { Metric, MetricSeries } from '../../../src/api.ts';
import { chartData, mostLines, nameOf, unitWords } from './chart-data.ts';

function series(
  model: string,
  count: number,
  ...points: MetricSeries['points'][number][]
): MetricSeries {
  return { attributes: model === '' ? {} : { model }, points, whole: { at: 0, value: 0, count } };
}

function metric(...all: MetricSeries[]): Metric {
  return { series: all } as unknown as Metric;
}

describe('chartData', () => {
  it('draws three percentiles of one series', () => {
    const data = chartData(
      metric(series('', 3, { at: 10, value: 4, p50: 1, p90: 2, p99: 3 }, { at: 20, value: 0 })),
      'percentiles',
    );
    expect(data.times).toEqual([10, 20]);
    expect(data.lines.map(({ name, values }) => [name, values])).toEqual([
      ['p50', [1, undefined]],
      ['p90', [2, undefined]],
      ['p99', [3, undefined]],
    ]);
  });

  it('puts series of different times on one axis, the largest first, with gaps', () => {
    const data = chartData(
      metric(
        series('small', 1, { at: 20, value: 7 }),
        series('large', 9, { at: 10, value: 1 }, { at: 30, value: 3 }),
      ),
      'value',
    );
    expect(data.times).toEqual([10, 20, 30]);
    expect(data.lines.map(({ name, values }) => [name, values])).toEqual([
      ['large', [1, undefined, 3]],
      ['small', [undefined, 7, undefined]],
    ]);
  });

  it('draws no more lines than can be told apart', () => {
    const many = Array.from({ length: 20 }, (_, index) => series(`m${index}`, index));
    expect(chartData(metric(...many), 'value').lines).toHaveLength(mostLines);
  });
});

describe('nameOf', () => {
  it('names a series by its values', () => {
    expect([nameOf(series('gpt', 1)), nameOf(series('', 1))]).toEqual(['gpt', 'all']);
    expect(nameOf({ ...series('', 1), attributes: { model: null } })).toBe('none');
  });
});

describe('unitWords', () => {
  it('says units as people do', () => {
    expect(['{token}', 's', '1'].map(unitWords)).toEqual(['tokens', 's', '']);
  });
});

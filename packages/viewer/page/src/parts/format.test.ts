import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCost,
  formatCount,
  formatDuration,
  formatMoment,
  formatShare,
  formatShortCount,
} from './format.ts';

describe('format', () => {
  it.each([
    [0, '0 ms'],
    [0.42, '0.42 ms'],
    [9.96, '10 ms'],
    [38.4, '38 ms'],
    [999.4, '999 ms'],
    [999.6, '1 s'],
    [1240, '1.24 s'],
    [12_340, '12.3 s'],
    [59_949, '59.9 s'],
    [185_000, '3 min 5 s'],
    [7_380_000, '2 h 3 min'],
    [-5, '−5 ms'],
  ])('writes %d ms as %s', (millis, text) => {
    expect(formatDuration(millis)).toBe(text);
  });

  it.each([
    [0.000421, 'USD', '$0.000421'],
    [0.0123456, 'USD', '$0.0123'],
    [1.2, 'EUR', '€1.20'],
    [0, 'USD', '$0.00'],
    [3, 'tokens', '3 tokens'],
  ])('writes %d %s as %s', (amount, currency, text) => {
    expect(formatCost(amount, currency)).toBe(text);
  });

  it('writes counts, sizes and shares', () => {
    expect(formatCount(12_345)).toBe('12,345');
    expect([formatShortCount(9_999), formatShortCount(12_345)]).toEqual(['9,999', '12.3K']);
    expect([
      formatBytes(512),
      formatBytes(1_400),
      formatBytes(14_000),
      formatBytes(1_200_000),
    ]).toEqual(['512 B', '1.4 kB', '14 kB', '1.2 MB']);
    expect([formatShare(0), formatShare(0.004), formatShare(0.4)]).toEqual(['0%', '<1%', '40%']);
  });

  it('leaves the day out of a moment of today', () => {
    const now = new Date(2026, 5, 1, 12, 0, 0).getTime();
    expect(formatMoment(new Date(2026, 5, 1, 9, 30, 5).getTime(), now)).toBe('09:30:05');
    expect(formatMoment(new Date(2026, 4, 31, 9, 30, 5).getTime(), now)).toBe('31 May, 09:30');
  });
});

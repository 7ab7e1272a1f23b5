/** A chart of lines over time. */
import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import UPlot from 'uplot';
import { formatMoment } from '../parts/format.ts';
import type { ChartData } from './chart-data.ts';
import './chart.css';

const height = 190;

/** The variables of `page.css` that lines take their colours from, in their order. */
const colors = ['model', 'tool', 'retrieval', 'agent', 'database', 'messaging', 'memory', 'other'];

/** Draws the chart. It is a picture: what it shows stands in a table beside it. */
export function Chart({
  data,
  write,
  label,
}: {
  readonly data: ChartData;
  /** A value with its unit. */
  readonly write: (value: number) => string;
  /** What it shows, for screen readers. */
  readonly label: string;
}): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const { colorScheme } = useMantineColorScheme();
  useEffect(() => {
    const element = place.current!;
    const style = getComputedStyle(element);
    // A canvas knows no variables: their values are read when the colours change.
    const color = (name: string): string => resolveColor(element, style.getPropertyValue(name));
    const axis: UPlot.Axis = {
      stroke: color('--muted'),
      grid: { stroke: color('--line'), width: 1 },
      ticks: { show: false },
      font: '11px system-ui, sans-serif',
    };
    const chart = new UPlot(
      {
        width: element.clientWidth,
        height,
        cursor: { y: false, points: { size: 7 } },
        series: [
          { label: 'Time', value: (_, time) => (time === null ? '' : formatMoment(time)) },
          ...data.lines.map(({ name, color: index, values }): UPlot.Series => ({
            label: name,
            stroke: color(`--kind-${colors[index % colors.length]}`),
            width: 2,
            spanGaps: true,
            points: { show: values.filter((value) => value !== undefined).length < 30, size: 5 },
            value: (_, value) => (value === null || value === undefined ? '' : write(value)),
          })),
        ],
        axes: [
          {
            ...axis,
            size: 28,
            space: 80,
            values: (_, times) => times.map((time) => formatMoment(time)),
          },
          { ...axis, size: 84, values: (_, values) => values.map(write) },
        ],
        scales: {
          // One moment alone stands in the middle of a minute.
          x: {
            time: false,
            range: (_, from, to) => (from === to ? [from - 30_000, to + 30_000] : [from, to]),
          },
          y: { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.1 : 1] },
        },
      },
      [[...data.times], ...data.lines.map(({ values }) => [...values])],
      element,
    );
    const watcher = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      chart.destroy();
    };
    // The colours are read from the page: they change with its scheme.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [data, write, colorScheme]);
  return <div ref={place} className="chart" role="img" aria-label={label} />;
}

/** `light-dark()` and `var()` as a colour that a canvas takes. */
function resolveColor(element: HTMLElement, value: string): string {
  const probe = element.appendChild(document.createElement('i'));
  probe.style.color = value;
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

/** Charts of the metrics that arrived. */
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import {
  ATTR_GEN_AI_AGENT_NAME,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_SPANWISE_TENANT_ID,
} from '@spanwise/semconv';
import type { MetricPoint, MetricSummary } from '../../../src/api.ts';
import { useMetric, useMetrics } from '../api/queries.ts';
import { Fold } from '../parts/fold.tsx';
import { formatCount, formatDuration, formatShortCount } from '../parts/format.ts';
import { Failed, Nothing, Waiting } from '../parts/problem.tsx';
import { makeVisible } from '../parts/visible-text.ts';
import { Chart } from './chart.tsx';
import { chartData, nameOf, unitWords, type Measure } from './chart-data.ts';
import styles from './metrics-view.module.css';

const groupings: readonly { value: string; label: string }[] = [
  { value: '', label: 'All together' },
  { value: ATTR_GEN_AI_REQUEST_MODEL, label: 'By model' },
  { value: ATTR_SPANWISE_TENANT_ID, label: 'By tenant' },
  { value: ATTR_GEN_AI_PROVIDER_NAME, label: 'By provider' },
  { value: ATTR_GEN_AI_OPERATION_NAME, label: 'By operation' },
  { value: ATTR_GEN_AI_AGENT_NAME, label: 'By agent' },
];

/** Shows a chart for each metric. */
export function MetricsView(): ReactNode {
  const { data, error, refetch } = useMetrics();
  const [values, setValues] = useSearchParams();
  const by = groupings.find(({ value }) => value === values.get('by'))?.value ?? '';
  const [scope, setScope] = useState('standard');
  const shown = useMemo(
    () => (data ?? []).filter(({ isStandard }) => scope === 'all' || isStandard),
    [data, scope],
  );
  return (
    <section className={styles.view} aria-label="Metrics">
      <header className={styles.header}>
        <h1>Metrics</h1>
        <NativeSelect
          size="xs"
          aria-label="Group by"
          value={by}
          data={[...groupings]}
          onChange={(event) =>
            setValues(event.currentTarget.value === '' ? {} : { by: event.currentTarget.value }, {
              replace: true,
            })
          }
        />
        <SegmentedControl
          size="xs"
          aria-label="Which metrics"
          value={scope}
          onChange={setScope}
          data={[
            { value: 'standard', label: 'Of the conventions' },
            { value: 'all', label: 'All' },
          ]}
        />
      </header>
      {error ? <Failed error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Waiting /> : null}
      {data && shown.length === 0 ? (
        <Nothing icon={<IconChartHistogram size={28} />} title="No metrics yet">
          An application sends them every few seconds, and when it stops.
        </Nothing>
      ) : null}
      <div className={styles.grid}>
        {shown.map((metric) => (
          <MetricCard
            key={metric.name}
            summary={metric}
            by={metric.attributes.includes(by) ? by : ''}
          />
        ))}
      </div>
    </section>
  );
}

function MetricCard({
  summary,
  by,
}: {
  readonly summary: MetricSummary;
  readonly by: string;
}): ReactNode {
  const { data: metric, error } = useMetric(summary.name, { by: by || undefined });
  const isHistogram = summary.type === 'histogram';
  const [percentile, setPercentile] = useState<'p50' | 'p90' | 'p99'>('p90');
  const measure: Measure = isHistogram ? (by === '' ? 'percentiles' : percentile) : 'value';
  const data = useMemo(() => metric && chartData(metric, measure), [metric, measure]);
  const write = useMemo(() => writerOf(summary.unit), [summary.unit]);
  return (
    <article className={styles.card} aria-label={summary.name}>
      <header>
        <h2>{makeVisible(summary.name)}</h2>
        {isHistogram && by !== '' ? (
          <SegmentedControl
            size="xs"
            aria-label="Percentile"
            value={percentile}
            onChange={(value) => setPercentile(value)}
            data={['p50', 'p90', 'p99']}
          />
        ) : null}
      </header>
      {summary.description ? <p>{makeVisible(summary.description)}</p> : null}
      {error ? <Failed error={error} /> : null}
      {!metric && !error ? <Waiting /> : null}
      {data && data.times.length > 0 ? (
        <Chart data={data} write={write} label={`${summary.name} over time`} />
      ) : null}
      {metric && data?.times.length === 0 ? <Nothing title="No points" /> : null}
      {metric ? (
        <Fold
          title="Over the whole time"
          summary={
            metric.series.length === 1
              ? wholeWords(metric.series[0]!.whole, isHistogram, write)
              : `${metric.series.length} series`
          }
        >
          <div className={styles.scroll}>
            <table>
              <thead>
                <tr>
                  <th scope="col">series</th>
                  {isHistogram ? <th scope="col">count</th> : null}
                  <th scope="col">{summary.type === 'gauge' ? 'last' : 'sum'}</th>
                  {isHistogram ? (
                    <>
                      <th scope="col">p50</th>
                      <th scope="col">p90</th>
                      <th scope="col">p99</th>
                    </>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {metric.series.map((series, index) => (
                  <tr key={index}>
                    <th scope="row">{makeVisible(nameOf(series))}</th>
                    {isHistogram ? <td>{formatCount(series.whole.count ?? 0)}</td> : null}
                    <td>{write(series.whole.value)}</td>
                    {isHistogram
                      ? [series.whole.p50, series.whole.p90, series.whole.p99].map((value, at) => (
                          <td key={at}>{value === undefined ? '' : write(value)}</td>
                        ))
                      : null}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Fold>
      ) : null}
    </article>
  );
}

function wholeWords(
  whole: MetricPoint,
  isHistogram: boolean,
  write: (value: number) => string,
): string {
  if (!isHistogram) return write(whole.value);
  return [
    `${formatCount(whole.count ?? 0)} values`,
    whole.p50 === undefined ? undefined : `p50 ${write(whole.p50)}`,
    whole.p99 === undefined ? undefined : `p99 ${write(whole.p99)}`,
  ]
    .filter((words) => words !== undefined)
    .join(' · ');
}

function writerOf(unit: string): (value: number) => string {
  if (unit === 's') return (value) => formatDuration(value * 1000);
  if (unit === 'ms') return formatDuration;
  const words = unitWords(unit);
  return (value) => {
    const digits =
      value !== 0 && Math.abs(value) < 1
        ? value.toPrecision(3)
        : formatShortCount(
            Math.abs(value) < 10 ? Math.round(value * 100) / 100 : Math.round(value),
          );
    return words === '' ? digits : `${digits} ${words}`;
  };
}

/** How long the queries of the boards take on a day of 10,000 calls a minute, as a table. Run by hand. */
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as semconv from '@spanwise/semconv';
import { boards } from '../../dashboards/src/boards.ts';
import { fillIn } from '../../dashboards/src/fill-in.ts';
import { labelOf, seriesOf } from '../../dashboards/src/series.ts';
import { startStack } from './stack.ts';

const HOURS = 24;
/** What an SDK exports unasked, and what Grafana asks for at the width of a screen. */
const EXPORT_SECONDS = 60;
const STEP_SECONDS = 120;
const CALLS_A_MINUTE = 10_000;
const SERVICES = 5;
const INSTANCES = 2;
const MODELS = 4;
const ROUNDS = 3;

const HISTOGRAMS: readonly semconv.MetricName[] = [
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_DURATION,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_INPUT_TOKENS,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_OUTPUT_TOKENS,
];
const COUNTERS: readonly semconv.MetricName[] = [
  semconv.METRIC_SPANWISE_CLIENT_COST,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_INPUT_TOKENS,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_OUTPUT_TOKENS,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_READ_INPUT_TOKENS,
];

/** Writes what the services would have sent. Returns how many series that are. */
async function writeHistory(file: string, end: number): Promise<number> {
  const output = createWriteStream(file);
  const points = (HOURS * 3600) / EXPORT_SECONDS;
  const perPoint = (CALLS_A_MINUTE * EXPORT_SECONDS) / 60 / (SERVICES * INSTANCES * MODELS);
  let series = 0;
  const write = async (name: string, labels: string, growth: number): Promise<void> => {
    series += 1;
    const lines = Array.from(
      { length: points },
      (_, index) =>
        `${name}{${labels}} ${index * growth} ${end - (points - index) * EXPORT_SECONDS}\n`,
    );
    if (!output.write(lines.join(''))) await once(output, 'drain');
  };
  const labelSets = Array.from({ length: SERVICES * INSTANCES * MODELS }, (_, index) => {
    const service = Math.floor(index / INSTANCES / MODELS);
    return [
      `job="service-${service}"`,
      `instance="${Math.floor(index / MODELS)}"`,
      `${labelOf(semconv.ATTR_GEN_AI_OPERATION_NAME)}="chat"`,
      `${labelOf(semconv.ATTR_GEN_AI_PROVIDER_NAME)}="openai"`,
      `${labelOf(semconv.ATTR_GEN_AI_REQUEST_MODEL)}="model-${index % MODELS}"`,
    ].join(',');
  });
  for (const metric of HISTOGRAMS) {
    const spec = semconv.allMetrics()[metric];
    const name = seriesOf(spec);
    const buckets = [...(spec.buckets ?? []), '+Inf'];
    output.write(`# TYPE ${name} histogram\n`);
    for (const labels of labelSets) {
      for (const [index, le] of buckets.entries())
        await write(
          `${name}_bucket`,
          `${labels},le="${le}"`,
          (perPoint * (index + 1)) / buckets.length,
        );
      await write(`${name}_count`, labels, perPoint);
      await write(`${name}_sum`, labels, perPoint * 2);
    }
  }
  for (const metric of COUNTERS) {
    const name = seriesOf(semconv.allMetrics()[metric]);
    output.write(`# TYPE ${name.replace(/_total$/, '')} counter\n`);
    for (const labels of labelSets)
      await write(
        name,
        `${labels},${labelOf(semconv.ATTR_SPANWISE_COST_CURRENCY)}="USD"`,
        perPoint / 100,
      );
  }
  output.end('# EOF\n');
  await once(output, 'close');
  return series;
}

const folder = mkdtempSync(join(tmpdir(), 'spanwise-speed-'));
const historyFile = join(folder, 'metrics.txt');
const end = Math.floor(Date.now() / 1000);
try {
  const series = await writeHistory(historyFile, end);
  const stack = await startStack({ servers: ['prometheus'], historyFile });
  try {
    console.log(`${series} series over ${HOURS} h; the least of ${ROUNDS} rounds`);
    const times: { query: string; millis: number; rows: number }[] = [];
    for (const { uid, rows } of boards) {
      for (const panel of rows.flatMap((row) => row.panels)) {
        if (panel.store === 'loki') continue;
        for (const { expression, legend = '' } of panel.queries) {
          const query = fillIn(expression, {
            __range: `${HOURS}h`,
            __rate_interval: `${4 * EXPORT_SECONDS}s`,
          });
          let millis = Infinity;
          let found = 0;
          for (let round = 0; round < ROUNDS; round += 1) {
            const start = performance.now();
            const { result } =
              panel.kind === 'table'
                ? await stack.prometheus('query', { query, time: end })
                : await stack.prometheus('query_range', {
                    query,
                    start: end - HOURS * 3600,
                    end,
                    step: STEP_SECONDS,
                  });
            millis = Math.min(millis, performance.now() - start);
            found = result.length;
          }
          times.push({ query: `${uid}: ${panel.title} ${legend}`, millis, rows: found });
        }
      }
    }
    const ordered = times.toSorted((one, other) => other.millis - one.millis);
    for (const { query, millis, rows } of ordered)
      console.log(`${millis.toFixed(0).padStart(6)} ms  ${String(rows).padStart(4)}  ${query}`);
  } finally {
    await stack.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

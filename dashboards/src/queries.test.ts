/** Every query of boards and rules parses, and asks for what exists. */
import { parser as logql } from '@grafana/lezer-logql';
import type { SyntaxNodeRef, Tree } from '@lezer/common';
import { parser as promql } from '@prometheus-io/lezer-promql';
import * as semconv from '@spanwise/semconv';
import { describe, expect, it } from 'vitest';
import { boards } from './boards.ts';
import { fillIn } from './fill-in.ts';
import { shippedMinutes } from './print-rules.ts';
import { alertingRules, LATE_SECONDS, recordingRules, TENANT_BUDGET } from './rules.ts';
import { labelOf, seriesOf } from './series.ts';
import { SYSTEM } from './servers/layer.ts';
import { layerRules } from './servers/print-servers.ts';

const INTERVALS = { __auto: '1m', __range: '1h', __rate_interval: '1m' };
const SUFFIXES = ['', '_bucket', '_count', '_sum'];

const ours = new Set(
  [
    ...Object.values(semconv.allMetrics()),
    ...Object.values(semconv.NAME_SETS).flatMap(({ metrics, tokenUsage }) => [
      ...Object.entries(metrics).map(([newest, name]) => ({
        ...semconv.allMetrics()[newest as semconv.MetricName],
        name,
      })),
      ...(tokenUsage ? [tokenUsage.metric] : []),
    ]),
  ].flatMap((spec) => SUFFIXES.map((suffix) => seriesOf(spec) + suffix)),
);
/** What others record: the Collector of its own work and of spans, Prometheus of what sends to it. */
const OTHERS =
  /^(otelcol_(receiver|exporter|processor|process|connector)_\w+|traces_(span_metrics|service_graph)_\w+|target_info|up)$/;
const ATTRIBUTES = new Set(
  Object.entries(semconv).flatMap(([name, attribute]) =>
    name.startsWith('ATTR_') && typeof attribute === 'string' ? [labelOf(attribute)] : [],
  ),
);
const LABELS_OF_OTHERS = new Set([
  '__name__',
  'client',
  'connection_type',
  'data_type',
  'deployment_environment_name',
  'event_name',
  'exporter',
  'instance',
  'job',
  'le',
  'otel_metric_overflow',
  'server',
  SYSTEM,
  'service_name',
  'telemetry_sdk_language',
  'telemetry_sdk_version',
  'transport',
  labelOf(semconv.NAME_SETS['1.41'].tokenUsage!.attribute),
]);

/** Of every panel, recording rule and alert. */
const queries = [
  ...boards.flatMap(({ uid, rows }) =>
    rows
      .flatMap((row) => row.panels)
      .flatMap(({ title, store = 'prometheus', queries: asked }) =>
        asked.map(
          ({ expression }, index) => [`${uid}: ${title}, ${index + 1}`, store, expression] as const,
        ),
      ),
  ),
  ...recordingRules(shippedMinutes).map(
    ({ record, expression }) => [record, 'prometheus', expression] as const,
  ),
  ...alertingRules(shippedMinutes).map(
    ({ alert, expression }) => [alert, 'prometheus', expression] as const,
  ),
];
const promqlQueries = queries
  .filter(([, store]) => store === 'prometheus')
  .map(([name, , expression]) => [name, fillIn(expression, INTERVALS)] as const);
const recorded = new Set([
  ...[...recordingRules(shippedMinutes), ...layerRules].map(({ record }) => record),
  TENANT_BUDGET,
]);

/** What a query is made of, by kind of node. */
function read(tree: Tree, text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  tree.iterate({
    enter: (node: SyntaxNodeRef) => {
      const kind = node.type.isError ? 'error' : node.name;
      found.set(kind, [...(found.get(kind) ?? []), text.slice(node.from, node.to)]);
    },
  });
  return found;
}

describe('a query', () => {
  it.each(queries)('parses: %s', (_name, store, expression) => {
    const text = fillIn(expression, INTERVALS);
    const tree = (store === 'loki' ? logql : promql).parse(text);
    expect(read(tree, text).get('error')).toBeUndefined();
  });

  it.each(promqlQueries)('asks for names that exist: %s', (_name, text) => {
    const found = read(promql.parse(text), text);
    const series = (found.get('VectorSelector') ?? []).map((selector) => selector.split('{')[0]!);
    expect(
      series.filter((name) => name && !ours.has(name) && !recorded.has(name) && !OTHERS.test(name)),
    ).toEqual([]);
    expect(
      (found.get('LabelName') ?? []).filter(
        (label) => !ATTRIBUTES.has(label) && !LABELS_OF_OTHERS.has(label),
      ),
    ).toEqual([]);
  });

  it.each(queries.filter(([, store]) => store === 'loki'))(
    'asks for attributes that exist: %s',
    (_name, _store, expression) => {
      const names = expression.match(/\b(?:gen_ai|spanwise)_\w+/g) ?? [];
      expect(names.filter((name) => !ATTRIBUTES.has(name))).toEqual([]);
    },
  );

  it.each(promqlQueries)('takes the rate of what only grows: %s', (_name, text) => {
    const bare: string[] = [];
    promql.parse(text).iterate({
      enter: (node) => {
        if (node.name === 'MatrixSelector') return false;
        if (node.name !== 'VectorSelector') return;
        const name = text.slice(node.from, node.to).split('{')[0]!;
        if (/_(total|count|sum|bucket)$/.test(name)) bare.push(name);
      },
    });
    expect(bare.filter((name) => name !== 'otelcol_process_uptime_seconds_total')).toEqual([]);
  });
});

describe('the rules', () => {
  it('call an answer late by a boundary of the buckets, which a classic histogram knows', () => {
    const { buckets } =
      semconv.CALL_METRICS[semconv.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK];
    expect(buckets).toContain(LATE_SECONDS);
  });

  it('name a board that exists', () => {
    const uids = new Set(boards.map(({ uid }) => uid));
    const named = alertingRules(shippedMinutes).map(({ board }) => board);
    expect(named.filter((uid) => !uids.has(uid))).toEqual([]);
  });

  it('have names that tell them apart', () => {
    const names = alertingRules(shippedMinutes).map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^Spanwise[A-Z][A-Za-z]+$/.test(name))).toEqual([]);
  });

  it('look at panels that exist', () => {
    const titles = new Set(
      boards.flatMap(({ rows }) => rows.flatMap((row) => row.panels)).map(({ title }) => title),
    );
    const named = alertingRules(shippedMinutes)
      .flatMap(({ look }) => look)
      .flatMap((line) => [...line.matchAll(/"([^"]+)"/g)].map(([, title]) => title!));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((title) => !titles.has(title))).toEqual([]);
  });
});

/** The files of the single node agree with each other and with the registry; what runs them for real is `test/stack`. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as semconv from '@spanwise/semconv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SPAN_DIMENSIONS } from '../../dashboards/src/span-metrics.ts';

const folder = join(import.meta.dirname, '../../collector/single-node');
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
// oxlint-disable-next-line typescript/no-explicit-any -- the shapes are what is tested
const load = (file: string): any => parse(read(file), { merge: true });

/** All configurations, of the other folders, too. */
const files = globSync('../**/*.yaml', { cwd: folder }).toSorted();
const ATTRIBUTES = new Set<unknown>(
  Object.entries(semconv)
    .filter(([name]) => name.startsWith('ATTR_'))
    .map(([, attribute]) => attribute),
);

describe('the configurations', () => {
  it.each(files)('%s is YAML', (file) => {
    expect(load(file)).toBeTypeOf('object');
  });

  // Those of the dialects name what others record, and their printer reads the registry.
  it.each(files.filter((file) => !file.endsWith('dialects.yaml')))(
    '%s names only attributes of the registry',
    (file) => {
      const names = read(file).match(/\b(?:gen_ai|spanwise)\.[a-z_.]+[a-z]/g) ?? [];
      expect(names.filter((name) => !ATTRIBUTES.has(name))).toEqual([]);
    },
  );

  it('count spans by the dimensions that the boards read', () => {
    const { dimensions } = load('collector.yaml').connectors.span_metrics;
    expect(dimensions.map(({ name }: { name: string }) => name)).toEqual(SPAN_DIMENSIONS);
  });

  it.each(['collector.yaml', 'dialects.yaml'])(
    'limit memory first and redact last in every pipeline: %s',
    (file) => {
      const { pipelines } = load(file).service;
      for (const { processors } of Object.values<{ processors: string[] }>(pipelines)) {
        expect(processors[0]).toBe('memory_limiter');
        expect(processors.at(-1)).toBe('redaction');
      }
    },
  );
});

describe('the containers', () => {
  const compose = load('compose.yaml');
  const services = Object.entries<any>(compose.services);

  it('run the versions that were tested', () => {
    const recipes = (name: string): string =>
      readFileSync(join(folder, `../../test/stack/recipes/${name}/go.mod`), 'utf8');
    const images = Object.fromEntries(services.map(([name, { image }]) => [name, image]));
    const manifest = parse(readFileSync(join(folder, '../distribution/manifest.yaml'), 'utf8'));
    expect(images['collector']).toBe(
      `otel/opentelemetry-collector-contrib:${manifest.dist.version}`,
    );
    expect(recipes('loki')).toContain(`loki/v3 v${images['loki'].split(':')[1]}`);
    // Prometheus 3.16.0 is the module 0.316.0; Jaeger's recipe says which version its module is.
    expect(recipes('prometheus')).toContain('v0.316.0');
    expect(images['prometheus']).toBe('prom/prometheus:v3.16.0');
    expect(recipes('jaeger')).toContain(`v${images['jaeger'].split(':')[1]}`);
  });

  it.each(services)('%s is pinned, and mounts files that exist', (_name, { image, volumes }) => {
    expect(image).toMatch(/:v?\d+\.\d+/);
    for (const volume of volumes as string[]) {
      const [from] = volume.split(':');
      if (from!.startsWith('.')) expect(join(folder, from!)).toSatisfy(existsSync);
      else expect(Object.keys(compose.volumes)).toContain(from);
    }
  });

  it('publish ports on the loopback alone', () => {
    const ports = services.flatMap(([, { ports: published = [] }]) => published as string[]);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('hold no password', () => {
    expect(read('compose.yaml')).not.toMatch(/PASSWORD: /);
    expect(compose.secrets['grafana-password']).toEqual({ file: './grafana-password' });
  });

  it('set variables that a configuration reads', () => {
    const configurations = ['collector.yaml', 'jaeger.yaml', 'loki.yaml', 'up.sh']
      .map(read)
      .join('');
    const variables = Object.keys(compose['x-environment']);
    expect(variables.filter((name) => !configurations.includes(name))).toEqual([]);
  });

  it('start Prometheus with the flags of the script', () => {
    const flags = (text: string): string[] =>
      text.match(/--(?:web\.enable|enable|storage\.tsdb\.retention)[\w.=,-]+/g) ?? [];
    expect(flags(compose.services.prometheus.command.join(' '))).toEqual(
      expect.arrayContaining(flags(read('up.sh'))),
    );
    expect(flags(read('up.sh')).length).toBeGreaterThan(1);
  });
});

describe('the Collector on Kubernetes', () => {
  const { resources, configMapGenerator } = load('kustomization.yaml');
  const { template } = load('kubernetes/collector.yaml').spec;
  const [container] = template.spec.containers;
  const [configurations, stores] = configMapGenerator;

  it('is made of files that are there, each one resource', () => {
    for (const resource of resources)
      expect(load(resource)).toMatchObject({
        apiVersion: expect.any(String),
        kind: expect.any(String),
        metadata: { name: 'spanwise-collector' },
      });
    for (const file of configurations.files) expect(join(folder, file)).toSatisfy(existsSync);
  });

  it('runs what the containers run, with the same configurations', () => {
    const { collector } = load('compose.yaml').services;
    expect(container.image).toBe(collector.image);
    expect(container.args).toEqual(collector.command);
    const mounted = container.args.map((arg: string) => arg.split('/').at(-1));
    expect(configurations.files).toEqual(mounted);
  });

  it('sets variables that the configuration reads', () => {
    const names = [
      ...container.env.map(({ name }: { name: string }) => name),
      ...stores.literals.map((literal: string) => literal.split('=')[0]),
    ];
    expect(names.length).toBeGreaterThan(6);
    expect(names.filter((name) => !read('collector.yaml').includes(name))).toEqual([]);
  });

  it('takes OTLP and nothing else from others', () => {
    const ports = (file: string, of: (spec: any) => { port: number }[]): number[] =>
      of(load(file).spec).map(({ port }) => port);
    expect(ports('kubernetes/service.yaml', (spec) => spec.ports)).toEqual([4317, 4318]);
    expect(ports('kubernetes/network-policy.yaml', (spec) => spec.ingress[0].ports)).toEqual([
      4317, 4318,
    ]);
  });

  it('has no right that it does not need', () => {
    expect(template.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true },
    });
    expect(container.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    // Beyond the limit of the Collector itself, which refuses before it is killed.
    expect(container.resources.limits.memory).toBe('768Mi');
  });
});

describe('the data sources of Grafana', () => {
  const { datasources } = load('grafana/provisioning/datasources/spanwise.yaml');

  it('lead to each other and to nothing else', () => {
    const uids = new Set(datasources.map(({ uid }: { uid: string }) => uid));
    const targets = [...JSON.stringify(datasources).matchAll(/"datasourceUid":"([^"]+)"/g)].map(
      ([, uid]) => uid!,
    );
    expect(targets.length).toBeGreaterThan(3);
    expect(targets.filter((uid) => !uids.has(uid))).toEqual([]);
  });

  it('are what the rules that Grafana evaluates ask', () => {
    const rules = readFileSync(
      join(folder, '../../dashboards/grafana-rules/spanwise.yaml'),
      'utf8',
    );
    const asked = new Set(rules.match(/(?<=datasourceUid: )\S+/g));
    asked.delete('__expr__');
    const uids = new Set(datasources.map(({ uid }: { uid: string }) => uid));
    expect([...asked].filter((uid) => !uids.has(uid))).toEqual([]);
    expect(asked.size).toBe(1);
  });

  it('are the servers of the containers', () => {
    const { services } = load('compose.yaml');
    for (const { url } of datasources)
      expect(Object.keys(services)).toContain(new URL(url).hostname);
  });
});

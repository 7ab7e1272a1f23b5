/** `spanwise dashboards` and `spanwise collector`: what is written, and what Grafana is sent. */
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { runCli } from '../index.ts';

let folder: string;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwise-kit-'));
  printed = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command line and gives its exit code; what it says is in `printed`. */
function run(...args: readonly string[]): Promise<number> {
  const note = (text: string): void => void printed.push(text);
  return runCli(args, {
    write: note,
    error: note,
    isInteractive: false,
    style: (_style, text) => text,
    stopped: new AbortController().signal,
  });
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

describe('dashboards export', () => {
  it('writes boards and rules', async () => {
    expect(await run('dashboards', 'export', '--out', folder)).toBe(0);
    const boards = globSync('grafana/*.json', { cwd: folder });
    expect(boards.length).toBeGreaterThan(8);
    for (const board of boards) expect(JSON.parse(read(board))).toMatchObject({ id: null });
    expect(globSync('rules/*.yaml', { cwd: folder })).toContain('rules/spanwise.yaml');
  });

  it('chooses the data sources that are named', async () => {
    await run('dashboards', 'export', '--out', folder, '--prometheus', 'mimir', '--loki', 'logs');
    const { templating } = JSON.parse(read('grafana/spanwise-overview.json'));
    const chosen = templating.list
      .filter(({ type }: { type: string }) => type === 'datasource')
      .map(({ query, current }: { query: string; current?: object }) => [query, current]);
    expect(Object.fromEntries(chosen)).toMatchObject({
      prometheus: { text: 'mimir', value: 'mimir' },
      loki: { text: 'logs', value: 'logs' },
    });
  });

  it('writes over nothing unasked', async () => {
    await run('dashboards', 'export', '--out', folder);
    expect(await run('dashboards', 'export', '--out', folder)).toBe(2);
    expect(printed.at(-1)).toContain('is there already');
    expect(await run('dashboards', 'export', '--out', folder, '--force')).toBe(0);
  });

  it('says where it cannot write', async () => {
    expect(await run('dashboards', 'export', '--out', '/dev/null/boards')).toBe(2);
    expect(printed.at(-1)).toContain('cannot be written');
  });
});

describe('dashboards import', () => {
  interface Asked {
    readonly path: string | undefined;
    readonly authorization: string | undefined;
    readonly body: any;
  }
  let grafana: Server;
  let asked: Asked[];
  let status: number;

  beforeEach(async () => {
    asked = [];
    status = 200;
    // Grafana itself cannot be had: this one knows the one request, after its reference of the HTTP API.
    grafana = createServer((request, response) => {
      const { authorization } = request.headers;
      const answer = async (): Promise<void> => {
        asked.push({ path: request.url, authorization, body: await json(request) });
        response.writeHead(status).end('{"message":"no \u001b[31mway"}');
      };
      void answer();
    }).listen(0, '127.0.0.1');
    await once(grafana, 'listening');
  });
  afterEach(() => {
    grafana.close();
    grafana.closeAllConnections();
  });

  const address = (): string => `http://127.0.0.1:${(grafana.address() as AddressInfo).port}`;

  it('sends each board, with the token, into the folder', async () => {
    vi.stubEnv('GRAFANA_TOKEN', 'glsa-test');
    const url = `${address()}/below`;
    expect(await run('dashboards', 'import', '--url', url, '--folder', 'llm')).toBe(0);
    expect(asked.length).toBeGreaterThan(8);
    for (const { path, authorization, body } of asked) {
      expect(path).toBe('/below/api/dashboards/db');
      expect(authorization).toBe('Bearer glsa-test');
      expect(body).toMatchObject({ overwrite: true, folderUid: 'llm', dashboard: { id: null } });
    }
    expect(printed.join('')).not.toContain('glsa-test');
  });

  it.each([
    [401, 'GRAFANA_TOKEN'],
    [403, 'Editor'],
    [404, 'not a Grafana'],
    [500, 'no'],
  ])('says why one was refused: %i', async (refused, hint) => {
    status = refused;
    expect(await run('dashboards', 'import', '--url', address())).toBe(1);
    expect(printed[0]).toContain(`refused with ${refused}`);
    expect(printed[0]).toContain(hint);
    expect(printed[0]).not.toContain('\u001b');
  });

  it('says when nobody answers', async () => {
    const url = address();
    grafana.close();
    await once(grafana, 'close');
    expect(await run('dashboards', 'import', '--url', url)).toBe(1);
    expect(printed[0]).toContain('Grafana does not answer');
  });

  it('asks for an address', async () => {
    expect(await run('dashboards', 'import', '--url', 'localhost')).toBe(2);
    expect(printed[0]).toContain('is not the address of a Grafana');
  });
});

describe('collector init', () => {
  it('writes the single node, which finds its rules and scripts', async () => {
    expect(await run('collector', 'init', '--out', folder)).toBe(0);
    expect(parse(read('prometheus.yaml')).rule_files).toEqual(['rules/*.yaml']);
    expect(globSync('rules/*.yaml', { cwd: folder }).length).toBeGreaterThan(1);
    expect(statSync(join(folder, 'up.sh')).mode % 0o1000).toBe(0o755);
    expect(printed.join('')).toContain('--config=collector.yaml --config=dialects.yaml\n');
  });

  it('writes one layer for all back ends that are chosen', async () => {
    expect(
      await run('collector', 'init', '--out', folder, '--to', 'local', 'phoenix', 'grafana-cloud'),
    ).toBe(0);
    const { pipelines } = parse(read('back-ends.yaml')).service;
    expect(pipelines).toEqual({
      traces: {
        processors: ['memory_limiter', 'transform/dialects', 'transform/phoenix', 'redaction'],
        exporters: [
          'otlp_grpc/jaeger',
          'span_metrics',
          'service_graph',
          'otlp_http/phoenix',
          'otlp_http/grafana-cloud',
        ],
      },
      metrics: { exporters: ['otlp_http/prometheus', 'otlp_http/grafana-cloud'] },
      logs: { exporters: ['otlp_http/loki', 'otlp_http/grafana-cloud'] },
    });
    expect(read('environment.example').split('\n')).toContain('GRAFANA_CLOUD_BASIC=');
  });

  it('says what no chosen back end takes', async () => {
    expect(await run('collector', 'init', '--out', folder, '--to', 'langfuse')).toBe(0);
    expect(printed.join('')).toContain('No chosen back end takes metrics and logs');
    expect(parse(read('back-ends.yaml')).service.pipelines.traces.exporters).toEqual([
      'otlp_http/langfuse',
      'span_metrics',
      'service_graph',
    ]);
  });

  it('knows its back ends', async () => {
    expect(await run('collector', 'init', '--out', folder, '--to', 'nobody')).toBe(2);
    expect(printed[0]).toContain('no back end is called "nobody"');
    expect(printed[0]).toContain('langfuse');
    expect(globSync('*', { cwd: folder })).toEqual([]);
  });
});

/** The real Collector takes the configuration of each back end, and sends what it says, where it says. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { printVendor, variablesOf } from '../../scripts/generate/print-vendors.ts';
import { VENDORS, type Vendor } from '../../scripts/generate/vendors.ts';
import { missingPrograms, pathOf } from './binaries.ts';
import { startCollector, type Collector } from './collector.ts';
import { SINGLE_NODE } from './stack.ts';

const isMissing = missingPrograms().includes('otelcol');
const skipped = isMissing ? ' (skipped: the Collector is not built)' : '';
const ours = VENDORS.filter(({ extension }) => extension === undefined);
const BASE = ['collector.yaml', 'dialects.yaml'];

/** A value for every variable: its name, in a form that an address can hold. */
function valuesOf(vendor: Vendor): Record<string, string> {
  return Object.fromEntries(
    variablesOf(vendor).map((name) => [
      name,
      /URI|ENDPOINT|URL/.test(name)
        ? 'https://vendor.test'
        : name.toLowerCase().replaceAll('_', '-'),
    ]),
  );
}

/** A text with its variables filled in, as the Collector does it. */
function filled(text: string, vendor: Vendor): string {
  const values = valuesOf(vendor);
  return text.replaceAll(
    /\$\{env:(\w+)(?::-([^}]*))?\}/g,
    (_found, name: string, fallback = '') => values[name] ?? fallback,
  );
}

describe.skipIf(isMissing)(`back ends that take OTLP${skipped}`, () => {
  it.each(ours.map((vendor) => [vendor.title, vendor] as const))(
    'have a configuration that is valid: %s',
    (_title, vendor) => {
      const { status, stderr } = spawnSync(
        pathOf('otelcol'),
        [
          'validate',
          ...[...BASE, `../vendors/${vendor.id}.yaml`].map((file) => `--config=${file}`),
        ],
        { cwd: SINGLE_NODE, encoding: 'utf8', env: { ...process.env, ...valuesOf(vendor) } },
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    },
  );

  describe('when something is sent', () => {
    const requests = new Map<string, IncomingHttpHeaders>();
    let server: Server;
    let collector: Collector;
    let folder: string;

    beforeAll(async () => {
      server = createServer((request, response) => {
        requests.set(request.url!, request.headers);
        request.resume().on('end', () => response.end());
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      folder = mkdtempSync(join(tmpdir(), 'spanwise-vendors-'));
      // The same files, but for the host: each back end is a folder of one server.
      const files = ours.map((vendor) => {
        const { traces } = vendor.addresses;
        const path = new URL(filled(traces!, vendor)).pathname;
        const file = join(folder, `${vendor.id}.yaml`);
        const addresses = { traces: `http://127.0.0.1:${port}/${vendor.id}${path}` };
        writeFileSync(file, printVendor({ ...vendor, addresses }));
        return file;
      });
      const all = join(folder, 'all.yaml');
      const exporters = [
        ...ours.map(({ id }) => `otlp_http/${id}`),
        'span_metrics',
        'service_graph',
      ];
      writeFileSync(all, stringify({ service: { pipelines: { traces: { exporters } } } }));
      collector = await startCollector(
        [...BASE.map((file) => `single-node/${file}`), ...files, all],
        Object.assign({}, ...ours.map(valuesOf)),
      );
      const now = `${Date.now()}000000`;
      const span = {
        traceId: 'a'.repeat(32),
        spanId: 'b'.repeat(16),
        name: 'chat',
        startTimeUnixNano: now,
        endTimeUnixNano: now,
      };
      const response = await fetch(`http://127.0.0.1:${collector.httpPort}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
      });
      expect(response.status).toBe(200);
    });
    afterAll(async () => {
      await collector?.stop('SIGKILL');
      server?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each(ours.map((vendor) => [vendor.title, vendor] as const))(
      'get it at their path, with their headers: %s',
      async (_title, vendor) => {
        const path = `/${vendor.id}${new URL(filled(vendor.addresses.traces!, vendor)).pathname}`;
        const headers = await vi.waitUntil(() => requests.get(path), {
          timeout: 20_000,
          interval: 50,
        });
        expect(headers).toMatchObject({
          'content-type': 'application/x-protobuf',
          ...Object.fromEntries(
            Object.entries(vendor.headers ?? {}).map(([name, value]) => [
              name.toLowerCase(),
              filled(value, vendor),
            ]),
          ),
        });
      },
    );
  });
});

/** What the Collector masks, and what it leaves: values of each kind through the real one. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { missingPrograms } from './binaries.ts';
import { startCollector, type Collector } from './collector.ts';

const isMissing = missingPrograms().includes('otelcol');
const skipped = isMissing ? ' (skipped: the Collector is not built)' : '';
/** Letters and digits as keys have them: not the key of anybody. */
const body = (length: number): string => 'Ab1Cd2Ef3Gh4'.repeat(10).slice(0, length);
const upper = body(16).toUpperCase();

/** After what each provider says of its keys, 2026-11-30. */
const SECRETS: readonly string[] = [
  `sk-${body(48)}`,
  `sk-proj-${body(20)}_${body(20)}-${body(20)}`,
  `sk-ant-api03-${body(40)}`,
  `sk-or-v1-${body(64)}`,
  ...['sk', 'rk'].flatMap((kind) => [`${kind}_live_${body(24)}`, `${kind}_test_${body(24)}`]),
  ...['o', 'p', 'r', 's', 'u'].map((kind) => `gh${kind}_${body(36)}`),
  `github_pat_${body(22)}_${body(59)}`,
  `hf_${body(34)}`,
  `npm_${body(36)}`,
  `pcsk_${body(6)}_${body(40)}`,
  `gsk_${body(52)}`,
  `r8_${body(37)}`,
  `xoxb-1234567890-${body(24)}`,
  `xai-${body(80)}`,
  `glpat-${body(20)}`,
  `pplx-${body(48)}`,
  `nvapi-${body(40)}-${body(20)}`,
  `tvly-dev-${body(32)}`,
  `GOCSPX-${body(28)}`,
  ...['AKIA', 'ASIA', 'AROA', 'AIDA'].map((kind) => `${kind}${upper}`),
  `AIza${body(35)}`,
  `eyJ${body(20)}.eyJ${body(30)}.${body(43)}`,
  ...['Bearer', 'bearer', 'Basic', 'basic'].map((kind) => `${kind} ${body(24)}==`),
  `://user:${body(12)}@`,
  `-----BEGIN RSA PRIVATE KEY-----\n${body(60)}\n-----END RSA PRIVATE KEY-----`,
];
/** Words that a prefix ends, shapes that are too short, and addresses without a password. */
const HARMLESS: readonly string[] = [
  'a risk-adjusted-returns-model of the desk-assignment-2026-11-30',
  'highs_and_lows_of_the_market_in_november',
  'pnpm_config_verify_deps_before_run',
  `sk-${body(15)}`,
  `AKIA${upper.slice(0, 15)}`,
  'https://example.com/path?at=12:30',
  'a bearer of good news, basic as ever',
  '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
];

describe.skipIf(isMissing)(`the last processor${skipped}`, () => {
  let server: Server;
  let collector: Collector;
  let folder: string;
  let received: Readonly<Record<string, string>> | undefined;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.url === '/v1/traces') {
          const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString());
          received = Object.fromEntries(
            resourceSpans[0].scopeSpans[0].spans[0].attributes.map(
              ({ key, value }: { key: string; value: { stringValue: string } }) => [
                key,
                value.stringValue,
              ],
            ),
          );
        }
        response.setHeader('content-type', 'application/json');
        response.end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    folder = mkdtempSync(join(tmpdir(), 'spanwise-redaction-'));
    const layer = join(folder, 'layer.yaml');
    const exporter = {
      traces_endpoint: `http://127.0.0.1:${port}/v1/traces`,
      encoding: 'json',
      compression: 'none',
    };
    writeFileSync(
      layer,
      stringify({
        exporters: { 'otlp_http/here': exporter },
        service: {
          pipelines: { traces: { exporters: ['otlp_http/here', 'span_metrics', 'service_graph'] } },
        },
      }),
    );
    collector = await startCollector(['single-node/collector.yaml', layer], {});
    const time = `${Date.now()}000000`;
    const attributes = [...SECRETS, ...HARMLESS].map((text, index) => ({
      key: `value.${index}`,
      value: { stringValue: `before "${text}" after` },
    }));
    const span = {
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      name: 'chat',
      startTimeUnixNano: time,
      endTimeUnixNano: time,
      attributes,
    };
    const response = await fetch(`http://127.0.0.1:${collector.httpPort}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
    });
    expect(response.status).toBe(200);
    await vi.waitUntil(() => received, { timeout: 20_000, interval: 50 });
  });
  afterAll(async () => {
    await collector?.stop('SIGKILL');
    server?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it.each(SECRETS.map((text, index) => [text.slice(0, 12).trim(), index] as const))(
    'masks %s…, and leaves what stands around it',
    (_start, index) => {
      expect(received![`value.${index}`]).toBe('before "****" after');
    },
  );

  it.each(HARMLESS.map((text, index) => [text, index] as const))('leaves: %s', (text, index) => {
    expect(received![`value.${SECRETS.length + index}`]).toBe(`before "${text}" after`);
  });
});

/** Servers are scraped and read in the one layer: a real llama.cpp, and the texts of those that cannot be had. */
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { inference } from '../../dashboards/src/boards/inference.ts';
import { stores } from '../../dashboards/src/boards/stores.ts';
import { fillIn } from '../../dashboards/src/fill-in.ts';
import { LAYER, SYSTEM } from '../../dashboards/src/servers/layer.ts';
import { layerRules } from '../../dashboards/src/servers/print-servers.ts';
import { SYSTEMS } from '../../dashboards/src/servers/systems.ts';
import { hasLlamaServer, startLlamaServer, type LlamaServer } from '../../scripts/llama-server.ts';
import { tinyModel } from '../../scripts/tiny-model.ts';
import { missingPrograms } from './binaries.ts';
import { startStack, type Stack } from './stack.ts';

const isMissing = missingPrograms().includes('prometheus');
const PATIENCE = { timeout: 30_000, interval: 250 };

const panelQueries = [inference, stores].flatMap(({ uid, rows }) =>
  rows
    .flatMap(({ panels }) => panels)
    .flatMap(({ title, queries }) =>
      queries.map(({ expression }) => [`${uid}: ${title}`, expression] as const),
    ),
);

/** What a server said once, said again: its counters and histograms grow each time that it is asked. */
function growing(text: string): () => string {
  let asked = 0;
  const kinds = new Map(
    [...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].map(([, name, kind]) => [name!, kind!]),
  );
  return () => {
    asked += 1;
    return text.replaceAll(
      /^([A-Za-z_:]\w*(?::\w+)*)(\{.*\})? (\S+)$/gm,
      (line, name, labels, value) => {
        const kind = kinds.get(name) ?? kinds.get(name.replace(/_(bucket|sum|count)$/, ''));
        return kind === 'gauge'
          ? line
          : `${name}${labels ?? ''} ${Number(value) * (1 + asked / 10)}`;
      },
    );
  };
}

describe.skipIf(isMissing)(
  `servers that are scraped${isMissing ? ' (skipped: Prometheus is not built)' : ''}`,
  () => {
    let stack: Stack;
    let servers: Server[] = [];

    beforeAll(async () => {
      servers = SYSTEMS.map(({ id, path = '/metrics' }) => {
        const say = growing(
          readFileSync(
            join(import.meta.dirname, `../../dashboards/src/fixtures/${id}.prom`),
            'utf8',
          ),
        );
        return createServer((request, response) => {
          if (request.url !== path) response.writeHead(404).end();
          else response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(say());
        }).listen(0, '127.0.0.1');
      });
      await Promise.all(servers.map((server) => once(server, 'listening')));
      stack = await startStack({
        servers: ['prometheus'],
        targets: Object.fromEntries(
          SYSTEMS.map(({ id }, index) => [
            id,
            `127.0.0.1:${(servers[index]!.address() as AddressInfo).port}`,
          ]),
        ),
      });
    });
    afterAll(async () => {
      await stack?.stop();
      for (const server of servers) server.close();
    });

    it.each([...new Set(layerRules.map(({ system, record }) => `${system} ${record}`))])(
      'are read: %s',
      async (name) => {
        const [system, record] = name.split(' ');
        const series = await vi.waitUntil(async () => {
          const { result } = await stack.prometheus('query', {
            query: `{__name__="${record}",${SYSTEM}="${system}"} >= 0`,
          });
          return result.length > 0 ? result : undefined;
        }, PATIENCE);
        expect(series.map(({ metric }) => metric['job'])).toContain(system);
      },
    );

    it.each(panelQueries)('give rows on a board: %s', async (_name, expression) => {
      const query = fillIn(expression, { __rate_interval: '10s' });
      const rows = await vi.waitUntil(async () => {
        const { result } = await stack.prometheus('query', { query });
        return result.length > 0 ? result.length : undefined;
      }, PATIENCE);
      expect(rows).toBeGreaterThan(0);
    });

    it('name their model as calls of it do', async () => {
      const { result } = await stack.prometheus('query', {
        query: `${LAYER.running.series}{gen_ai_request_model!=""}`,
      });
      const named = new Set(result.map(({ metric }) => metric[SYSTEM]));
      const known = SYSTEMS.filter(({ model, reads }) => model && reads.running);
      expect(known.filter(({ id }) => !named.has(id))).toEqual([]);
    });
  },
);

const reason = isMissing
  ? 'Prometheus is not built'
  : hasLlamaServer()
    ? undefined
    : 'there is no llama-server of Debian here';

describe.skipIf(reason !== undefined)(
  `a real llama.cpp${reason === undefined ? '' : ` (skipped: ${reason})`}`,
  () => {
    const model = join(tmpdir(), `spanwise-stack-${process.pid}.gguf`);
    let stack: Stack;
    let llama: LlamaServer;

    beforeAll(async () => {
      writeFileSync(model, tinyModel());
      llama = await startLlamaServer(model, ['--metrics']);
      stack = await startStack({
        servers: ['prometheus'],
        targets: { llamacpp: new URL(llama.url).host },
      });
    });
    afterAll(async () => {
      await stack?.stop();
      llama?.process.kill();
      rmSync(model, { force: true });
    });

    it('is read in the layer', async () => {
      const response = await fetch(`${llama.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          messages: [{ role: 'user', content: 'The weather' }],
          max_tokens: 9,
        }),
      });
      const { usage } = (await response.json()) as {
        usage: { prompt_tokens: number; completion_tokens: number };
      };
      const valueOf = async (series: string): Promise<number> => {
        const { result } = await stack.prometheus('query', {
          query: `${series}{${SYSTEM}="llamacpp"}`,
        });
        return Number(result[0]?.value?.[1]);
      };
      await vi.waitFor(async () => {
        expect(await valueOf(LAYER.outputTokens.series)).toBe(usage.completion_tokens);
        expect(await valueOf(LAYER.inputTokens.series)).toBe(usage.prompt_tokens);
        expect(await valueOf(LAYER.running.series)).toBe(0);
        expect(await valueOf(LAYER.waiting.series)).toBe(0);
      }, PATIENCE);
    });
  },
);

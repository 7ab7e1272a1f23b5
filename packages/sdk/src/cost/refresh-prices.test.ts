/** A newer price table, fetched when it is asked for. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CostQuery } from '@spanwise/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { currentSource, priceByGenaiPrices, refreshPrices } from './genai-prices.ts';

const table = [
  {
    id: 'openai',
    name: 'OpenAI',
    api_pattern: 'https://api\\.openai\\.com',
    models: [
      { id: 'gpt-99', match: { equals: 'gpt-99' }, prices: { input_mtok: 4, output_mtok: 8 } },
      {
        id: 'gpt-100',
        match: { equals: 'gpt-100' },
        prices: { input_mtok: 4, thoughts_kcount: 8 },
      },
    ],
  },
];
const answers: Readonly<Record<string, [number, string]>> = {
  '/table': [200, JSON.stringify(table)],
  '/gone': [404, '[]'],
  '/empty': [200, '[]'],
  '/other': [200, '{}'],
  '/text': [200, 'no'],
};
let server: Server;
let address: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const [status, text] = answers[request.url!]!;
    response.writeHead(status).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const price = (model: string): ReturnType<typeof priceByGenaiPrices> =>
  priceByGenaiPrices({
    operation: 'chat',
    provider: 'openai',
    providerIsNamed: true,
    requestModel: model,
    usage: { inputTokens: 1_000_000, outputTokens: 0 },
    time: new Date(),
  } as CostQuery);

it.each([
  ['/gone', /status 404/],
  ['/empty', /no price table/],
  ['/other', /no price table/],
  ['/text', /JSON/],
])('keeps the table before when %s is answered', async (path, message) => {
  await expect(refreshPrices({ url: address + path })).rejects.toThrow(message);
  expect(price('gpt-99')).toBeUndefined();
  expect(price('gpt-4o')).toEqual({
    amount: 2.5,
    source: 'genai-prices@0.1.8',
    priceDate: '2026-09-23',
  });
});

it('prices by the new table, with the day of the download', async () => {
  const before = new Date().toISOString().slice(0, 10);
  await refreshPrices({ url: `${address}/table` });
  const { source, priceDate } = currentSource();
  expect(source).toBe('genai-prices');
  expect([before, new Date().toISOString().slice(0, 10)]).toContain(priceDate);
  expect(price('gpt-99')).toEqual({ amount: 4, source, priceDate });
  expect(price('gpt-4o')).toBeUndefined();
});

it('does not price a model by units that it cannot count', () => {
  expect(price('gpt-100')).toBeUndefined();
});

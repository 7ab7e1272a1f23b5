/** The option `cost`, from the client to the span: what is loaded, when, and what is said. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { isConfigError, type InstrumentOptions } from 'spanwise';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { collectSpans } from './collect.ts';
import { freshSpanwise } from './fresh.ts';
import { runProgram } from './programs.ts';

const reply = {
  id: 'c',
  model: 'gpt-4o-2024-08-06',
  choices: [],
  usage: { prompt_tokens: 1000, completion_tokens: 100 },
};
let server: Server;
let baseURL: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    request.resume().on('end', () => response.end(JSON.stringify(reply)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const LOADED = `Object.keys(require.cache).some((file) => file.includes('genai-prices'))`;
const CALL = `import { createRequire } from 'node:module';
import OpenAI from 'openai';
import { instrument } from 'spanwise';
const require = createRequire(import.meta.url);
const amounts = [];
const spanwise = instrument({
  destinations: [],
  spanProcessors: [{
    onStart() {}, async forceFlush() {}, async shutdown() {},
    onEnd({ attributes }) { amounts.push(attributes['spanwise.cost.amount'] ?? null); },
  }],
  instrumentations: { http: false, openai: { providers: { '127.0.0.1': 'openai' } } },
});
const { prices } = spanwise.report();
const client = new OpenAI({ apiKey: 'none', baseURL: process.env.PROVIDER });
`;

describe('the price table', () => {
  it('is not even loaded by a program that does not ask for cost', async () => {
    const { printed, stderr } = await runProgram(
      `${CALL}await client.chat.completions.create({ model: 'gpt-4o', messages: [] });
console.log(JSON.stringify({ amounts, prices, loaded: ${LOADED} }));`,
      { env: { PROVIDER: baseURL } },
    );
    expect(stderr).toBe('');
    expect(printed()).toEqual({ amounts: [null], prices: [], loaded: false });
  });

  it('is loaded while the program waits for something, and prices its calls', async () => {
    const { printed, stderr } = await runProgram(
      `${CALL}const first = ${LOADED};
await new Promise((resolve) => {
  const timer = setInterval(() => {
    if (${LOADED}) { clearInterval(timer); resolve(); }
  });
});
await client.chat.completions.create({ model: 'gpt-4o', messages: [] });
console.log(JSON.stringify({ amounts, prices, first }));`,
      { env: { PROVIDER: baseURL, SPANWISE_COST: 'yes' } },
    );
    expect(stderr).toBe('');
    expect(printed()).toEqual({
      amounts: [0.0035],
      prices: [{ source: 'genai-prices@0.1.8', priceDate: '2026-09-23' }],
      first: false,
    });
  });
});

describe('in this process', () => {
  const fresh = freshSpanwise({
    destinations: [],
    instrumentations: { http: false },
    modules: { openai: OpenAI },
  });

  const call = async (options: InstrumentOptions): Promise<Record<string, unknown>> => {
    const collected = collectSpans();
    fresh.begin({ ...options, spanProcessors: [collected] });
    const client = new OpenAI({ apiKey: 'none', baseURL });
    await client.chat.completions.create({ model: 'gpt-4o', messages: [] });
    await client.chat.completions.create({ model: 'gpt-4o', messages: [] });
    return collected.spans[0]!.attributes;
  };

  it('a call to an address that nobody named has no price, which is said once', async () => {
    expect(await call({ cost: true })).not.toHaveProperty('spanwise.cost.amount');
    expect(
      fresh.lines.filter((line) => line.includes('no price for calls to 127.0.0.1')),
    ).toHaveLength(1);
  });

  it('a table of one’s own comes first, when it is the first of the list', async () => {
    const cost = [{ 'gpt-4o': { input: 1, output: 2 } }, true] as const;
    expect(await call({ cost })).toMatchObject({
      'spanwise.cost.amount': 0.0012,
      'spanwise.cost.source': 'table',
    });
    expect(fresh.running?.report().prices.map(({ source }) => source)).toEqual([
      'table',
      'genai-prices@0.1.8',
    ]);
  });

  it.each(['yes', 1, { 'gpt-4o': 2.5 }, [false]])('%o is refused', (cost) => {
    try {
      fresh.begin({ cost: cost as never });
    } catch (error) {
      expect(isConfigError(error) && error.message).toContain('option "cost"');
      return;
    }
    expect.unreachable();
  });

  it('a variable that is no boolean is said, and nothing is priced', () => {
    vi.stubEnv('SPANWISE_COST', 'maybe');
    expect(fresh.begin({}).report().prices).toEqual([]);
    expect(fresh.lines.join('\n')).toContain('SPANWISE_COST is not accepted: "maybe"');
  });
});

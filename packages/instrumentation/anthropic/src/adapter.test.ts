/** The contract, on exchanges. Replace the class by the real client, installed by alias. */
import { readFileSync } from 'node:fs';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { anthropic } from './index.ts';

class Anthropic {
  readonly baseURL: string;

  constructor(baseURL: string) {
    this.baseURL = baseURL;
  }

  async chat(body: object, options?: { signal?: AbortSignal }): Promise<unknown> {
    const response = await fetch(`${this.baseURL}/chat`, {
      ...options,
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) throw Object.assign(new Error('failed'), { status: response.status });
    return response.json();
  }
}

describeAdapter(anthropic, {
  clients: [
    {
      alias: 'stand-in',
      load: async () => ({ Anthropic, default: Anthropic }),
      create: (exports: { Anthropic: new (baseURL: string) => object }, baseURL: string) =>
        new exports.Anthropic(baseURL),
    },
  ],
  exchanges: JSON.parse(
    readFileSync(`${import.meta.dirname}/fixtures/chat.json`, 'utf8'),
  ) as Exchange[],
});

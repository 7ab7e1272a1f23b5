/** The contract, on exchanges, for the oldest and newest of each supported minor. */
import { createRequire } from 'node:module';
import { describeAdapter, readExchanges, type ClientVersion } from '@spanwise/testing';
import { beforeEach, vi } from 'vitest';
import { ollama } from './index.ts';

type Client = new (options: object) => object;
const create = ({ Ollama }: { Ollama: Client }, host: string): object => new Ollama({ host });

// The client says what it cannot read.
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

describeAdapter(ollama, {
  clients: [
    ...['ollama5-oldest', 'ollama5', 'ollama6-oldest', 'ollama'].map((alias): ClientVersion => ({
      alias,
      load: () => import(alias) as Promise<object>,
      create,
    })),
    {
      alias: 'ollama as CommonJS',
      load: async () => createRequire(import.meta.url)('ollama') as object,
      create,
    },
  ],
  exchanges: readExchanges(import.meta.dirname),
  encoding: {
    type: 'application/x-ndjson',
    encode: (event) => `${JSON.stringify(event)}\n`,
    end: '',
  },
  // A call takes no signal: `calls.test.ts` has its own ways.
  withSignal: false,
  // A stream that a loop leaves stays open until the server ends it.
  closesStreams: false,
});

/** The contract, on exchanges, for the oldest and the newest client of each major. */
import { globSync, readFileSync } from 'node:fs';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { redis } from './index.ts';
import { openClient, type OpenClient, type RedisExports } from './open-client.ts';
import { startRedisServer } from './redis-server.ts';

/** By the server's address: each version has a server of its own. */
const opened = new Map<string, Promise<OpenClient>>();

describeAdapter(redis, {
  clients: ['redis4-oldest', 'redis4', 'redis5', 'redis'].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: (exports: RedisExports, url: string) => {
      const client = opened.get(url) ?? openClient(exports, url);
      opened.set(url, client);
      return client;
    },
  })),
  exchanges: globSync(`${import.meta.dirname}/fixtures/*.json`)
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Exchange[]),
  live: startRedisServer,
  withSignal: false,
});

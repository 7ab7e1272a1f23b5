/** Records exchanges from the real server of llama.cpp with a made model. */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exchange, WireReply } from '@spanwise/testing';
import {
  llamaVersion,
  startLlamaServer,
  unpackLlamaServer,
  type LlamaServer,
} from './llama-server.ts';
import { tinyModel } from './tiny-model.ts';

/** How the exchanges of one file are made again. */
export interface Recording {
  /** The file. */
  readonly fixture: string;
  /** A client that sends to the address by the given `fetch` and does not retry. */
  readonly client: (url: string, fetch: typeof globalThis.fetch) => object;
  /** Further arguments of the server that an exchange needs. Default: none. */
  readonly argumentsOf?: (exchange: Exchange) => readonly string[];
}

/**
 * Makes every call of a file again and replaces reply and origin. What is asked and what is expected stays as
 * it is: ids and counts may then differ, the contract says where, and a person decides.
 */
export async function recordFixtures({
  fixture,
  client,
  argumentsOf = () => [],
}: Recording): Promise<void> {
  unpackLlamaServer();
  const version = llamaVersion();
  const model = join(tmpdir(), `spanwise-tiny-agent-${process.pid}.gguf`);
  writeFileSync(model, tinyModel());
  const servers = new Map<string, LlamaServer>();
  const recorded: Exchange[] = [];
  try {
    for (const exchange of JSON.parse(readFileSync(fixture, 'utf8')) as Exchange[]) {
      const more = argumentsOf(exchange);
      const key = more.join(' ');
      const server = servers.get(key) ?? (await startLlamaServer(model, more));
      servers.set(key, server);
      recorded.push({
        ...exchange,
        origin: {
          kind: 'recorded',
          server: 'llama-server',
          version,
          date: new Date().toISOString().slice(0, 10),
        },
        reply: await record(exchange, (fetch) => client(server.url, fetch)),
      });
      console.log(`recorded: ${exchange.name}`);
    }
  } finally {
    for (const server of servers.values()) server.process.kill();
  }
  writeFileSync(fixture, `${JSON.stringify(recorded, undefined, 1)}\n`);
}

/** Makes one call with the real client and gives back what was on the wire. */
async function record(
  exchange: Exchange,
  createClient: (fetch: typeof globalThis.fetch) => object,
): Promise<WireReply> {
  let read: Promise<WireReply> | undefined;
  const client = createClient(async (...request) => {
    const response = await fetch(...request);
    read = readReply(response.clone());
    return response;
  });
  const steps = exchange.method.split('.');
  const method = steps.pop()!;
  const owner = steps.reduce<unknown>(
    (object, step) => (object as Record<string, unknown>)[step],
    client,
  );
  const call = (owner as Record<string, (...values: readonly unknown[]) => unknown>)[method]!;
  await Promise.resolve(call.apply(owner, [...exchange.arguments])).catch(() => {});
  if (read === undefined) throw new Error(`${exchange.name}: nothing was answered`);
  return read;
}

async function readReply(response: Response): Promise<WireReply> {
  const text = await response.text();
  const status = response.status === 200 ? {} : { status: response.status };
  if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
    return { ...status, json: JSON.parse(text) as unknown };
  return {
    ...status,
    events: text
      .split('\n')
      .filter((line) => line.startsWith('data: ') && line !== 'data: [DONE]')
      .map((line) => JSON.parse(line.slice('data: '.length)) as unknown),
  };
}

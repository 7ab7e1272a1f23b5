/** Records exchanges from real servers with a made model. */
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
  /** What the real server is called. */
  readonly server: string;
  readonly version: string;
  /** A client that sends what an exchange asks by the given `fetch`, and does not retry. */
  readonly client: (exchange: Exchange, fetch: typeof globalThis.fetch) => Promise<object>;
}

/**
 * Makes every call of a file again and replaces reply and origin. What is asked and what is expected stays as
 * it is: ids and counts may then differ, the contract says where, and a person decides.
 */
export async function recordFixtures(recording: Recording): Promise<void> {
  const { fixture, server, version, client } = recording;
  const recorded: Exchange[] = [];
  for (const exchange of JSON.parse(readFileSync(fixture, 'utf8')) as Exchange[]) {
    const date = new Date().toISOString().slice(0, 10);
    recorded.push({
      ...exchange,
      origin: { kind: 'recorded', server, version, date },
      reply: await record(exchange, (fetch) => client(exchange, fetch)),
    });
    console.log(`recorded: ${exchange.name}`);
  }
  writeFileSync(fixture, `${JSON.stringify(recorded, undefined, 1)}\n`);
}

/** How the exchanges of one file are made again with the server of llama.cpp. */
export interface LlamaRecording {
  readonly fixture: string;
  /** A client that sends to the address by the given `fetch` and does not retry. */
  readonly client: (url: string, fetch: typeof globalThis.fetch) => object;
  /** Further arguments of the server that an exchange needs. Default: none. */
  readonly argumentsOf?: (exchange: Exchange) => readonly string[];
}

/** The same, from the server of llama.cpp with a made model. */
export async function recordLlamaFixtures({
  fixture,
  client,
  argumentsOf = () => [],
}: LlamaRecording): Promise<void> {
  unpackLlamaServer();
  const model = join(tmpdir(), `spanwise-tiny-agent-${process.pid}.gguf`);
  writeFileSync(model, tinyModel());
  const servers = new Map<string, LlamaServer>();
  try {
    await recordFixtures({
      fixture,
      server: 'llama-server',
      version: llamaVersion(),
      client: async (exchange, fetch) => {
        const more = argumentsOf(exchange);
        const key = more.join(' ');
        const server = servers.get(key) ?? (await startLlamaServer(model, more));
        servers.set(key, server);
        return client(server.url, fetch);
      },
    });
  } finally {
    for (const server of servers.values()) server.process.kill();
  }
}

/** Makes one call with the real client and gives back what was on the wire. */
async function record(
  exchange: Exchange,
  createClient: (fetch: typeof globalThis.fetch) => Promise<object>,
): Promise<WireReply> {
  let read: Promise<WireReply> | undefined;
  const client = await createClient(async (...request) => {
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
  await Promise.resolve(call.apply(owner, structuredClone([...exchange.arguments]))).catch(
    () => {},
  );
  if (read === undefined) throw new Error(`${exchange.name}: nothing was answered`);
  return read;
}

async function readReply(response: Response): Promise<WireReply> {
  const text = await response.text();
  const status = response.status === 200 ? {} : { status: response.status };
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/x-ndjson'))
    return {
      ...status,
      events: text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    };
  if (!type.startsWith('text/event-stream'))
    return { ...status, json: JSON.parse(text) as unknown };
  return {
    ...status,
    events: text
      .split('\n')
      .filter((line) => line.startsWith('data: ') && line !== 'data: [DONE]')
      .map((line) => JSON.parse(line.slice('data: '.length)) as unknown),
  };
}

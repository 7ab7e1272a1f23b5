/** Puts the parts together: provider, database, agent, HTTP. */
import { once } from 'node:events';
import { fork, type ChildProcess } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { Pool } from 'pg';
import { pino, type Logger } from 'pino';
import { createAgent } from './agent.ts';
import { createApi } from './api.ts';
import { createJudge } from './evaluation.ts';
import { chooseProvider } from './model-providers.ts';
import { createTools } from './tools.ts';
import { createKnowledgeBase } from './knowledge/knowledge-base.ts';

/** The running application. */
export interface Application {
  readonly url: string;
  /** The provider that answers. Absent: the model is the scripted one. */
  readonly provider: string | undefined;
  /** Ends it and the processes that it started. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts everything. Without `SUPPORT_DESK_PROVIDER`, `OPENAI_API_KEY` and `OPENAI_BASE_URL` the models are scripted
 * ones, in a process of their own; with one of them, the real provider is used, and with `ANTHROPIC_API_KEY` Anthropic
 * judges the answers. Lines of the log go to standard output unless a logger is given.
 *
 * @throws {ConfigError} for a provider that is not known, and for one without its key.
 */
export async function startApplication(
  port: number = Number(process.env['PORT'] ?? 0),
  logger: Logger = pino(),
): Promise<Application> {
  const chosen = await chooseProvider(process.env);
  const children: ChildProcess[] = [];
  const start = async (file: string): Promise<string> => {
    const child = fork(join(import.meta.dirname, file), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Ctrl+C goes to the group of the terminal: out of it, they serve until the application has ended.
      detached: true,
    });
    children.push(child);
    const [address] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => {
        throw new Error(`${file} ended before it was ready`);
      }),
    ])) as [string];
    return address;
  };
  const stopChildren = (): void => {
    for (const child of children) child.kill();
  };
  // Whatever way this process ends, nothing it started stays behind.
  process.once('exit', stopChildren);
  // Until it is ready, PGlite does not hear that its parent has gone: a signal has to take the way of `exit`, too.
  process.once('SIGINT', leave).once('SIGTERM', leave);
  try {
    const [connectionString, scripted] = await Promise.all([
      start('database.ts'),
      chosen?.embeddings ? undefined : start('provider.ts'),
    ]);
    const scriptedClient = new OpenAI({ apiKey: 'none', baseURL: scripted });
    const model = chosen?.chat ?? {
      client: scriptedClient,
      name: process.env['SUPPORT_DESK_MODEL'] || 'gpt-4o-mini',
    };
    const judge = createJudge(
      chosen === undefined
        ? new Anthropic({ apiKey: 'none', baseURL: new URL(scripted!).origin })
        : process.env['ANTHROPIC_API_KEY']
          ? new Anthropic()
          : undefined,
    );
    const pool = new Pool({ connectionString, max: 4 });
    // Without a listener, a connection that is lost while nobody uses it would end the process.
    pool.on('error', (error) => logger.error(error, 'the database was lost'));
    const knowledge = await createKnowledgeBase(chosen?.embeddings ?? scriptedClient, pool);
    const api = createApi(createAgent(model, createTools(knowledge), logger), judge, logger);
    const server = api.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return {
      provider: chosen?.name,
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      stop: async () => {
        server.close();
        server.closeAllConnections();
        await pool.end();
        stopChildren();
        process.off('exit', stopChildren);
        const running = children.filter(
          ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
        );
        await Promise.all(running.map((child) => once(child, 'exit')));
      },
    };
  } catch (error) {
    stopChildren();
    throw error;
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave);
  }
}

function leave(_signal: NodeJS.Signals, code: number): void {
  process.exit(128 + code);
}

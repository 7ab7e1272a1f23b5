/** How the process ends: each of these runs in a process of its own. */
import type { Loose } from '../tested-client.ts';
import type { Api, Feature } from './situation.ts';

/** A situation about how the process ends: run in a process of its own. */
export interface ExitSituation {
  readonly name: string;
  readonly reply: string;
  /** What the client must have. Default: nothing. */
  readonly needs?: Feature | undefined;
  readonly run: (
    client: Loose,
    api: Pick<Api, 'chat' | 'stream' | 'arrived' | 'quiet' | 'keep'>,
  ) => unknown;
}

/** All situations about the end of the process. */
export const EXITS: readonly ExitSituation[] = [
  {
    name: 'a forgotten failing call ends the process',
    reply: '429',
    run: (client, api) => void api.chat(client),
  },
  {
    name: 'a forgotten failing stream ends the process',
    reply: '500',
    run: (client, api) => void api.stream(client),
  },
  {
    name: 'a forgotten call lets the process end',
    reply: 'chat',
    run: (client, api) => void api.chat(client),
  },
  {
    name: 'a stream that nobody reads lets the process end',
    reply: 'chat stream',
    run: (client, api) => api.stream(client).then(api.keep),
  },
  {
    name: 'an error of a stream that nobody catches ends the process',
    reply: 'chat stream, error event',
    run: async (client, api) => {
      for await (const chunk of await api.stream(client)) void chunk;
    },
  },
  {
    name: 'a loop that is left lets the process end',
    reply: 'chat stream, held',
    needs: 'closed by break',
    run: async (client, api) => {
      for await (const chunk of await api.stream(client)) {
        void chunk;
        break;
      }
    },
  },
  {
    name: 'process.exit in the loop',
    reply: 'chat stream, held',
    run: async (client, api) => {
      for await (const chunk of await api.stream(client)) {
        void chunk;
        process.exit(3);
      }
    },
  },
  {
    name: 'a big stream that nobody reads is not downloaded',
    reply: 'chat stream, big',
    run: async (client, api) => {
      api.keep(await api.stream(client));
      await api.quiet();
      process.exit(0);
    },
  },
  {
    name: 'an error of the program in the loop ends the process',
    reply: 'chat stream, held',
    run: async (client, api) => {
      for await (const chunk of await api.stream(client)) throw new Error(`mine ${typeof chunk}`);
    },
  },
];

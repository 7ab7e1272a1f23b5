/** Instruments vector searches by the `redis` client: the methods that send commands, and how these read. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type ModuleExports,
  type Operation,
  type Target,
} from '@spanwise/core/adapter';
import { createStoreCall, retrievedDocument } from '@spanwise/store';
import { readCommand, readCommands, readFailure, type Command } from './commands.ts';
import { redisHeader } from './header.ts';

/** What of the client is read. */
interface Client {
  readonly options?: {
    readonly url?: string;
    readonly database?: number;
    readonly socket?: { readonly host?: string; readonly port?: number; readonly path?: string };
  };
}
type AnyOperation = Operation<never, never, never>;
/** Where a command stands in the arguments of a method. */
type Find = (callArguments: readonly unknown[]) => Command | undefined;

const words = (args: unknown): readonly [unknown, unknown] =>
  Array.isArray(args) ? [args[0], args.slice(1)] : [undefined, undefined];

/** The class is not exported, and each client's is made for it: what has the method is above that of any client. */
const ownerOf =
  (path: string) =>
  (exports: ModuleExports): object | undefined => {
    const { createClient } = exports as { readonly createClient?: () => object };
    let owner: object | null | undefined = createClient?.();
    while (owner && !Object.hasOwn(owner, path)) owner = Object.getPrototypeOf(owner) as object;
    return owner ?? undefined;
  };

/** The operations of a method that sends commands. */
function sends(path: string, versions: string | undefined, find: Find): AnyOperation[] {
  const body = (callArguments: readonly unknown[], receiver: unknown): Command | undefined => {
    const command = find(callArguments);
    const { database } = (receiver as Client | undefined)?.options ?? {};
    return (
      command && {
        ...command,
        store: { namespace: String(database ?? 0), ...command.store },
      }
    );
  };
  const method: Target = { kind: 'method', path, owner: ownerOf(path) };
  return (['search', 'write', 'delete'] as const).map((name) =>
    operation<Command>({
      name,
      method,
      versions,
      body: body as never,
      when: (command) => command?.name === name,
      request: ({ store }) => ({ store }),
      response: (reply, command) => command.response?.(reply) ?? {},
      ...(name === 'search' && {
        input: ({ text }: Command) => ({ query: text }),
        output: (reply: unknown, command: Command) => ({
          documents: command
            .documents?.(reply)
            .map(({ id, score, fields }) => retrievedDocument(id, score, fields)),
        }),
      }),
    }),
  );
}

/** In version 4 a module's command makes its own words; that of no other module searches. */
const readModuleCommand: Find = ([command, given]) => {
  const { transformArguments } = (command ?? {}) as {
    readonly transformArguments?: (...values: unknown[]) => unknown;
  };
  return typeof transformArguments === 'function' &&
    String(transformArguments).includes('FT.SEARCH') &&
    Array.isArray(given)
    ? readCommand(...words(transformArguments(...(given as unknown[]))))
    : undefined;
};
const readBatch: Find = ([commands]) => {
  if (!Array.isArray(commands)) return undefined;
  const sent = commands.map((entry) => words((entry as { args?: unknown } | null)?.args));
  // In 4.1 they stand between these two.
  return readCommands(sent[0]?.[0] === 'MULTI' ? sent.slice(1, -1) : sent);
};
const last = (reply: unknown): unknown => (reply as readonly unknown[]).at(-1);
/** In version 4 the replies to what one transaction holds, which has a symbol, come after those to its parts. */
const readOldBatch: Find = (callArguments) => {
  const command = readBatch(callArguments);
  if (command === undefined || !callArguments.some((value) => typeof value === 'symbol'))
    return command;
  return {
    ...command,
    response: (reply) => command.response?.(last(reply)) ?? {},
    documents: (reply) => command.documents?.(last(reply)) ?? [],
  };
};

/** Instruments vector searches by the `redis` client. */
export const redis: Adapter = defineAdapter({
  provider: 'redis',
  module: redisHeader.module,
  store: createStoreCall,
  yields: true,
  defaultPort: 6379,
  client: (receiver) => {
    const { url, socket } = (receiver as Client | undefined)?.options ?? {};
    const { host = 'localhost', port = 6379, path } = socket ?? {};
    return { baseURL: path === undefined ? (url ?? `redis://${host}:${port}`) : undefined };
  },
  failure: readFailure,
  operations: [
    ...sends('sendCommand', undefined, ([args]) => readCommand(...words(args))),
    ...sends('commandsExecutor', '<5', readModuleCommand),
    ...sends('multiExecutor', '<5', readOldBatch),
    ...sends('_executeMulti', '>=5', readBatch),
    ...sends('_executePipeline', '>=5', readBatch),
  ],
});

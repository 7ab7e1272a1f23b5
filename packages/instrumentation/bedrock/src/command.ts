/** Which command a client is sent: all of its calls go through one method. */
import { operation, type Fold, type Operation } from '@spanwise/core/adapter';

/** What `send` is given. */
export interface Command<Input = object> {
  /** Such as `Converse`. */
  readonly name: string;
  readonly input: Input;
}

/** An operation of one command; its body is the command's input, or what `read` makes of it. */
export type CommandOperation<Input, Reply, Chunk> = Omit<
  Operation<Input, Reply, Chunk>,
  'method' | 'versions' | 'body' | 'when' | 'callback' | 'stream'
> & {
  readonly when?: ((input: Input) => boolean) | undefined;
  readonly stream?: Omit<Fold<Input, Reply, Chunk>, 'includeUsage'> | undefined;
};

/** Reads the arguments of `send`. */
export function readCommand([command]: readonly unknown[]): Command {
  const { constructor, input, schema } = (command ?? {}) as {
    constructor?: { name?: string };
    input?: object;
    schema?: unknown;
  };
  // A bundler may give the class another name. Newer commands carry their operation: kind, namespace, name.
  const named: unknown = Array.isArray(schema) ? schema[2] : undefined;
  const name = typeof named === 'string' ? named : constructor?.name?.replace(/Command$/, '');
  return { name: name ?? '', input: input ?? {} };
}

/**
 * The operation of one command of an exported client.
 *
 * @param read The command out of the arguments. The same function for all operations that read alike: it runs once.
 */
export function commandOperation<Input, Reply, Chunk = unknown>(
  client: string,
  command: string,
  definition: CommandOperation<Input, Reply, Chunk>,
  read: (callArguments: readonly unknown[]) => Command<unknown> = readCommand,
): Operation<never, never, never> {
  const { when, request, response, stream, input, output, ...rest } = definition;
  return operation<Command<Input>, Reply, Chunk>({
    ...rest,
    method: {
      kind: 'method',
      path: 'send',
      export: client,
      calledAs: command[0]!.toLowerCase() + command.slice(1),
    },
    callback: true,
    body: read as (callArguments: readonly unknown[]) => Command<Input>,
    when: (sent) => sent.name === command && (when?.(sent.input) ?? true),
    request: (sent) => request(sent.input),
    response: response && ((reply, sent, http) => response(reply, sent.input, http)),
    stream: stream && { ...stream, start: (sent) => stream.start(sent.input) },
    input: input && ((sent) => input(sent.input)),
    output: output && ((reply, sent) => output(reply, sent.input)),
  });
}

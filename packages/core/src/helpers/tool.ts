/** A tool that a model may call: `execute_tool`. */
import { asObject } from '../adapter/content.ts';
import type { OutputContent } from '../adapter/facts.ts';
import { safely } from '../safely.ts';
import { requireName } from './options.ts';
import type { AnyFunction } from './any-function.ts';
import { countChunks, watchFunction } from './watched-function.ts';

/** What is known of a tool. */
export interface ToolOptions {
  /** The name that the model calls it by. */
  readonly name: string;
  readonly description?: string | undefined;
  /** `function`, `extension`, `datastore`. Default `function`. */
  readonly type?: string | undefined;
  /** Finds the id that the model gave the call in the function's arguments. Default: none is recorded. */
  readonly callId?: ((callArguments: readonly unknown[]) => string | undefined) | undefined;
}

/**
 * Wraps a tool: each call is a span `execute_tool {name}` with its duration as a metric. Arguments and
 * result are recorded only when content is captured.
 *
 * @returns a function with the type of `fn`.
 * @throws {ConfigError} when there is no name.
 */
export function tool<F extends AnyFunction>(options: ToolOptions, fn: F): F {
  const { name, description, type = 'function', callId } = requireName('tool', options, fn);
  const operation = {
    name: 'execute_tool' as const,
    method: name,
    request: () => ({}),
    input: (callArguments: readonly unknown[]) => ({
      toolArguments: asObject(callArguments.length === 1 ? callArguments[0] : callArguments),
    }),
    output: (result: unknown): OutputContent => ({
      toolResult: result === undefined ? undefined : asObject(result),
    }),
    stream: countChunks,
  };
  return watchFunction(fn, (callArguments) => ({
    operation,
    facts: {
      toolName: name,
      toolType: type,
      toolDescription: description,
      toolCallId: safely('reading a call id', () => callId?.(callArguments)),
    },
  }));
}

/** An agent: `invoke_agent`, with its model calls, tool calls and tokens counted. */
import { agentScope } from '../context/scopes.ts';
import { requireName } from './options.ts';
import type { AnyFunction } from './any-function.ts';
import { countChunks, watchFunction } from './watched-function.ts';

/** What is known of an agent. */
export interface AgentOptions {
  readonly name: string;
  readonly description?: string | undefined;
}

/**
 * Wraps an agent: each call is a span `invoke_agent {name}`; what runs inside is under it. An agent that
 * gives back a generator or stream ends when that is left.
 *
 * @returns a function with the type of `fn`.
 * @throws {ConfigError} when there is no name.
 */
export function agent<F extends AnyFunction>(options: AgentOptions, fn: F): F {
  const { name, description } = requireName('agent', options, fn);
  return watchFunction(fn, () => {
    return {
      agent: agentScope(name),
      facts: { agentName: name, agentDescription: description },
      operation: {
        name: 'invoke_agent',
        method: name,
        request: () => ({}),
        stream: countChunks,
      },
    };
  });
}

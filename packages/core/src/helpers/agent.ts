/** An agent: `invoke_agent`, with its model calls, tool calls and tokens counted. */
import type { AgentScope } from '../context/scopes.ts';
import { requireName } from './options.ts';
import { countChunks, watchFunction, type AnyFunction } from './watched-function.ts';

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
    const scope: AgentScope = {
      name,
      inferenceCalls: 0,
      toolCalls: 0,
      inputTokens: 0,
      outputTokens: 0,
      usageReports: 0,
      pricedCalls: 0,
      costReports: 0,
      costAmount: 0,
      costCurrency: undefined,
    };
    return {
      agent: scope,
      facts: { agentName: name, agentDescription: description },
      operation: {
        name: 'invoke_agent',
        method: name,
        request: () => ({}),
        // Sums over some of the calls would pass for the whole: then there are none. A call that still runs
        // when its agent has ended counts as one without usage.
        response: () =>
          scope.inferenceCalls > 0 && scope.usageReports === scope.inferenceCalls
            ? { usage: { inputTokens: scope.inputTokens, outputTokens: scope.outputTokens } }
            : {},
        stream: countChunks,
      },
    };
  });
}

/** A workflow: the entry point of several steps or agents, `invoke_workflow`. */
import { requireName } from './options.ts';
import type { AnyFunction } from './any-function.ts';
import { countChunks, watchFunction } from './watched-function.ts';

/** What is known of a workflow. */
export interface WorkflowOptions {
  /** One of few names: it is on metrics. */
  readonly name: string;
}

/**
 * Wraps the entry point of a workflow: each call is a span `invoke_workflow {name}`.
 *
 * @returns a function with the type of `fn`.
 * @throws {ConfigError} when there is no name.
 */
export function workflow<F extends AnyFunction>(options: WorkflowOptions, fn: F): F {
  const { name } = requireName('workflow', options, fn);
  const operation = {
    name: 'invoke_workflow' as const,
    method: name,
    request: () => ({}),
    stream: countChunks,
  };
  return watchFunction(fn, () => ({ operation, facts: { workflowName: name } }));
}

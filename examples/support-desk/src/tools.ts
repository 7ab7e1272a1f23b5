/** The agent's tools: what the model reads of each, and what it does. */
import type OpenAI from 'openai';
import { tool } from 'spanwise';
import type { KnowledgeBase } from './knowledge/knowledge-base.ts';
import { findOrder, refund } from './orders.ts';

/** One tool. */
export interface AgentTool {
  readonly definition: OpenAI.ChatCompletionFunctionTool;
  /** Does the work. Takes what the model wrote, which need not be what was asked for. */
  readonly run: (input: unknown) => Promise<unknown>;
}

/** Thrown when the model left out what a tool needs. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/** All tools, by name. */
export function createTools(knowledge: KnowledgeBase): ReadonlyMap<string, AgentTool> {
  return new Map([
    define('search_knowledge', 'Finds help articles.', 'question', knowledge.search),
    define('look_up_order', 'Finds an order by its number.', 'id', findOrder),
    define('refund_order', 'Pays an order back.', 'id', refund),
  ]);
}

function define(
  name: string,
  description: string,
  parameter: string,
  work: (value: string) => unknown,
): [string, AgentTool] {
  const parameters = {
    type: 'object',
    properties: { [parameter]: { type: 'string' } },
    required: [parameter],
  };
  const run = tool({ name, description }, async (input: unknown) =>
    work(requireText(input, parameter)),
  );
  return [
    name,
    { definition: { type: 'function', function: { name, description, parameters } }, run },
  ];
}

/**
 * Reads a text from the arguments of a model.
 *
 * @throws {ArgumentError} when it is not there.
 */
export function requireText(input: unknown, parameter: string): string {
  const value = (input as Readonly<Record<string, unknown>> | null)?.[parameter];
  if (typeof value === 'string' && value !== '') return value;
  throw new ArgumentError(`The argument "${parameter}" is missing: it is a text.`);
}

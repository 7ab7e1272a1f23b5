/** What a running model call or agent leaves in the context for the calls inside it. */
import { createContextKey, type Context } from '@opentelemetry/api';
import type { CallKind } from '../adapter/adapter.ts';
import type { HttpFacts, TokenUsage } from '../adapter/facts.ts';

/** Where a running call is kept. */
export const CALL: symbol = createContextKey('spanwise.call.v1');
const AGENT = createContextKey('spanwise.agent.v1');

/** Counts of an agent's own work; a sub-agent counts on itself. */
export interface AgentScope {
  readonly name: string | undefined;
  /** Of the last model call that told its id. Absent before. */
  responseId?: string | undefined;
  inferenceCalls: number;
  toolCalls: number;
  /** Sums over the calls that reported usage. */
  inputTokens: number;
  outputTokens: number;
  /** How many calls reported usage: with fewer than all, the sums would be too small. */
  usageReports: number;
  /** Calls inside that have a price, how many of them told it, and what these cost together. */
  pricedCalls: number;
  costReports: number;
  costAmount: number;
  costCurrency: string | undefined;
  /** When the last of its calls ended, on the clock of `performance.now()`; 0 before. */
  lastMillis: number;
}

/** The counts of an agent that starts. */
export function agentScope(name: string | undefined): AgentScope {
  return {
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
    lastMillis: 0,
  };
}

/**
 * What an agent's calls used together. `undefined` where one of them did not tell: sums over some would pass for the
 * whole. A call that still runs when its agent has ended counts as one without usage.
 */
export function usageOfAgent(agent: AgentScope): TokenUsage | undefined {
  const { inferenceCalls, usageReports, inputTokens, outputTokens } = agent;
  return inferenceCalls > 0 && usageReports === inferenceCalls
    ? { inputTokens, outputTokens }
    : undefined;
}

/** A physical call while it runs. */
export interface RunningCall {
  /** Absent in older copies of this package: a model call. */
  readonly kind?: CallKind | undefined;
  /** A request is sent to a host. False when it is none of this call's. Its whole address is asked for when it must be known. */
  readonly attemptBegins: (hostname: string | undefined, url: () => URL | null) => boolean;
  /** Its reply is there; `undefined`: it failed. */
  readonly attemptEnds: (http: HttpFacts | undefined) => void;
}

/** Marks the inside of one physical call, so that a client under another one of its kind is not counted again. */
export function inCall(of: Context, call: RunningCall): Context {
  return of.setValue(CALL, call);
}

/** True inside a call of the same kind that is watched already: the embeddings that a store asks for are calls of their own. */
export function isInCall(of: Context, kind: CallKind): boolean {
  const call = of.getValue(CALL);
  return call !== undefined && ((call as RunningCall).kind ?? 'model') === kind;
}

/** The call that runs in a context; `undefined` also for one of an older copy of this package. */
export function callOf(of: Context): RunningCall | undefined {
  const call = of.getValue(CALL);
  return typeof call === 'object' ? (call as RunningCall) : undefined;
}

/** Puts an agent's counts into a context. What runs there is no longer part of the call that it was started from. */
export function withAgent(of: Context, agent: AgentScope): Context {
  return of.setValue(AGENT, agent);
}

/** The innermost running agent. */
export function agentOf(of: Context): AgentScope | undefined {
  return of.getValue(AGENT) as AgentScope | undefined;
}

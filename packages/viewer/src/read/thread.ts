/** Puts the calls of a conversation together: what each repeats of the one before is shown once, tools stand with their calls. */
import {
  ATTR_GEN_AI_INPUT_MESSAGES,
  ATTR_GEN_AI_OUTPUT_MESSAGES,
  ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
  ATTR_GEN_AI_TOOL_CALL_ARGUMENTS,
  ATTR_GEN_AI_TOOL_CALL_ID,
  ATTR_GEN_AI_TOOL_CALL_RESULT,
} from '@spanwise/semconv';
import type {
  Attributes,
  AttributeValue,
  Entry,
  Evaluation,
  MessageEntry,
  Part,
  Thread,
  ToolCallPart,
} from '../api.ts';
import { readCall, readError } from './call.ts';
import { readParts, readValue } from './parts.ts';
import type { StoredSpan } from './stored-span.ts';
import { fieldsOf, textIn } from './values.ts';

interface Message {
  readonly role: string;
  readonly name: string | undefined;
  readonly parts: readonly Part[];
  readonly finishReason: string | undefined;
  /** What two messages that are the same have in common. */
  readonly key: string;
}

interface Growing {
  readonly id: string;
  readonly agent: string | undefined;
  readonly entries: Entry[];
  system: readonly Part[];
  history: Message[];
  lastTraceId: string;
}

const TITLE_CHARACTERS = 80;

/**
 * Puts together `calls`, which are in order of their start. `agentOf` names the agent around a span,
 * `evaluationsOf` gives the judgements on it.
 */
export function buildThreads(
  calls: readonly StoredSpan[],
  tools: readonly StoredSpan[],
  agentOf: (span: StoredSpan) => string | undefined,
  evaluationsOf: (span: StoredSpan) => readonly Evaluation[],
): Thread[] {
  const threads: Growing[] = [];
  const waiting = [...tools];
  const runs = new Map<StoredSpan, Growing>();
  for (const call of calls) {
    const { attributes } = call;
    const given = readMessages(attributes[ATTR_GEN_AI_INPUT_MESSAGES]);
    const start = given.findIndex(({ role }) => role !== 'system');
    // Instructions may stand before the messages or at their beginning.
    const input = given.slice(Math.max(0, start));
    const output = readMessages(attributes[ATTR_GEN_AI_OUTPUT_MESSAGES]);
    const system = [
      ...readParts(attributes[ATTR_GEN_AI_SYSTEM_INSTRUCTIONS]),
      ...given.slice(0, Math.max(0, start)).flatMap(({ parts }) => parts),
    ];
    const agent = agentOf(call);
    const { thread, fresh } = placeOf(threads, call, input, system, agent);
    if (system.length > 0) thread.system = system;
    thread.lastTraceId = call.traceId;
    const from = { traceId: call.traceId, spanId: call.spanId };
    for (const message of fresh) {
      thread.entries.push({ ...shown(message), at: call.started, ...from, direction: 'input' });
    }
    thread.entries.push({
      kind: 'call',
      call: readCall(call, evaluationsOf(call)),
      at: call.started,
    });
    for (const [choice, message] of output.entries()) {
      thread.entries.push({
        ...shown(message),
        at: call.ended,
        ...from,
        direction: 'output',
        choice: output.length > 1 ? choice : undefined,
      });
    }
    thread.history = [...thread.history, ...fresh, ...output];
  }
  for (const tool of waiting) {
    const thread = threadOf(threads, tool, agentOf(tool));
    if (thread) runs.set(tool, thread);
  }
  return threads
    .map((thread, index) => {
      const own = waiting.filter(
        (tool) => runs.get(tool) === thread || (index === 0 && !runs.has(tool)),
      );
      return finished(thread, own);
    })
    .toSorted((left, right) => weight(right) - weight(left));
}

/** A thread for tools that ran without any call of a model. `undefined` when there are none. */
export function toolThread(tools: readonly StoredSpan[]): Thread | undefined {
  if (tools.length === 0) return undefined;
  return {
    id: 'tools',
    title: tools[0]!.name,
    system: [],
    entries: tools.map((tool) => ({ kind: 'tool', call: toolCallOf(tool), at: tool.started })),
  };
}

/** Users' messages count: the main thread is the one in which people speak, and the longest. */
function weight({ entries, agent }: Thread): number {
  const isAsked = entries.some((entry) => entry.kind === 'message' && entry.role === 'user');
  const hasTools = entries.some(
    (entry) => entry.kind === 'message' && entry.parts.some(({ type }) => type === 'tool_call'),
  );
  return entries.length + (isAsked ? 1 : 0) + (hasTools ? 5 : 0) + (agent === undefined ? 0 : 1);
}

/** Which thread a call goes on, and which of its messages are new there. */
function placeOf(
  threads: Growing[],
  call: StoredSpan,
  input: readonly Message[],
  system: readonly Part[],
  agent: string | undefined,
): { thread: Growing; fresh: readonly Message[] } {
  let best: { thread: Growing; repeated: number; kept: number } | undefined;
  for (const thread of threads) {
    const { repeated, kept } = overlap(thread.history, input);
    if (repeated > (best?.repeated ?? 0)) best = { thread, repeated, kept };
  }
  // One message alone is no history: a person may say "yes" twice. Within a trace it is the same one sent again.
  if (best && (input.length > 1 || best.thread.lastTraceId === call.traceId)) {
    best.thread.history = best.thread.history.slice(0, best.kept);
    return { thread: best.thread, fresh: input.slice(best.repeated) };
  }
  const sameTalk = threads.find(
    (thread) =>
      thread.agent === agent &&
      (input.length <= 1 || thread.history.length === 0) &&
      JSON.stringify(thread.system) === JSON.stringify(system) &&
      (thread.lastTraceId !== call.traceId || input.length === 0),
  );
  if (sameTalk) return { thread: sameTalk, fresh: input };
  const thread: Growing = {
    id: call.spanId,
    agent,
    entries: [],
    system,
    history: [],
    lastTraceId: call.traceId,
  };
  threads.push(thread);
  return { thread, fresh: input };
}

/**
 * How many messages at the beginning of the input are in the history, in this order, and where in it the last one stands.
 * Some of the history may be missing in between, since applications leave out old messages and those of tools.
 */
function overlap(
  history: readonly Message[],
  input: readonly Message[],
): { repeated: number; kept: number } {
  let repeated = 0;
  let kept = 0;
  for (let place = 0; place < history.length && repeated < input.length; place += 1) {
    if (!isSame(history[place]!, input[repeated]!)) continue;
    repeated += 1;
    kept = place + 1;
  }
  return { repeated, kept };
}

/** A reply that is sent again may have lost its reasoning or the form of its arguments; the ids of its calls stay. */
function isSame(left: Message, right: Message): boolean {
  if (left.role !== right.role) return false;
  if (left.key === right.key) return true;
  const ids = callIds(left);
  return ids !== '' && ids === callIds(right);
}

function callIds({ parts }: Message): string {
  return parts
    .flatMap((part) => (part.type === 'tool_call' && part.id !== undefined ? [part.id] : []))
    .join(' ');
}

function readMessages(value: AttributeValue | undefined): Message[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly AttributeValue[]).map((item) => {
    const fields = fieldsOf(item);
    const parts = readParts(fields['parts']);
    return {
      role: textIn(fields, 'role') ?? '',
      name: textIn(fields, 'name'),
      parts,
      finishReason: textIn(fields, 'finish_reason'),
      key: JSON.stringify(parts.filter(({ type }) => type !== 'reasoning').map(keyOf)),
    };
  });
}

function keyOf(part: Part): unknown {
  if (part.type === 'text') return part.text.trim();
  if (part.type === 'tool_call') return [part.name, part.arguments ?? null];
  if (part.type === 'tool_result') return [part.id ?? null, part.value];
  return part;
}

function shown({
  role,
  name,
  parts,
  finishReason,
}: Message): Pick<MessageEntry, 'kind' | 'role' | 'name' | 'parts' | 'finishReason'> {
  return { kind: 'message', role, name, parts, finishReason };
}

/** The thread that a tool's run belongs to: the one in which it was called, else one of its agent and trace. */
function threadOf(
  threads: readonly Growing[],
  tool: StoredSpan,
  agent: string | undefined,
): Growing | undefined {
  const id = callIdOf(tool);
  return (
    threads.find(
      ({ entries }) => id !== undefined && callsIn(entries).some((call) => call.id === id),
    ) ??
    threads.find((thread) => thread.agent === agent && inTrace(thread, tool)) ??
    threads.find((thread) => inTrace(thread, tool))
  );
}

function inTrace({ entries }: Growing, { traceId }: StoredSpan): boolean {
  return entries.some((entry) => entry.kind === 'call' && entry.call.traceId === traceId);
}

function callsIn(entries: readonly Entry[]): ToolCallPart[] {
  return entries.flatMap((entry) =>
    entry.kind === 'message' ? entry.parts.filter((part) => part.type === 'tool_call') : [],
  );
}

/** Pairs the calls of tools with their results and runs, and takes out what is shown with its call. */
function finished({ id, agent, system, entries }: Growing, tools: readonly StoredSpan[]): Thread {
  const results = new Map<string, AttributeValue>();
  for (const entry of entries) {
    if (entry.kind !== 'message') continue;
    for (const part of entry.parts) {
      if (part.type === 'tool_result' && part.id !== undefined) results.set(part.id, part.value);
    }
  }
  const left = new Set(tools);
  const paired = new Set<string>();
  const withResult = (part: ToolCallPart, entry: MessageEntry): ToolCallPart => {
    const run = [...left].find((tool) => isRunOf(tool, part, entry));
    if (run) left.delete(run);
    const value = part.id === undefined ? undefined : results.get(part.id);
    if (part.id !== undefined && value !== undefined) paired.add(part.id);
    const ran = run && toolCallOf(run);
    return {
      ...part,
      arguments: part.arguments ?? ran?.arguments,
      result: value === undefined ? ran?.result : { value },
      error: ran?.error,
      run: ran?.run,
    };
  };
  const withCalls = entries.map((entry): Entry =>
    entry.kind === 'message'
      ? {
          ...entry,
          parts: entry.parts.map((part) =>
            part.type === 'tool_call' ? withResult(part, entry) : part,
          ),
        }
      : entry,
  );
  const shownEntries = withCalls.flatMap((entry): Entry[] => {
    if (entry.kind !== 'message') return [entry];
    const parts = entry.parts.filter(
      (part) => part.type !== 'tool_result' || part.id === undefined || !paired.has(part.id),
    );
    return parts.length === 0 && entry.parts.length > 0 ? [] : [{ ...entry, parts }];
  });
  // Entries are in the order of the calls; a run that belongs to none stands before the first that began later.
  for (const tool of left) {
    const place = shownEntries.findIndex(({ at }) => at > tool.started);
    shownEntries.splice(place < 0 ? shownEntries.length : place, 0, {
      kind: 'tool',
      call: toolCallOf(tool),
      at: tool.started,
    });
  }
  return { id, agent, title: titleOf(shownEntries, agent), system, entries: shownEntries };
}

function isRunOf(tool: StoredSpan, part: ToolCallPart, entry: MessageEntry): boolean {
  const id = callIdOf(tool);
  if (id !== undefined && part.id !== undefined) return id === part.id;
  return (
    tool.facts.tool === part.name && tool.traceId === entry.traceId && tool.started >= entry.at - 1
  );
}

function callIdOf({ attributes }: StoredSpan): string | undefined {
  return textIn(attributes, ATTR_GEN_AI_TOOL_CALL_ID);
}

function toolCallOf(tool: StoredSpan): ToolCallPart {
  const attributes: Attributes = tool.attributes;
  const result = readValue(attributes[ATTR_GEN_AI_TOOL_CALL_RESULT]);
  return {
    type: 'tool_call',
    id: callIdOf(tool),
    name: tool.facts.tool ?? tool.name,
    arguments: readValue(attributes[ATTR_GEN_AI_TOOL_CALL_ARGUMENTS]),
    result: result === undefined ? undefined : { value: result },
    error: readError(tool),
    run: {
      traceId: tool.traceId,
      spanId: tool.spanId,
      startedAt: tool.started,
      durationMillis: tool.ended - tool.started,
    },
  };
}

function titleOf(entries: readonly Entry[], agent: string | undefined): string {
  for (const entry of entries) {
    if (entry.kind !== 'message') continue;
    const text = entry.parts.find((part) => part.type === 'text');
    if (text)
      return text.text.length > TITLE_CHARACTERS
        ? `${text.text.slice(0, TITLE_CHARACTERS)}…`
        : text.text;
  }
  return agent ?? entries.find((entry) => entry.kind === 'call')?.call.operation ?? '';
}

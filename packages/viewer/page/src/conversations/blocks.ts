/** A thread as the blocks that a reader sees. */
import type { Call, Entry, MessageEntry, Thread, ToolEntry } from '../../../src/api.ts';

/** What stands below each other. */
export type Block =
  /** The beginning of a trace. */
  | {
      readonly kind: 'turn';
      readonly number: number;
      readonly traceId: string;
      readonly at: number;
    }
  | { readonly kind: 'message'; readonly entry: MessageEntry }
  /** A call with what it brought back: one message for each choice, none when it failed or has no content. */
  | { readonly kind: 'answer'; readonly call: Call; readonly messages: readonly MessageEntry[] }
  | { readonly kind: 'tool'; readonly entry: ToolEntry };

/** The blocks of a thread. A turn is marked when there is more than one. */
export function blocksOf(entries: readonly Entry[]): Block[] {
  const blocks: Block[] = [];
  const hasTurns = new Set(entries.map(traceOf).filter(Boolean)).size > 1;
  let traceId: string | undefined;
  let turn = 0;
  let answer: { kind: 'answer'; call: Call; messages: MessageEntry[] } | undefined;
  for (const entry of entries) {
    const trace = traceOf(entry);
    if (hasTurns && trace !== undefined && trace !== traceId) {
      turn++;
      blocks.push({ kind: 'turn', number: turn, traceId: trace, at: entry.at });
    }
    traceId = trace ?? traceId;
    if (entry.kind === 'call') {
      answer = { kind: 'answer', call: entry.call, messages: [] };
      blocks.push(answer);
    } else if (entry.kind === 'tool') {
      blocks.push({ kind: 'tool', entry });
    } else if (answer?.call.spanId === entry.spanId && entry.direction === 'output') {
      answer.messages.push(entry);
    } else {
      blocks.push({ kind: 'message', entry });
    }
  }
  return blocks;
}

/** A key that stays while a thread grows. */
export function blockKey(block: Block, index: number): string {
  switch (block.kind) {
    case 'turn':
      return `turn ${block.traceId}`;
    case 'answer':
      return `answer ${block.call.spanId}`;
    case 'message':
      return `message ${block.entry.spanId} ${index}`;
    case 'tool':
      return `tool ${block.entry.call.run?.spanId ?? index}`;
  }
}

/** Whether any of a thread's calls has its messages. */
export function hasContent(threads: readonly Thread[]): boolean {
  return threads.some((thread) =>
    thread.entries.some((entry) => (entry.kind === 'call' ? entry.call.hasContent : true)),
  );
}

function traceOf(entry: Entry): string | undefined {
  switch (entry.kind) {
    case 'message':
      return entry.traceId;
    case 'call':
      return entry.call.traceId;
    case 'tool':
      return entry.call.run?.traceId;
  }
}

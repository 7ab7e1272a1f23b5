import { describe, expect, it } from 'vitest';
import type { Call, CallEntry, MessageEntry, ToolEntry } from '../../../src/api.ts';
import { blocksOf, blockKey } from './blocks.ts';
import { streamPhases } from './stream-phases.ts';

function message(traceId: string, spanId: string, direction: 'input' | 'output'): MessageEntry {
  return { kind: 'message', role: 'user', parts: [], at: 0, traceId, spanId, direction };
}

function call(traceId: string, spanId: string): CallEntry {
  return { kind: 'call', at: 0, call: { traceId, spanId } as Call };
}

const tool: ToolEntry = { kind: 'tool', at: 0, call: { type: 'tool_call', name: 'look_up' } };

describe('blocksOf', () => {
  it('puts the messages that a call brought back under the call', () => {
    const blocks = blocksOf([
      message('t', 'a', 'input'),
      call('t', 'a'),
      message('t', 'a', 'output'),
      message('t', 'a', 'output'),
      tool,
      message('t', 'b', 'input'),
      call('t', 'b'),
    ]);
    expect(
      blocks.map((block) => (block.kind === 'answer' ? block.messages.length : block.kind)),
    ).toEqual(['message', 2, 'tool', 'message', 0]);
  });

  it('marks turns when there are several traces', () => {
    const blocks = blocksOf([call('t', 'a'), tool, call('u', 'b')]);
    expect(blocks.map((block, index) => blockKey(block, index))).toEqual([
      'turn t',
      'answer a',
      'tool 2',
      'turn u',
      'answer b',
    ]);
  });
});

describe('streamPhases', () => {
  it('goes from waiting to reasoning to writing', () => {
    expect(
      streamPhases({ firstChunkMillis: 100, firstReasoningMillis: 120, firstTextMillis: 400 }, 900),
    ).toEqual([
      { name: 'waiting', startMillis: 0, endMillis: 100 },
      { name: 'reasoning', startMillis: 100, endMillis: 400 },
      { name: 'writing', startMillis: 400, endMillis: 900 },
    ]);
  });

  it('says only that it streams when it is not known what', () => {
    expect(streamPhases({ firstChunkMillis: 100 }, 900).map(({ name }) => name)).toEqual([
      'waiting',
      'streaming',
    ]);
  });

  it('knows nothing of a call that says nothing', () => {
    expect(streamPhases({ chunkCount: 3 }, 900)).toEqual([]);
  });

  it('keeps phases within a call whose duration is too short', () => {
    expect(streamPhases({ firstTextMillis: 100 }, 50)).toEqual([
      { name: 'waiting', startMillis: 0, endMillis: 100 },
    ]);
  });
});

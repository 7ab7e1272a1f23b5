// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Call, Thread } from '../../../src/api.ts';
import { finishTone } from './call-line.tsx';
import { ThreadView } from './thread-view.tsx';
import { summarize } from './tool-card.tsx';

afterEach(cleanup);

const call: Call = {
  traceId: 't',
  spanId: 's',
  operation: 'chat',
  provider: 'openai',
  requestModel: 'gpt-4o-mini',
  startedAt: 0,
  durationMillis: 1240,
  parameters: { temperature: 0 },
  usage: { inputTokens: 191, outputTokens: 21, cacheReadTokens: 128 },
  cost: { amount: 0.0004, currency: 'USD', source: 'table' },
  finishReasons: ['length'],
  stream: { firstChunkMillis: 310 },
  retries: { count: 2 },
  rateLimits: [{ kind: 'requests', limit: 100, remaining: 3 }],
  tools: [],
  versions: {},
  evaluations: [],
  hasContent: true,
};

const thread: Thread = {
  id: 'main',
  title: 'x',
  system: [{ type: 'text', text: 'Be kind.' }],
  entries: [
    {
      kind: 'message',
      role: 'user',
      parts: [{ type: 'text', text: 'Where is my order?' }],
      at: 0,
      traceId: 't',
      spanId: 's',
      direction: 'input',
    },
    { kind: 'call', call, at: 0 },
    {
      kind: 'message',
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'It may be late.' },
        {
          type: 'tool_call',
          name: 'look_up',
          arguments: { id: 1042 },
          result: { value: { status: 'shipped' } },
        },
      ],
      at: 1,
      traceId: 't',
      spanId: 's',
      direction: 'output',
    },
  ],
};

describe('ThreadView', () => {
  it('shows a call with its figures, its thinking and its tool with the result', () => {
    const { container } = render(
      <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={new QueryClient()}>
          <ThreadView thread={thread} scroller={createRef()} />
        </QueryClientProvider>
      </MantineProvider>,
    );
    const [user, assistant] = screen.getAllByRole('article');
    expect(user?.textContent).toContain('Where is my order?');
    const text = assistant?.textContent ?? '';
    for (const part of [
      'gpt-4o-mini',
      '1.24 s',
      'first chunk 310 ms',
      '191→21',
      '128 cached',
      '$0.0004',
    ]) {
      expect(text).toContain(part);
    }
    for (const part of [
      'length',
      'retried 2 times',
      'requests: 3 of 100 left',
      'It may be late.',
      'status: "shipped"',
    ]) {
      expect(text).toContain(part);
    }
    // The policy of the page allows no style that a script writes.
    expect(container.querySelector('style')).toBeNull();
  });

  it('folds the system prompt', () => {
    render(
      <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
        <ThreadView thread={{ ...thread, entries: [] }} scroller={createRef()} />
      </MantineProvider>,
    );
    const button = screen.getByRole('button', { name: /System prompt/ });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(button);
    expect(screen.getByText('Be kind.').textContent).toBe('Be kind.');
  });
});

describe('finishTone', () => {
  it('warns of answers that were cut short', () => {
    expect(['stop', 'tool_call', 'length', 'max_tokens', 'content_filter'].map(finishTone)).toEqual(
      ['plain', 'plain', 'warn', 'warn', 'bad'],
    );
  });
});

describe('summarize', () => {
  it('says a value in one line', () => {
    expect(summarize({ id: 1, name: 'a\nb' })).toBe(String.raw`id: 1, name: "a\nb"`);
    expect(summarize('x'.repeat(500), 10)).toBe('xxxxxxxxx…');
    expect(summarize(undefined)).toBe('');
  });
});

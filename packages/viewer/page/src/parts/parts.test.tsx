// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReactNode } from 'react';
import { describeCost, describeUsage, Tokens } from './figures.tsx';
import { JsonTree } from './json-tree.tsx';
import { Markdown, safeLink } from './markdown.tsx';
import { Media } from './media.tsx';
import { MessageText } from './message-text.tsx';
import { describeName } from './attribute-table.tsx';

afterEach(cleanup);

function show(element: ReactNode): HTMLElement {
  return render(
    <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
      {element}
    </MantineProvider>,
  ).container;
}

describe('Markdown', () => {
  it('shows HTML of a model as text', () => {
    const page = show(
      <Markdown text={'<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> *kind*'} />,
    );
    expect(page.querySelector('script, img')).toBeNull();
    expect(page.textContent).toContain('<script>alert(1)</script>');
    expect(page.querySelector('em')?.textContent).toBe('kind');
  });

  it('links only to addresses that a reader can see', () => {
    const page = show(
      <Markdown text="[a](javascript:alert(1)) [b](https://example.com/x) [c](data:text/html,x) [d](/api/clear)" />,
    );
    const links = [...page.querySelectorAll('a')];
    expect(links.map(({ href }) => href)).toEqual(['https://example.com/x']);
    expect(links[0]?.rel).toContain('noopener');
  });

  it('loads no picture', () => {
    const page = show(<Markdown text="![secret](https://example.com/pixel.png?id=1)" />);
    expect(page.querySelector('img')).toBeNull();
    expect(page.textContent).toContain('https://example.com/pixel.png?id=1');
  });
});

describe('safeLink', () => {
  it.each([
    ['https://example.com', 'https://example.com'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
    ['HTTP://example.com', 'HTTP://example.com'],
    ['javascript:alert(1)', undefined],
    [' https://example.com', undefined],
    ['//example.com', undefined],
    ['https://', undefined],
    [undefined, undefined],
  ])('of %j is %j', (address, link) => {
    expect(safeLink(address)).toBe(link);
  });
});

describe('Media', () => {
  it('stands in for what was not captured, and never follows its address', () => {
    const page = show(
      <Media
        part={{
          type: 'media',
          modality: 'image',
          mimeType: 'image/png',
          bytes: 2048,
          uri: 'https://example.com/a.png',
        }}
      />,
    );
    expect(page.querySelector('img, a')).toBeNull();
    expect(page.textContent).toContain('image · image/png · 2 kB · not captured');
  });

  it('shows a captured picture, but nothing that could hold a program', () => {
    const shown = show(
      <Media part={{ type: 'media', modality: 'image', mimeType: 'image/png', content: 'AAAA' }} />,
    );
    expect(shown.querySelector('img')?.getAttribute('src')).toBe('data:image/png;base64,AAAA');
    const drawn = show(
      <Media
        part={{ type: 'media', modality: 'image', mimeType: 'image/svg+xml', content: 'AAAA' }}
      />,
    );
    expect(drawn.querySelector('img')).toBeNull();
  });
});

describe('MessageText', () => {
  it('shows JSON as a tree, and as it is when asked', () => {
    const page = show(<MessageText text='{"a":1}' json={{ a: 1 }} isMarkdown label="answer" />);
    expect(screen.getByLabelText('answer').textContent).toContain('a:');
    fireEvent.click(screen.getByLabelText('As it is'));
    expect(page.textContent).toContain('{"a":1}');
  });

  it('keeps only some lines of a long text in the page', () => {
    const page = show(<MessageText text={'line\n'.repeat(200_000)} isMarkdown label="answer" />);
    expect(page.textContent).toContain('1,000,000 characters');
    expect(page.querySelectorAll('*').length).toBeLessThan(500);
  });
});

describe('JsonTree', () => {
  it('shows control characters and deep nesting harmlessly', () => {
    let deep: unknown = 'end';
    for (let depth = 0; depth < 5_000; depth++) deep = [deep];
    const page = show(<JsonTree value={{ text: '\u001B[31mred', deep }} label="value" />);
    expect(page.textContent).toContain('␛[31mred');
  });
});

describe('Tokens', () => {
  it('shows nothing when nobody counted, and ? for the side that is unknown', () => {
    expect(show(<Tokens usage={{}} />).textContent).toBe('');
    expect(show(<Tokens usage={{ outputTokens: 7 }} />).textContent).toBe('?→7tokens');
  });

  it('says what the counts are part of', () => {
    expect(
      describeUsage({
        inputTokens: 1234,
        cacheReadTokens: 128,
        outputTokens: 61,
        reasoningTokens: 20,
      }),
    ).toBe('1,234 input (128 cached), 61 output (20 reasoning)');
    expect(describeUsage({ inputTokens: 5, cacheReadTokens: 0 })).toBe('5 input');
  });
});

describe('describeCost', () => {
  it('says where a price comes from, and when it is only a lower bound', () => {
    expect(
      describeCost({
        amount: 1,
        currency: 'USD',
        source: 'table',
        priceDate: '2026-09-23',
        isPartial: true,
      }),
    ).toBe('Price from table, as of 2026-09-23. At least this: some calls have no known cost.');
  });
});

describe('describeName', () => {
  it('knows names whose last part varies, and nothing of what every object has', () => {
    const names = { 'gen_ai.prompt.variable.<key>': { description: 'One variable.' } };
    expect(describeName(names, 'gen_ai.prompt.variable.city')?.description).toBe('One variable.');
    expect(describeName(names, 'constructor')).toBeUndefined();
  });
});

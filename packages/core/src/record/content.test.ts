/** Captured content: bounded, redacted, safe against whatever it holds. */
import { expect, it } from 'vitest';
import { boundedText, contentBudget, plainContent } from './content.ts';

const plain = (
  value: unknown,
  bytes = 65_536,
  redact: ((text: string) => string | undefined)[] = [],
) => {
  const budget = contentBudget(bytes, redact);
  return { result: plainContent(value, budget), budget };
};

it('copies plain data', () => {
  const value = {
    role: 'user',
    parts: [{ type: 'text', content: 'hi' }],
    n: 0,
    ok: false,
    none: null,
  };
  const { result } = plain(value);
  expect(result).toEqual(value);
  expect(result).not.toBe(value);
});

it('puts type, size and fingerprint in the place of media', () => {
  const { result } = plain({
    type: 'blob',
    modality: 'image',
    mime_type: 'image/png',
    content: 'A'.repeat(4000),
  });
  expect(result).toMatchObject({
    type: 'file',
    modality: 'image',
    mime_type: 'image/png',
    size: 3000,
  });
  expect(JSON.stringify(result)).not.toContain('AAAA');
  expect((result as { file_id: string }).file_id).toMatch(/^sha256-ends:[0-9a-f]{32}$/);
});

it('gives equal media equal fingerprints, and others others', () => {
  const id = (content: string) =>
    (plain({ type: 'blob', modality: 'image', content }).result as { file_id: string }).file_id;
  expect(id('AAAA')).toBe(id('AAAA'));
  expect(id('AAAA')).not.toBe(id('AAAB'));
});

it('describes an address that holds its data', () => {
  const { result } = plain(`data:image/png;base64,${'A'.repeat(1000)}`);
  expect(result).toMatch(/^data:image\/png;base64,\[750 bytes, sha256-ends:/);
});

it('redacts every text, and counts a removed one', () => {
  const { result } = plain({ a: 'key sk-1', b: ['drop'] }, 1000, [
    (text) => text.replace('sk-1', '***'),
    (text) => (text === 'drop' ? undefined : text),
  ]);
  expect(result).toEqual({ a: 'key ***', b: ['[redacted]'] });
});

it('keeps a text that just fits, and cuts one byte more', () => {
  expect(plain('abcd', 4).result).toBe('abcd');
  expect(plain('abcde', 4)).toMatchObject({ result: 'abcd[cut]', budget: { cut: 1 } });
});

it('counts bytes, not characters', () => {
  const { result } = plain('äöü', 4);
  expect(result).toMatch(/\[cut\]$/);
  expect(Buffer.byteLength(String(result))).toBeLessThanOrEqual(4 + '[cut]'.length);
});

it('stays valid data when it is cut', () => {
  const { result, budget } = plain(
    Array.from({ length: 1000 }, (_, index) => ({ index, text: 'x'.repeat(100) })),
    2000,
  );
  expect(JSON.parse(JSON.stringify(result))).toBeInstanceOf(Array);
  expect(budget.cut).toBeGreaterThan(0);
  expect(JSON.stringify(result).length).toBeLessThan(6000);
});

it.each<[string, () => unknown]>([
  [
    'a getter that throws',
    () => ({
      get a() {
        throw new Error('no');
      },
    }),
  ],
  [
    'a proxy that throws',
    () =>
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no');
          },
        },
      ),
  ],
  [
    'a cycle',
    () => {
      const cycle: Record<string, unknown> = {};
      cycle['self'] = cycle;
      return cycle;
    },
  ],
  ['a BigInt', () => ({ big: 10n })],
  ['a lone surrogate', () => 'a\ud800b'],
  ['a function and a symbol', () => ({ fn: () => 1, symbol: Symbol('s') })],
  ['bytes', () => ({ bytes: new Uint8Array(8) })],
  ['a date', () => ({ at: new Date(0) })],
  ['no number', () => ({ a: Number.NaN, b: Number.POSITIVE_INFINITY })],
  [
    'a deep structure',
    () => {
      let deep: unknown = 1;
      for (let i = 0; i < 1000; i += 1) deep = [deep];
      return deep;
    },
  ],
])('survives %s', (_name, create) => {
  const { result } = plain(create());
  const text = JSON.stringify(result) ?? '';
  expect(text.isWellFormed()).toBe(true);
});

it('does not read a text of 100 MB as a whole', () => {
  const { result } = plain('x'.repeat(100_000_000), 1000, [
    (text) => {
      expect(text.length).toBeLessThan(10_000);
      return text;
    },
  ]);
  expect(String(result)).toHaveLength(1000 + '[cut]'.length);
});

it('joins streamed text up to its bound', () => {
  const text = boundedText(5);
  expect(text(undefined, 'abc')).toBe('abc');
  expect(text('abc', 'def')).toBe('abcdef');
  expect(text('abcdef', 'ghi')).toBe('abcdef');
  expect(text('abcdef', undefined)).toBe('abcdef');
  expect(text(undefined, null)).toBeUndefined();
});

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

it('joins streamed text up to its bound, and marks it as cut', () => {
  const text = boundedText(5);
  let joined = text(undefined, 'abc');
  joined = text(joined, 'x'.repeat(5000));
  expect(joined).toHaveLength(5003);
  joined = text(text(joined, 'lost'), 'lost, too');
  expect(text(joined, undefined)).toBe(joined);
  expect(text(undefined, null)).toBeUndefined();
  const { result, budget } = plain(joined);
  expect(result).toBe(`abc${'x'.repeat(5000)}[cut]`);
  expect(budget.cut).toBe(1);
});

it('leaves no half of a secret at the end of what was cut before it was redacted', () => {
  const secret = 'sk-0123456789';
  const redact = (text: string) => text.replaceAll('x'.repeat(100), '').replaceAll(secret, '***');
  // Wherever the cut falls, inside the secret or not.
  for (let shift = 0; shift <= secret.length; shift += 1) {
    const { result } = plain('x'.repeat(2 * 100 + 4096 - shift) + secret.repeat(400), 100, [
      redact,
    ]);
    expect(result).not.toMatch(/sk-|\d/);
    const stream = boundedText(200);
    let joined: string | undefined;
    for (const character of 'x'.repeat(4296 - shift) + secret.repeat(400))
      joined = stream(joined, character);
    expect(plain(joined, 100, [redact]).result).not.toMatch(/sk-|\d/);
  }
});

it.each<[string, unknown]>([
  ['a list of nothing', Array.from({ length: 1_000_000 }, () => null)],
  ['a list of empty texts', Array.from({ length: 1_000_000 }, () => '')],
  ['a list with holes', Array.from({ length: 1_000_000 })],
  [
    'an object of many fields',
    Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [i, ''])),
  ],
])('bounds %s', (_name, value) => {
  const { result, budget } = plain(value);
  expect(JSON.stringify(result).length).toBeLessThan(300_000);
  expect(budget.cut).toBeGreaterThan(0);
});

it('drops only the field that throws', () => {
  const { result } = plain({
    kept: 1,
    get thrown() {
      throw new Error('no');
    },
    also: 2,
  });
  expect(result).toEqual({ kept: 1, thrown: '[cut]', also: 2 });
});

it('survives a proxy whose class cannot be asked, beside what it stands', () => {
  const proxy = new Proxy(
    {},
    {
      getPrototypeOf: () => {
        throw new Error('no');
      },
    },
  );
  expect(plain([1, proxy, 2]).result).toEqual([1, '[cut]', 2]);
});

it.each([
  ['standard', 'base64'],
  ['for addresses', 'base64url'],
] as const)('describes base64 (%s) that stands where text is expected', (_name, encoding) => {
  const bytes = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 37) % 251));
  const { result } = plain({ type: 'image_generation_call', result: bytes.toString(encoding) });
  expect(result).toMatchObject({ result: expect.stringMatching(/^\[3000 bytes, sha256-ends:/) });
});

it('keeps a long text as it is', () => {
  const text = 'One sentence of Text with 1 number. '.repeat(100);
  expect(plain(text).result).toBe(text);
});

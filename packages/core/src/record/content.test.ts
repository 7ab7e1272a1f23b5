/** Captured content: bounded, redacted, safe against whatever it holds. */
import { Readable } from 'node:stream';
import { check } from '@spanwise/conformance';
import { describe, expect, it } from 'vitest';
import { coreSettings, resolveSettings, type CoreOptions, type Redactor } from '../settings.ts';
import { state } from '../state.ts';
import {
  boundedText,
  contentBudget,
  plainContent,
  plainFields,
  type ContentBudget,
  type Uploadable,
} from './content.ts';
import { CONTENT_ATTRIBUTES } from './put.ts';

const plain = (
  value: unknown,
  maxContentBytes = 65_536,
  redact: ((text: string) => string | undefined)[] = [],
) => {
  const budget = contentBudget(resolveSettings(coreSettings, { maxContentBytes, redact }, {}));
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
  // Without what is too near to its end for redactors to have seen whole.
  expect(result).toBe(`abc${'x'.repeat(5000 - 4096)}[cut]`);
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

type Fields = Readonly<Record<string, unknown>>;

const read = (content: object, options: CoreOptions = {}, upload?: ContentBudget['upload']) => {
  const budget = contentBudget(resolveSettings(coreSettings, options, {}), upload);
  return { fields: plainFields(content, budget) as Fields, budget };
};
const said = (role: string, ...texts: string[]) => ({
  role,
  parts: texts.map((content) => ({ type: 'text', content })),
});
const textsOf = (fields: Fields): string[] =>
  (fields['messages'] as { parts: { content: string }[] }[]).flatMap(({ parts }) =>
    parts.map(({ content }) => content),
  );

describe('budgets', () => {
  it('cut the earliest messages first; what the user said last stays', () => {
    const { fields, budget } = read(
      {
        system: [{ type: 'text', content: 'Be kind.' }],
        messages: [
          ...Array.from({ length: 50 }, (_, index) => said('user', `${index} ${'x'.repeat(100)}`)),
          said('user', 'THE QUESTION'),
          ...Array.from({ length: 50 }, (_, index) => said('tool', `${index} ${'y'.repeat(100)}`)),
        ],
      },
      { maxContentBytes: 3000 },
    );
    const texts = textsOf(fields);
    expect(texts).toContain('THE QUESTION');
    expect(texts.at(-1)).toBe(`49 ${'y'.repeat(100)}`);
    expect(texts.length).toBeLessThan(40);
    expect(budget.cut).toBeGreaterThanOrEqual(101 - texts.length);
    expect(fields['system']).toEqual([{ type: 'text', content: 'Be kind.' }]);
    expect(JSON.stringify(fields).length).toBeLessThan(6000);
  });

  it('let a text of exactly its bytes pass, and cut one byte more', () => {
    const one = (bytes: number) =>
      textsOf(
        read({ messages: [said('user', 'x'.repeat(bytes))] }, { maxPartBytes: 100 }).fields,
      )[0];
    // Beside its text a part has keys and a type.
    const room = one(1000)!.replace('[cut]', '').length;
    expect(room).toBeGreaterThan(60);
    expect(one(room)).toBe('x'.repeat(room));
    expect(one(room + 1)).toBe(`${'x'.repeat(room)}[cut]`);
  });

  it('leave a part, a message and what follows them their room', () => {
    const { fields } = read(
      { messages: [said('user', 'a'.repeat(9000), 'b'.repeat(9000), 'c'), said('assistant', 'd')] },
      { maxContentBytes: 4000 },
    );
    const [a, b, ...rest] = textsOf(fields);
    expect(a!.length).toBeLessThanOrEqual(1000 + 5);
    expect(b!.length).toBeLessThanOrEqual(1000 + 5);
    expect(rest.at(-1)).toBe('d');
  });

  it('keep a million messages from being read', () => {
    const { fields, budget } = read({
      messages: Array.from({ length: 1_000_000 }, () => said('user', 'hello')),
    });
    expect(JSON.stringify(fields).length).toBeLessThan(300_000);
    expect(budget.cut).toBeGreaterThan(900_000);
  });

  it('hold for long names of properties, too', () => {
    const toolArguments = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`${index}${'k'.repeat(1000)}`, 1]),
    );
    expect(
      JSON.stringify(read({ toolArguments }, { maxContentBytes: 2000 }).fields).length,
    ).toBeLessThan(3000);
  });
});

describe('shapes', () => {
  it.each<[string, object]>([
    [
      'a text that is none',
      { messages: [{ role: 'user', parts: [{ type: 'text', content: { a: 1 } }] }] },
    ],
    ['a text that is missing', { messages: [{ role: 'user', parts: [{ type: 'text' }] }] }],
    ['a part that is none', { messages: [{ role: 'user', parts: ['hi', null, 7] }] }],
    ['parts that are none', { messages: [{ role: 'user', parts: 'hi' }, { role: 'user' }] }],
    ['messages that are none', { messages: ['hi', null, 7, []] }],
    ['a role that is none', { messages: [{ role: 7, parts: [], name: 7, finish_reason: null }] }],
    [
      'a tool call without a name',
      { messages: [{ role: 'assistant', parts: [{ type: 'tool_call', id: 7 }] }] },
    ],
    [
      'a tool that says nothing',
      { messages: [{ role: 'tool', parts: [{ type: 'tool_call_response' }] }] },
    ],
    ['a tool without a name', { tools: [{ description: 'd' }, 7] }],
    ['a document with a number for an id', { documents: [{ id: 7, score: 'high' }, 'text'] }],
    ['a result that is none', { toolResult: 'text', toolArguments: [1] }],
    [
      'a proxy',
      {
        toolArguments: new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('no');
            },
          },
        ),
      },
    ],
    [
      'media of no kind',
      { messages: [{ role: 'user', parts: [{ type: 'blob', content: 'AAAA' }] }] },
    ],
  ])('hold for %s', (_name, content) => {
    const { fields } = read(content);
    expect(Object.keys(fields).length).toBeGreaterThan(0);
    const attributes = Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [CONTENT_ATTRIBUTES[field], value]),
    );
    const findings = check({ logs: [{ eventName: 'test', attributes }] });
    expect(findings.filter(({ rule }) => rule.startsWith('content'))).toEqual([]);
  });
});

describe('redaction', () => {
  it('is on unless it is switched off', () => {
    const content = { messages: [said('user', 'I am bob@example.com')] };
    expect(textsOf(read(content).fields)).toEqual(['I am [redacted:email]']);
    expect(textsOf(read(content, { redactBuiltIn: false }).fields)).toEqual([
      'I am bob@example.com',
    ]);
    expect(textsOf(read(content, { redactBuiltIn: ['card'] }).fields)).toEqual([
      'I am bob@example.com',
    ]);
  });

  it('comes before the redactors of the user, and both before the cut', () => {
    const seen: string[] = [];
    const redact = [
      (text: string) => {
        seen.push(text);
        return text.replace('mail', 'post');
      },
    ];
    const { fields } = read(
      { query: `mail ${'bob@example.com '.repeat(3)}` },
      { redact, maxContentBytes: 20 },
    );
    expect(seen).toEqual([`mail ${'[redacted:email] '.repeat(3)}`]);
    expect(fields['query']).toBe('post [redacted:email[cut]');
  });

  it.each<[string, Redactor, number]>([
    [
      'throws',
      () => {
        throw new Error('no');
      },
      1,
    ],
    ['gives back a number', (() => 7) as never, 1],
    [
      'gives back a promise that is rejected',
      (async () => {
        throw new Error('no');
      }) as never,
      1,
    ],
    ['gives back nothing', () => undefined, 0],
  ])('leaves nothing of a text when a redactor %s', (_name, redactor, failures) => {
    state().failures.clear();
    const { fields } = read({ query: 'text' }, { redact: [redactor, (text) => `${text}!`] });
    expect(fields['query']).toBe('[redacted]');
    expect(state().failures.get('redact') ?? 0).toBe(failures);
    state().failures.clear();
  });

  it('takes out whole what stands under a name of secrets, but not in the schemas of tools', () => {
    const value = {
      user: 'u',
      password: 'p',
      auth: { api_key: { a: 1 } },
      hasToken: true,
      max_tokens: 5,
    };
    expect(read({ toolArguments: value }).fields['toolArguments']).toEqual({
      user: 'u',
      password: '[redacted:secret]',
      auth: { api_key: '[redacted:secret]' },
      hasToken: true,
      max_tokens: 5,
    });
    const tools = [
      { type: 'function', name: 'f', parameters: { properties: { password: { type: 'string' } } } },
    ];
    expect(read({ tools }).fields['tools']).toEqual(tools);
  });

  it('reaches the names of properties', () => {
    expect(read({ toolResult: { 'bob@example.com': 1 } }).fields['toolResult']).toEqual({
      '[redacted:email]': 1,
    });
  });

  it('sees what two parts hold only together', () => {
    const { fields } = read({
      messages: [said('user', 'write to bob@exa', 'mple.com', ' please')],
    });
    expect(textsOf(fields)).toEqual(['write to [redacted:email]', ' please']);
  });
});

describe('media', () => {
  const base64 = Buffer.from(
    Array.from({ length: 3000 }, (_, index) => (index * 37) % 251),
  ).toString('base64');

  it.each<[string, unknown, string]>([
    ['an address in a text', `![a](data:image/png;base64,${base64}) and more`, '3000 bytes'],
    ['base64 in a text', `{"image":"${base64}"} and more`, '3000 bytes'],
    ['a Buffer', Buffer.alloc(8), '"size":8'],
    ['an ArrayBuffer', new ArrayBuffer(8), '"size":8'],
    ['what JSON makes of a Buffer', Buffer.alloc(8).toJSON(), '"size":8'],
    ['a Blob', new Blob(['12345678'], { type: 'image/png' }), '"size":8,"mime_type":"image/png"'],
    ['a File', new File(['CANARY-CONTENT'], 'CANARY-NAME.png'), '"size":14'],
    ['a stream of Node', Readable.from(['CANARY']), '"type":"stream"'],
    ['a stream of the web', new Blob(['CANARY']).stream(), '"type":"stream"'],
  ])('%s is described', (_name, value, expected) => {
    const text = JSON.stringify(read({ toolResult: { value } }).fields);
    expect(text).toContain(expected);
    expect(text).not.toMatch(/CANARY|[\w+/]{100}/);
    if (typeof value === 'string') expect(text).toContain('and more');
  });

  it('is not read to its end in the middle of a text', () => {
    const { fields } = read({ query: `see data:image/png;base64,${'Ab1/'.repeat(2_000_000)}` });
    expect(fields['query']).toMatch(/^see data:image\/png;base64,\[\d+ bytes, sha256-ends:\w+/);
    expect((fields['query'] as string).length).toBeLessThan(200);
  });
});

describe('an upload', () => {
  const upload = (where = 's3://b/1') => {
    const items: Uploadable[] = [];
    return { items, take: (item: Uploadable) => (items.push(item), where) };
  };
  const blob = { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'AAAA' };

  it('gets media and gives their place an address', () => {
    const { items, take } = upload();
    const { fields } = read({ messages: [{ role: 'user', parts: [blob] }] }, {}, take);
    expect(items).toEqual([
      {
        kind: 'media',
        mimeType: 'image/png',
        data: 'AAAA',
        field: 'messages',
        fingerprint: expect.stringMatching(/^sha256-ends:/),
      },
    ]);
    expect(fields['messages']).toEqual([
      {
        role: 'user',
        parts: [
          { type: 'uri', modality: 'image', mime_type: 'image/png', uri: 's3://b/1', size: 3 },
        ],
      },
    ]);
  });

  it('gets bytes and addresses that hold their data', () => {
    const { items, take } = upload();
    const { fields } = read(
      { toolResult: { a: new Uint8Array(3), b: `data:image/png;base64,${'A'.repeat(1000)}` } },
      {},
      take,
    );
    expect(items.map(({ data, mimeType }) => [data.length, mimeType])).toEqual([
      [3, undefined],
      [1000, 'image/png'],
    ]);
    expect(fields['toolResult']).toEqual({
      a: { type: 'binary', size: 3, uri: 's3://b/1' },
      b: 'data:image/png;base64,[750 bytes, s3://b/1]',
    });
  });

  it('gets a text that is cut, whole and redacted', () => {
    const { items, take } = upload();
    const { fields } = read(
      { query: `${'x'.repeat(5000)} bob@example.com` },
      { maxContentBytes: 100 },
      take,
    );
    expect(items).toMatchObject([
      { kind: 'text', mimeType: 'text/plain', data: `${'x'.repeat(5000)} [redacted:email]` },
    ]);
    expect(fields['query']).toBe(`${'x'.repeat(100)}[cut: s3://b/1]`);
  });

  it('without an address changes nothing', () => {
    const content = { messages: [{ role: 'user', parts: [blob] }], query: 'x'.repeat(5000) };
    const options = { maxContentBytes: 1000 };
    expect(read(content, options, () => undefined).fields).toEqual(read(content, options).fields);
  });

  it('is given no text that fits', () => {
    const { items, take } = upload();
    read({ query: 'short' }, {}, take);
    expect(items).toEqual([]);
  });
});

/** The store keeps what arrives, in any order and more than once, within its bounds. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReceivedSpan } from '../otlp/telemetry.ts';
import { listTraces } from '../read/lists.ts';
import { readTrace } from '../read/trace.ts';
import { Store, type StoreOptions } from './store.ts';

const MILLI = 1_000_000n;
const origin = (service: string): ReceivedSpan['origin'] => ({
  resource: { 'service.name': service },
  scope: { name: 'test' },
});
const app = origin('app');

function span(
  trace: number,
  id: number,
  facts: Partial<ReceivedSpan> & { start?: number; millis?: number } = {},
): ReceivedSpan {
  const { start = 0, millis = 10, ...rest } = facts;
  const startNanos = 1_800_000_000_000n * MILLI + BigInt(start) * MILLI;
  return {
    origin: app,
    traceId: String(trace).padStart(32, '0'),
    spanId: String(id).padStart(16, '0'),
    name: `span ${id}`,
    kind: 1,
    status: 0,
    startNanos,
    endNanos: startNanos + BigInt(millis) * MILLI,
    attributes: {},
    events: [],
    links: [],
    ...rest,
  };
}

const parent = (id: number): Pick<ReceivedSpan, 'parentSpanId'> => ({
  parentSpanId: String(id).padStart(16, '0'),
});
const everything = { query: '', sort: 'newest', limit: 500 } as const;

let stores: Store[] = [];
function open(options: StoreOptions = {}): Store {
  const store = new Store(options);
  stores.push(store);
  return store;
}
afterEach(() => {
  for (const store of stores) if (store.database.isOpen) store.close();
  stores = [];
});

function names(store: Store, query = ''): string[] {
  store.refresh();
  return listTraces(store, { ...everything, query }).items.map(({ name }) => name);
}

describe('what arrives', () => {
  it('is one trace, whatever the order: children first, the root last', () => {
    const store = open();
    store.addSpans([span(1, 3, parent(2)), span(1, 2, parent(1))]);
    store.refresh();
    expect(listTraces(store, everything).items).toMatchObject([
      { name: 'span 2', isOpen: true, spanCount: 2 },
    ]);
    store.addSpans([span(1, 1, { millis: 50 })]);
    store.refresh();
    expect(listTraces(store, everything).items).toMatchObject([
      { name: 'span 1', isOpen: false, spanCount: 3, durationMillis: 50 },
    ]);
    expect(readTrace(store, span(1, 1).traceId)!.spans.map(({ name }) => name)).toEqual([
      'span 1',
      'span 2',
      'span 3',
    ]);
  });

  it('counts once what is sent again', () => {
    const store = open();
    const sent = [span(1, 1, { attributes: { text: 'hello' } }), span(1, 2, parent(1))];
    store.addSpans(sent);
    const { bytes } = store;
    store.addSpans(sent);
    expect([store.counts().spans, store.bytes]).toEqual([2, bytes]);
    expect(names(store, 'hello')).toEqual(['span 1']);
  });

  it('shows the trace that never gets its root, and spans whose parents run in a circle', () => {
    const store = open();
    store.addSpans([span(1, 2, parent(1)), span(2, 1, parent(2)), span(2, 2, parent(1))]);
    store.refresh();
    expect(listTraces(store, everything).items.map(({ isOpen }) => isOpen)).toEqual([true, true]);
    expect(readTrace(store, span(2, 1).traceId)!.spans).toHaveLength(2);
  });

  it('moves spans of another clock into their parent', () => {
    const store = open();
    store.addSpans([
      span(1, 1, { kind: 3, start: 0, millis: 100 }),
      span(1, 2, { ...parent(1), origin: origin('other'), kind: 2, start: -5000, millis: 60 }),
      span(1, 3, { ...parent(2), origin: origin('other'), start: -4990, millis: 10 }),
    ]);
    store.refresh();
    const [client, server, inner] = readTrace(store, span(1, 1).traceId)!.spans;
    expect(server!.startedAt - client!.startedAt).toBe(20);
    expect([server!.skewMillis, inner!.skewMillis]).toEqual([5020, 5020]);
    expect(inner!.startedAt - server!.startedAt).toBe(10);
  });

  it('says what was waited for, and what each did itself', () => {
    const store = open();
    store.addSpans([
      span(1, 1, { start: 0, millis: 100 }),
      span(1, 2, { ...parent(1), start: 10, millis: 60 }),
      span(1, 3, { ...parent(1), start: 20, millis: 20 }),
      span(1, 4, { ...parent(1), start: 75, millis: 20 }),
    ]);
    store.refresh();
    const { spans } = readTrace(store, span(1, 1).traceId)!;
    expect(spans.map(({ isCritical, selfMillis }) => [isCritical, selfMillis])).toEqual([
      [true, 20],
      [true, 60],
      [false, 20],
      [true, 20],
    ]);
  });
});

describe('filters', () => {
  let store: Store;
  beforeEach(() => {
    store = open();
    store.addSpans([
      span(1, 1, {
        name: 'first',
        millis: 3000,
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.request.model': 'gpt-4o',
          'gen_ai.usage.input_tokens': 100,
          'http.route': '/a',
        },
      }),
      span(2, 1, {
        name: 'second',
        start: 1,
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.request.model': 'claude',
          'error.type': '429',
          note: 'the quick brown fox',
        },
        status: 2,
      }),
      span(3, 1, { name: 'third one', start: 2, attributes: { 'spanwise.tenant.id': 'acme' } }),
    ]);
  });

  it.each<[string, string[]]>([
    ['', ['third one', 'second', 'first']],
    ['model:gpt*', ['first']],
    ['model:GPT-4o,claude', ['second', 'first']],
    ['-model:gpt*', ['third one', 'second']],
    ['status:error', ['second']],
    ['error:429', ['second']],
    ['tenant:acme', ['third one']],
    ['name:"third one"', ['third one']],
    ['duration:>2s', ['first']],
    ['tokens:>=100', ['first']],
    ['tokens:<100', []],
    ['quick', ['second']],
    ['bro', ['second']],
    ['"quick brown"', ['second']],
    ['"brown quick"', []],
    ['-quick', ['third one', 'first']],
    ['http.route:/a', ['first']],
    ['gen_ai.usage.input_tokens:>99', ['first']],
    ['model:claude status:error quick', ['second']],
    ['"unclosed', []],
    ["'; DROP TABLE traces; --", []],
  ])('%j gives %j', (query, expected) => {
    expect(names(store, query)).toEqual(expected);
  });

  it.each<[string, string, boolean]>([
    ['of pieces', 'order-1042', true],
    ['of pieces, the last not whole', 'order-10', true],
    ['of pieces in another order', '1042-order', false],
    ['of pieces that stand apart', 'order-arrived', false],
    ['whose last piece is not whole', '"order 104"', false],
    ['over the end of a line', '"1042 arrived"', true],
    ['in JSON in JSON', '"said nothing"', true],
    ['beside the end of a line', '"arrived she"', true],
    ['with another mark on a letter', '"the cafe was"', true],
    ['in other signs', '"die_größe"', true],
  ])('finds a phrase %s: %s', (_, query, isFound) => {
    store.addSpans([
      span(4, 1, {
        name: 'fourth',
        attributes: {
          note: 'Order 1042\narrived\nshe said',
          json: JSON.stringify({ text: 'said\n"nothing" at the café was Die Größe' }),
        },
      }),
    ]);
    expect(names(store, query)).toEqual(isFound ? ['fourth'] : []);
  });

  it('says which one is not known', () => {
    expect(() => names(store, 'modle:x')).toThrow(
      '"modle" is no filter, and no name of an attribute',
    );
    expect(() => names(store, 'duration:long')).toThrow('"duration:" needs a number');
  });

  it('pages without gaps, in each order', () => {
    for (let trace = 10; trace < 60; trace += 1)
      store.addSpans([span(trace, 1, { start: trace % 7, millis: trace % 5 })]);
    store.refresh();
    for (const sort of ['newest', 'oldest', 'slowest', 'expensive', 'tokens', 'errors'] as const) {
      const whole = listTraces(store, { ...everything, sort }).items.map(({ traceId }) => traceId);
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = listTraces(store, { query: '', sort, limit: 7, cursor });
        paged.push(...page.items.map(({ traceId }) => traceId));
        cursor = page.next;
      } while (cursor !== undefined);
      expect(paged).toEqual(whole);
    }
  });

  it('shows where a word was found', () => {
    store.refresh();
    const [found] = listTraces(store, { ...everything, query: 'brown' }).items;
    expect(found!.snippet).toMatchObject({
      attribute: 'note',
      before: 'the quick ',
      match: 'brown',
      after: ' fox',
    });
  });
});

describe('bounds', () => {
  it('drops the oldest traces whole when there are too many bytes', () => {
    const store = open({ maxBytes: 100_000 });
    for (let trace = 1; trace <= 60; trace += 1) {
      store.addSpans([
        span(trace, 1, { attributes: { text: `word${trace}. ${'x '.repeat(1000)}` } }),
        span(trace, 2, parent(1)),
      ]);
    }
    expect(store.bytes).toBeLessThanOrEqual(100_000);
    store.refresh();
    const { items } = listTraces(store, everything);
    expect(items.every(({ spanCount }) => spanCount === 2)).toBe(true);
    expect(
      items
        .map(({ traceId }) => Number(traceId))
        .toSorted((a, b) => a - b)
        .at(-1),
    ).toBe(60);
    expect(store.dropped['evicted_traces']).toBe(60 - items.length);
    // What is gone is not found any more, and its texts are gone, too.
    expect(names(store, '"word1"')).toEqual([]);
    const { n } = store
      .statement("SELECT count(*) AS n FROM span_texts WHERE span_texts MATCH 'word1'")
      .get() as { n: number };
    expect(n).toBe(0);
    expect(store.takeChanges()!.evicted).toContain(span(1, 1).traceId);
  });

  it('drops what is too old', () => {
    let now = 1000;
    const store = open({ maxAgeMillis: 500, now: () => now });
    store.addSpans([span(1, 1, { name: 'old' })]);
    now = 1600;
    store.addSpans([span(2, 1, { name: 'new' })]);
    expect(names(store)).toEqual(['new']);
    expect(store.dropped).toEqual({ aged_traces: 1 });
  });

  it('keeps all or nothing of what arrives together', () => {
    const store = open();
    store.addSpans([span(1, 1)]);
    const { bytes } = store;
    const broken = { ...span(2, 2), startNanos: 'no number' as unknown as bigint };
    expect(() => store.addSpans([span(2, 1), broken])).toThrow('BigInt');
    expect([store.counts().spans, store.bytes]).toEqual([1, bytes]);
  });
});

describe('a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spanwise-store-'));
  });
  afterEach(() => {
    for (const store of stores) if (store.database.isOpen) store.close();
    rmSync(folder, { recursive: true });
  });

  it('has everything when it is opened again, also what nobody had read yet', () => {
    const file = join(folder, 'viewer.db');
    const first = open({ file });
    first.addSpans([span(1, 1, { attributes: { text: 'hello' } })]);
    const { bytes } = first;
    first.close();
    const second = open({ file });
    expect(second.bytes).toBe(bytes);
    expect(names(second, 'hello')).toEqual(['span 1']);
  });

  it('is left as it is when it is no database, or of another version', () => {
    const other = join(folder, 'notes.txt');
    writeFileSync(other, 'my notes, a few of them\n'.repeat(100));
    expect(() => open({ file: other })).toThrow('It is left as it is.');
    expect(readFileSync(other, 'utf8')).toMatch(/^my notes/);
    const foreign = `${other}.db`;
    const store = open({ file: foreign });
    store.database.exec('PRAGMA user_version = 99');
    store.close();
    copyFileSync(foreign, `${foreign}.copy`);
    expect(() => open({ file: foreign })).toThrow('was not written by this version of the viewer');
    expect(readFileSync(foreign)).toEqual(readFileSync(`${foreign}.copy`));
  });
});

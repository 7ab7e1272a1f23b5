/** A disk that is full, and files that cannot be used: a clear message, and what is stored stays. */
import {
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ROUTES, Store, type Page, type TraceSummary } from '@spanwise/viewer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, startTestViewer } from './ask.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwise-disk-'));
  file = join(folder, 'viewer.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A request with one span that has so much text. */
function request(trace: number, characters: number): string {
  const text = Array.from({ length: characters / 8 }, (_, word) => `w${trace}${word}`).join(' ');
  const span = {
    traceId: trace.toString(16).padStart(32, '0'),
    spanId: trace.toString(16).padStart(16, '0'),
    name: 'step',
    startTimeUnixNano: `${1_800_000_000_000 + trace}000000`,
    endTimeUnixNano: `${1_800_000_000_001 + trace}000000`,
    attributes: [{ key: 'note', value: { stringValue: text } }],
  };
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
}

describe('a full disk', () => {
  it('is said once, refuses what arrives, keeps and shows what is stored, and is over when there is room', async () => {
    const said: string[] = [];
    const viewer = await startTestViewer({ file, onWriteError: (message) => said.push(message) });
    try {
      const send = (trace: number): Promise<Response> =>
        fetch(`${viewer.receivers.http}/v1/traces`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: request(trace, 50_000),
        });
      const count = async (): Promise<number> =>
        (await ask<Page<TraceSummary>>(viewer, ROUTES.traces)).items.length;
      const { page_count: pages } = viewer.store.database.prepare('PRAGMA page_count').get() as {
        page_count: number;
      };
      const limit = (most: number): void =>
        viewer.store.database.exec(`PRAGMA max_page_count = ${most}`);
      limit(pages + 40);
      let taken = 0;
      let response = await send(1);
      for (; response.ok && taken < 100; response = await send(taken + 1)) taken += 1;
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await response.text()).toContain('database or disk is full');
      expect((await send(200)).status).toBe(503);
      expect([said, await count()]).toEqual([['database or disk is full'], taken]);
      expect(await ask<object>(viewer, ROUTES.info)).toMatchObject({ counts: { spans: taken } });
      limit(pages + 4000);
      expect((await send(taken + 1)).status).toBe(200);
      expect(await count()).toBe(taken + 1);
      expect(said).toHaveLength(1);
    } finally {
      await viewer.stop();
    }
    const again = new Store({ file });
    expect(again.counts().spans).toBeGreaterThan(1);
    again.close();
  });

  it('leaves sums for later, and takes nothing down that looks on', async () => {
    const viewer = await startTestViewer({ file });
    try {
      await fetch(`${viewer.receivers.http}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: request(1, 1000),
      });
      const { database } = viewer.store;
      database.exec('PRAGMA query_only = 1');
      expect((await ask<Page<TraceSummary>>(viewer, ROUTES.traces)).items).toEqual([]);
      expect(viewer.store.takeChanges()).toBeUndefined();
      viewer.store.evict();
      database.exec('PRAGMA query_only = 0');
      expect((await ask<Page<TraceSummary>>(viewer, ROUTES.traces)).items).toHaveLength(1);
    } finally {
      await viewer.stop();
    }
  });
});

describe('a file', () => {
  it('that another program has locked is not used', () => {
    new Store({ file }).close();
    const other = new DatabaseSync(file);
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    try {
      expect(() => new Store({ file })).toThrow(
        /cannot be used: database is locked. It is left as it is. Name another file, or stop the program/,
      );
    } finally {
      other.close();
    }
  });

  it.each<[string, (size: number) => [at: number, bytes: number]]>([
    ['in its beginning', () => [0, 100]],
    ['in its tables', () => [100, 16_000]],
    ['everywhere but in its beginning', (size) => [16_384, size - 16_384]],
  ])('that is broken %s is not used, and left as it is', (_, place) => {
    new Store({ file }).close();
    const [at, bytes] = place(statSync(file).size);
    const broken = openSync(file, 'r+');
    writeSync(broken, Buffer.alloc(bytes, 0xa5), 0, bytes, at);
    closeSync(broken);
    copyFileSync(file, `${file}.copy`);
    expect(() => new Store({ file })).toThrow(/cannot be used: .* It is left as it is\./);
    expect(readFileSync(file)).toEqual(readFileSync(`${file}.copy`));
  });
});

/** Every panel of every board is what a reader needs, and the printed boards can be imported. */
import { describe, expect, it } from 'vitest';
import type { BoardPanel } from './board.ts';
import { boards } from './boards.ts';
import { printBoard } from './print-board.ts';

const panels = boards.flatMap((board) =>
  board.rows.flatMap((row) =>
    row.panels.map((panel) => [`${board.uid}: ${panel.title}`, panel] as const),
  ),
);
describe('a panel', () => {
  it.each(panels)('says what it asks and what to do: %s', (_name, panel: BoardPanel) => {
    expect(panel.asks).toMatch(/^[A-Z].+\?$/);
    expect(panel.advice).toMatch(/^[A-Z].+\.$/);
    expect(panel.unit).not.toBe('');
    expect(panel.queries.length).toBeGreaterThan(0);
    if (panel.kind !== 'table' && panel.kind !== 'logs')
      for (const { legend } of panel.queries) expect(legend).toBeTruthy();
  });

  it.each(boards.map((board) => [board.title, board] as const))(
    'filters by variables that its board has: %s',
    (_title, board) => {
      const known = new Set([
        ...board.variables.map(({ name }) => name),
        '__rate_interval',
        '__auto',
        '__range',
      ]);
      const used = board.rows
        .flatMap((row) => row.panels)
        .flatMap((panel) => panel.queries)
        .flatMap(({ expression }) =>
          [...expression.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name!),
        );
      expect(used.filter((name) => !known.has(name))).toEqual([]);
    },
  );
});

describe('a printed board', () => {
  const printed = boards.map((board) => [board.title, JSON.parse(printBoard(board))] as const);

  it('has an id of its own, and links lead to one that exists', () => {
    const uids = boards.map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(uids.length);
    const targets = panels
      .flatMap(([, panel]) => panel.links ?? [])
      .flatMap(({ url }) => /^\/d\/([\w-]+)/.exec(url)?.[1] ?? []);
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((uid) => !uids.includes(uid))).toEqual([]);
  });

  it.each(printed)('names no data source but those that a reader chooses: %s', (_title, board) => {
    const sources = [...JSON.stringify(board).matchAll(/"uid":"([^"]+)"/g)].map(([, uid]) => uid!);
    const chosen = sources.filter((uid) => uid !== board.uid);
    expect(chosen.length).toBeGreaterThan(0);
    expect(chosen.filter((uid) => !/^\$\{(loki_)?datasource\}$/.test(uid))).toEqual([]);
  });

  it.each(printed)('can be imported anywhere: %s', (_title, board) => {
    expect(board.id).toBeNull();
    expect(board.version).toBeUndefined();
    const ids = board.panels.map(({ id }: { id: number }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(printed)(
    'takes rates over several exports of an SDK that is left as it is: %s',
    (_title, board) => {
      const intervals = board.panels
        .flatMap(({ targets = [] }: { targets?: { expr: string; interval?: string }[] }) => targets)
        .filter(({ expr }: { expr: string }) => expr.includes('$__rate_interval'))
        .map(({ interval }: { interval?: string }) => interval);
      expect(new Set(intervals)).toEqual(new Set(intervals.length > 0 ? ['1m'] : []));
    },
  );

  it.each(printed)('has panels that do not overlap: %s', (_title, board) => {
    const cells = new Set<string>();
    for (const { gridPos, title } of board.panels) {
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(cells.has(`${x},${y}`), `${title} at ${x},${y}`).toBe(false);
          cells.add(`${x},${y}`);
        }
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    }
  });

  it('leads from a row to traces with a query that Explore reads', () => {
    const urls = panels
      .flatMap(([, panel]) => panel.links ?? [])
      .map(({ url }) => url)
      .filter((url) => url.startsWith('/explore'));
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls) {
      const panes = new URL(url, 'http://grafana.test').searchParams.get('panes')!;
      const { a } = JSON.parse(panes);
      expect(a.datasource).toBe('${jaeger_datasource}');
      expect(a.queries[0]).toMatchObject({ queryType: 'search', refId: 'A' });
    }
  });
});

/** The V2 form of a board says what its classic form says. */
import { describe, expect, it } from 'vitest';
import { boards } from './boards.ts';
import { printBoard } from './print-board.ts';
import { printBoardV2 } from './print-board-v2.ts';

const printed = boards.map(
  (board) => [board.title, JSON.parse(printBoard(board)), JSON.parse(printBoardV2(board))] as const,
);

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly element: { readonly name: string };
}

describe.each(printed)('%s', (_title, classic, v2) => {
  const panels = classic.panels.filter(({ type }: { type: string }) => type !== 'row');
  const elements = Object.values<any>(v2.spec.elements);

  it('is a resource with the id of the board', () => {
    expect(v2).toMatchObject({
      apiVersion: 'dashboard.grafana.app/v2',
      kind: 'Dashboard',
      metadata: { name: classic.uid },
      spec: { title: classic.title, tags: classic.tags, editable: false },
    });
  });

  it('has the same panels, each with the same queries to the same store', () => {
    expect(
      elements.map(({ spec }) => ({
        id: spec.id,
        title: spec.title,
        description: spec.description,
        type: spec.vizConfig.group,
        options: spec.vizConfig.spec.options,
        fieldConfig: spec.vizConfig.spec.fieldConfig,
        transformations: spec.data.spec.transformations.map(
          (one: { group: string; spec: { options: object } }) => ({
            id: one.group,
            options: one.spec.options,
          }),
        ),
        targets: spec.data.spec.queries.map(({ spec: { refId, query } }: any) => ({
          ...query.spec,
          refId,
        })),
        datasources: spec.data.spec.queries.map(({ spec: { query } }: any) => ({
          type: query.group,
          uid: query.datasource.name,
        })),
      })),
    ).toEqual(
      panels.map((panel: any) => ({
        id: panel.id,
        title: panel.title,
        description: panel.description,
        type: panel.type,
        options: panel.options ?? {},
        fieldConfig: panel.fieldConfig ?? { defaults: {}, overrides: [] },
        transformations: panel.transformations ?? [],
        targets: panel.targets,
        datasources: panel.targets.map(() => panel.datasource),
      })),
    );
  });

  it('has each panel at the same place of the same row', () => {
    const rows = v2.spec.layout.spec.rows as {
      spec: { title: string; layout: { spec: { items: { spec: Placed }[] } } };
    }[];
    let top = 0;
    const places = rows.flatMap(({ spec: { title, layout } }) => {
      const from = top + 1;
      const items = layout.spec.items.map(({ spec }) => spec);
      top = from + Math.max(...items.map(({ y, height }) => y + height));
      return items.map(({ x, y, width, height, element }) => ({
        row: title,
        id: v2.spec.elements[element.name].spec.id,
        gridPos: { x, y: from + y, w: width, h: height },
      }));
    });
    let row = '';
    const expected = classic.panels.flatMap(({ type, title, id, gridPos }: any) => {
      if (type !== 'row') return [{ row, id, gridPos }];
      row = title;
      return [];
    });
    expect(places).toEqual(expected);
  });

  it('is filtered by the same variables, which ask the same', () => {
    expect(
      v2.spec.variables.map(({ spec }: any) => [spec.name, spec.label, spec.query?.spec]),
    ).toEqual(
      classic.templating.list.map(({ type, name, label, query }: any) => [
        name,
        label,
        type === 'query' ? query : undefined,
      ]),
    );
  });
});

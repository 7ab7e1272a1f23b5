/** Prints a board as Grafana's resource `dashboard.grafana.app/v2`, which is current in Grafana 13: from the classic one, whose panels and queries it has. */
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as v2 from '@grafana/grafana-foundation-sdk/dashboardv2';
import type { Board } from './board.ts';
import { buildBoard } from './print-board.ts';

type Position = dashboard.GridPos;
/** A data source as the classic form names it. Which of the two its queries are asked says its type. */
interface Source {
  readonly type?: string;
  readonly uid?: string;
}

/** The board as JSON that ends with a line feed, the same each time. */
export function printBoardV2(board: Board): string {
  const spec = buildSpec(board);
  return `${JSON.stringify(v2.manifest(board.uid, { build: () => spec }).build(), null, 2)}\n`;
}

function buildSpec(board: Board): v2.Dashboard {
  const classic = buildBoard(board);
  const elements: Record<string, v2.Element> = {};
  const rows: v2.RowsLayoutRowKind[] = [];
  let top = 0;
  for (const one of classic.panels ?? []) {
    if (one.type === 'row') {
      top = one.gridPos!.y + one.gridPos!.h;
      rows.push(rowOf(one.title!));
      continue;
    }
    const panel = one as dashboard.Panel;
    const name = `panel-${panel.id}`;
    elements[name] = elementOf(panel);
    const { layout } = rows.at(-1)!.spec;
    if (layout.kind === 'GridLayout') layout.spec.items.push(itemOf(name, panel.gridPos!, top));
  }
  return {
    ...v2.defaultDashboard(),
    title: board.title,
    description: board.asks,
    tags: classic.tags!,
    editable: false,
    cursorSync: v2.DashboardCursorSync.Crosshair,
    timeSettings: {
      ...v2.defaultTimeSettingsSpec(),
      ...classic.time!,
      autoRefresh: classic.refresh!,
    },
    links: classic.links!.map(linkOf),
    variables: classic.templating.list!.map(variableOf),
    elements,
    layout: { kind: 'RowsLayout', spec: { rows } },
  };
}

function linkOf(link: dashboard.DashboardLink): v2.DashboardLink {
  const { title, tags, asDropdown, includeVars, keepTime } = link;
  return {
    ...v2.defaultDashboardLink(),
    title,
    tags,
    asDropdown,
    includeVars,
    keepTime,
    type: v2.DashboardLinkType.Dashboards,
  };
}

function rowOf(title: string): v2.RowsLayoutRowKind {
  const layout: v2.GridLayoutKind = { kind: 'GridLayout', spec: { items: [] } };
  return { kind: 'RowsLayoutRow', spec: { title, collapse: false, layout } };
}

/** Where a panel stands, counted from the top of its row. */
function itemOf(name: string, { x, y, w, h }: Position, top: number): v2.GridLayoutItemKind {
  return {
    kind: 'GridLayoutItem',
    spec: {
      x,
      y: y - top,
      width: w,
      height: h,
      element: { kind: 'ElementReference', name },
    },
  };
}

function elementOf(panel: dashboard.Panel): v2.PanelKind {
  const { id, title, description, targets, transformations, fieldConfig, options, type } = panel;
  const source = panel.datasource as Source;
  return {
    kind: 'Panel',
    spec: {
      id: id!,
      title: title!,
      description: description!,
      links: (panel.links ?? []).map((link) => ({ title: link.title, url: link.url! })),
      data: {
        kind: 'QueryGroup',
        spec: {
          queries: targets!.map((target) => {
            // Their type is open: each data source has a shape of its own.
            const { refId, ...query } = target as object as { readonly refId: string };
            return {
              kind: 'PanelQuery',
              spec: { refId, hidden: false, query: queryOf(source, query) },
            };
          }),
          transformations: (transformations ?? []).map(({ id: group, options: told }) => ({
            kind: 'Transformation',
            group,
            spec: { options: told },
          })),
          queryOptions: {},
        },
      },
      vizConfig: {
        kind: 'VizConfig',
        group: type,
        version: '',
        spec: { options: options ?? {}, fieldConfig: fieldConfigOf(fieldConfig) },
      },
    },
  };
}

function fieldConfigOf(config: dashboard.FieldConfigSource | undefined): v2.FieldConfigSource {
  const { unit, min, noValue, links, custom } = config?.defaults ?? {};
  return {
    defaults: {
      ...(unit !== undefined && { unit }),
      ...(min !== undefined && { min }),
      ...(noValue !== undefined && { noValue }),
      ...(links !== undefined && { links }),
      ...(custom !== undefined && { custom }),
    },
    overrides: [],
  };
}

function queryOf({ type, uid }: Source, spec: object): v2.DataQueryKind {
  return { ...v2.defaultDataQueryKind(), group: type!, datasource: { name: uid! }, spec };
}

function variableOf(variable: dashboard.VariableModel): v2.VariableKind {
  const { name, label = name, type, query } = variable;
  if (type === dashboard.VariableType.Datasource) {
    return {
      kind: 'DatasourceVariable',
      spec: { ...v2.defaultDatasourceVariableSpec(), name, label, pluginId: query as string },
    };
  }
  if (type === dashboard.VariableType.Textbox) {
    return { kind: 'TextVariable', spec: { ...v2.defaultTextVariableSpec(), name, label } };
  }
  const { multi = false, includeAll = false, allValue, current, datasource } = variable;
  return {
    kind: 'QueryVariable',
    spec: {
      ...v2.defaultQueryVariableSpec(),
      name,
      label,
      multi,
      includeAll,
      ...(allValue !== undefined && { allValue }),
      ...(current && { current: { text: current.text, value: current.value } }),
      refresh: v2.VariableRefresh.OnTimeRangeChanged,
      // oxlint-disable-next-line unicorn/no-array-sort -- no array: how Grafana orders the values
      sort: v2.VariableSort.AlphabeticalAsc,
      query: queryOf(datasource as Source, query as object),
    },
  };
}

/** Prints a board as Grafana's classic JSON: for the import dialog, and for provisioning by file. */
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import * as logs from '@grafana/grafana-foundation-sdk/logs';
import * as loki from '@grafana/grafana-foundation-sdk/loki';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type { Board, BoardPanel, BoardVariable, Store, TextVariable } from './board.ts';

const COLUMNS = 24;
const TAG = 'spanwise';
/**
 * How far apart the points of metrics are that an SDK exports unasked. Grafana takes `$__rate_interval` as four times
 * this; of what a data source says, 15 s, it would be too short for two points, and every rate empty.
 */
const EXPORT_INTERVAL = '1m';
const DATASOURCES = [
  { name: 'datasource', label: 'Metrics', type: 'prometheus' },
  { name: 'loki_datasource', label: 'Logs', type: 'loki' },
  { name: 'jaeger_datasource', label: 'Traces', type: 'jaeger' },
] as const;

type Panel = Parameters<dashboard.DashboardBuilder['withPanel']>[0];

/** The board as JSON that ends with a line feed, the same each time. */
export function printBoard(board: Board): string {
  // Neither names a revision: `uid` tells boards apart, and Grafana counts its own versions.
  return `${JSON.stringify({ ...buildBoard(board), id: null }, null, 2)}\n`;
}

/** The board as Grafana's classic object. */
export function buildBoard(board: Board): dashboard.Dashboard {
  const builder = new dashboard.DashboardBuilder(board.title)
    .uid(board.uid)
    .description(board.asks)
    .tags([TAG])
    .timezone('browser')
    .readonly()
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .time({ from: 'now-1h', to: 'now' })
    .refresh('1m')
    .link(
      new dashboard.DashboardLinkBuilder('Boards')
        .type(dashboard.DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    )
    .variables([
      ...DATASOURCES.map(({ name, label, type }) =>
        new dashboard.DatasourceVariableBuilder(name).label(label).type(type),
      ),
      ...board.variables.map(printVariable),
    ]);
  let id = 0;
  let y = 0;
  for (const row of board.rows) {
    builder.withRow(
      new dashboard.RowBuilder(row.title).id((id += 1)).gridPos({ x: 0, y, w: COLUMNS, h: 1 }),
    );
    y += 1;
    let x = 0;
    let height = 0;
    for (const panel of row.panels) {
      const [w, h] = [
        panel.width ?? (panel.kind === 'stat' ? 4 : 12),
        panel.kind === 'stat' ? 4 : 8,
      ];
      if (x + w > COLUMNS) {
        x = 0;
        y += height;
        height = 0;
      }
      builder.withPanel(printPanel(panel, (id += 1), { x, y, w, h }));
      x += w;
      height = Math.max(height, h);
    }
    y += height;
  }
  return builder.build();
}

function source(store: Store): common.DataSourceRef {
  return store === 'loki'
    ? { type: 'loki', uid: '${loki_datasource}' }
    : { type: 'prometheus', uid: '${datasource}' };
}

function printVariable(
  variable: BoardVariable | TextVariable,
): dashboard.QueryVariableBuilder | dashboard.TextBoxVariableBuilder {
  const { name, label } = variable;
  if (!('store' in variable))
    return new dashboard.TextBoxVariableBuilder(name).label(label).defaultValue('');
  const { store, of, series, all, single = false } = variable;
  const query = new dashboard.QueryVariableBuilder(name)
    .label(label)
    .datasource(source(store))
    .query(
      store === 'loki'
        ? { label: of, refId: name, stream: '', type: 1 }
        : { query: `label_values(${series}, ${of})`, refId: name, qryType: 1 },
    )
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    // oxlint-disable-next-line unicorn/no-array-sort -- no array: how Grafana orders the values
    .sort(dashboard.VariableSort.AlphabeticalAsc);
  return single
    ? query
    : query
        .multi(true)
        .includeAll(true)
        .allValue(all)
        .current({ selected: true, text: ['All'], value: ['$__all'] });
}

/** What a reader sees behind the (i) of a panel. */
function describe({ asks, advice, emptyWhen }: BoardPanel): string {
  return [asks, advice, ...(emptyWhen ? [`Empty: ${emptyWhen}`] : [])].join('\n\n');
}

function printPanel(panel: BoardPanel, id: number, position: dashboard.GridPos): Panel {
  const store = panel.store ?? 'prometheus';
  const builder = visualization(panel)
    .id(id)
    .title(panel.title)
    .description(describe(panel))
    .datasource(source(store))
    .gridPos(position)
    .targets(panel.queries.map((query, index) => printQuery(panel, query, index)));
  const links = (panel.links ?? []).map(({ title, url }) =>
    new dashboard.DashboardLinkBuilder(title).type(dashboard.DashboardLinkType.Link).url(url),
  );
  return builder instanceof logs.PanelBuilder
    ? builder.links(links)
    : builder.unit(panel.unit).noValue('no data').dataLinks(links);
}

type AnyPanel =
  | heatmap.PanelBuilder
  | logs.PanelBuilder
  | stat.PanelBuilder
  | table.PanelBuilder
  | timeseries.PanelBuilder;

function visualization({ kind, unit }: BoardPanel): AnyPanel {
  switch (kind) {
    case 'stat':
      return new stat.PanelBuilder()
        .graphMode(common.BigValueGraphMode.Area)
        .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']));
    case 'table':
      return new table.PanelBuilder().withTransformation({
        id: 'organize',
        options: { excludeByName: { Time: true } },
      });
    case 'heatmap':
      return new heatmap.PanelBuilder()
        .calculate(false)
        .yAxis(new heatmap.YAxisConfigBuilder().unit(unit));
    case 'logs':
      return new logs.PanelBuilder().showTime(true).enableLogDetails(true);
    default: {
      const lines = new timeseries.PanelBuilder()
        .drawStyle(common.GraphDrawStyle.Line)
        .fillOpacity(kind === 'stacked' ? 30 : 0)
        .showPoints(common.VisibilityMode.Auto)
        .min(0)
        .tooltip(new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi))
        .legend(
          new common.VizLegendOptionsBuilder()
            .displayMode(common.LegendDisplayMode.List)
            .placement(common.LegendPlacement.Bottom)
            .showLegend(true),
        );
      return kind === 'stacked'
        ? lines.stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal))
        : lines;
    }
  }
}

function printQuery(
  panel: BoardPanel,
  { expression, legend, exemplars }: BoardPanel['queries'][number],
  index: number,
): prometheus.DataqueryBuilder | loki.DataqueryBuilder {
  const refId = String.fromCodePoint(65 + index);
  if (panel.store === 'loki') {
    const query = new loki.DataqueryBuilder().refId(refId).expr(expression);
    if (panel.kind === 'logs') return query.maxLines(200);
    query.legendFormat(legend ?? '');
    return panel.kind === 'table' ? query.queryType('instant') : query.queryType('range');
  }
  const query = new prometheus.DataqueryBuilder()
    .refId(refId)
    .expr(expression)
    .interval(EXPORT_INTERVAL);
  if (panel.kind === 'table') return query.instant().format(prometheus.PromQueryFormat.Table);
  if (panel.kind === 'heatmap') query.format(prometheus.PromQueryFormat.Heatmap);
  if (exemplars) query.exemplar(true);
  return query.range().legendFormat(legend ?? '');
}

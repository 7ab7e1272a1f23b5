/** The files that are printed from boards and rules. */
import { boards } from './boards.ts';
import { printSearches } from './elastic/print-searches.ts';
import { printBoard } from './print-board.ts';
import { printBoardV2 } from './print-board-v2.ts';
import { printGrafanaRules } from './print-grafana-rules.ts';
import { printRules, printRunbook, runbookOf, shippedMinutes } from './print-rules.ts';
import { alertingRules } from './rules.ts';
import { printLayerRules, printScrapes, printServerReference } from './servers/print-servers.ts';

/** A file that is printed. */
interface PrintedFile {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly print: () => string;
}

/** All files of this folder and all runbooks that come from its code. */
export const dashboardFiles: readonly PrintedFile[] = [
  ...boards.flatMap((board) => [
    { path: `dashboards/grafana/${board.uid}.json`, print: () => printBoard(board) },
    { path: `dashboards/grafana-v2/${board.uid}.json`, print: () => printBoardV2(board) },
  ]),
  { path: 'dashboards/rules/spanwise.yaml', print: () => printRules() },
  { path: 'dashboards/grafana-rules/spanwise.yaml', print: printGrafanaRules },
  { path: 'dashboards/rules/servers.yaml', print: () => printLayerRules() },
  { path: 'collector/single-node/servers.yaml', print: printScrapes },
  ...(['elasticsearch', 'opensearch'] as const).map((page) => ({
    path: `collector/elastic/${page}/searches.ndjson`,
    print: () => printSearches(page),
  })),
  { path: 'docs/reference/servers.md', print: printServerReference },
  ...alertingRules(shippedMinutes).map((rule) => ({
    path: runbookOf(rule),
    print: () => printRunbook(rule),
  })),
];

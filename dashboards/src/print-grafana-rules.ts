/** Prints the alerts as rules that Grafana evaluates itself, for its provisioning by file. */
import { stringify } from 'yaml';
import { runbookOf, shippedMinutes } from './print-rules.ts';
import { alertingRules } from './rules.ts';

/** The uid of Prometheus as `collector/single-node/grafana` provisions it. */
const DATASOURCE = 'spanwise-prometheus';
const FOLDER = 'Spanwise';
/** How far back a query may look; it has its own ranges. */
const RANGE_SECONDS = 600;

/** The file for `provisioning/alerting` of Grafana 10 and newer. Recording rules stay with Prometheus. */
export function printGrafanaRules(): string {
  const rules = alertingRules(shippedMinutes).map((rule) => ({
    uid: rule.alert.toLowerCase(),
    title: rule.alert,
    condition: 'B',
    data: [
      {
        refId: 'A',
        relativeTimeRange: { from: RANGE_SECONDS, to: 0 },
        datasourceUid: DATASOURCE,
        model: { refId: 'A', expr: rule.expression, instant: true, range: false },
      },
      {
        refId: 'B',
        relativeTimeRange: { from: RANGE_SECONDS, to: 0 },
        datasourceUid: '__expr__',
        // The expression compares already: whatever it gives is a fault, and none of its values is negative.
        model: {
          refId: 'B',
          type: 'threshold',
          expression: 'A',
          conditions: [{ evaluator: { type: 'gt', params: [-1] } }],
        },
      },
    ],
    // Nothing is what an expression gives when all is well.
    noDataState: 'OK',
    execErrState: 'Error',
    for: rule.for,
    labels: { severity: rule.severity },
    annotations: {
      summary: rule.summary.replaceAll('$value', '$values.A.Value'),
      description: rule.means,
      __dashboardUid__: rule.board,
      runbook: runbookOf(rule),
    },
  }));
  const file = {
    apiVersion: 1,
    groups: [{ orgId: 1, name: 'spanwise-alerts', folder: FOLDER, interval: '1m', rules }],
  };
  return `# Printed from dashboards/src/rules.ts by "npm run generate"; do not edit.\n${stringify(file, { lineWidth: 0 })}`;
}

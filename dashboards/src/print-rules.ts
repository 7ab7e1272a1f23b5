/** Prints the rules for Prometheus, and a runbook for each alert. */
import { stringify } from 'yaml';
import { boards } from './boards.ts';
import { alertingRules, recordingRules, type AlertingRule, type Minutes } from './rules.ts';

const RUNBOOKS = 'docs/runbooks';

/** Minutes as they are shipped. */
export const shippedMinutes: Minutes = (minutes) => `${minutes}m`;

/** The file that Prometheus loads: recording rules first, since alerts read them. */
export function printRules(minutes: Minutes = shippedMinutes, interval = '30s'): string {
  const rules = {
    groups: [
      {
        name: 'spanwise-recording',
        interval,
        rules: recordingRules(minutes).map(({ record, expression: expr }) => ({ record, expr })),
      },
      {
        name: 'spanwise-alerts',
        interval,
        rules: alertingRules(minutes).map((rule) => ({
          alert: rule.alert,
          expr: rule.expression,
          for: rule.for,
          labels: { severity: rule.severity },
          annotations: {
            summary: rule.summary,
            description: rule.means,
            dashboard_uid: rule.board,
            runbook: runbookOf(rule),
          },
        })),
      },
    ],
  };
  return `# Printed from dashboards/src/rules.ts by "npm run generate"; do not edit.\n${stringify(rules, { lineWidth: 0 })}`;
}

/** Where the runbook of an alert is, from the root of the repository. */
export function runbookOf({ alert }: Pick<AlertingRule, 'alert'>): string {
  const name = alert.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return `${RUNBOOKS}/${name}.md`;
}

function list(items: readonly string[]): string {
  return items.map((item, index) => `${index + 1}. ${item}`).join('\n');
}

/** What somebody reads when the alert has fired. */
export function printRunbook(rule: AlertingRule): string {
  const board = boards.find(({ uid }) => uid === rule.board);
  if (board === undefined) throw new Error(`${rule.alert} names no board: ${rule.board}`);
  return `# ${rule.alert}

<!-- Printed from dashboards/src/rules.ts by "npm run generate"; do not edit. -->

${rule.means}

Severity: ${rule.severity === 'page' ? 'page, people are hurt now' : 'ticket, it can wait for the morning'}. It fires when this holds for ${rule.for}:

\`\`\`promql
${rule.expression}
\`\`\`

## Look

On the board "${board.title}" first.

${list(rule.look)}

## Help

${list(rule.help)}
`;
}

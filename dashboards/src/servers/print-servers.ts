/** Prints what Prometheus needs of the servers: what it scrapes, and the rules that read each in the one layer. */
import * as semconv from '@spanwise/semconv';
import { stringify } from 'yaml';
import { labelOf } from '../series.ts';
import { LAYER, SYSTEM, type LayerName } from './layer.ts';
import { SYSTEMS, type ServerSystem } from './systems.ts';

const MODEL = labelOf(semconv.ATTR_GEN_AI_REQUEST_MODEL);
const PRINTED =
  '# Printed from dashboards/src/servers/systems.ts by "npm run generate"; do not edit.\n';

/** One rule that reads a server in the layer. */
export interface LayerRule {
  readonly record: string;
  readonly system: string;
  readonly expression: string;
}

/** All rules, by server. */
export const layerRules: readonly LayerRule[] = SYSTEMS.flatMap((system) =>
  Object.entries(system.reads).flatMap(([name, read]) =>
    seriesOf(name as LayerName, read).map(([record, expression]) => ({
      record,
      system: system.id,
      expression: withModel(system, expression),
    })),
  ),
);

/** A histogram is three series, each read by a rule of its own. */
function seriesOf(
  name: LayerName,
  read: string | readonly string[],
): (readonly [record: string, expression: string])[] {
  const { series, kind } = LAYER[name];
  const names = [read].flat();
  if (kind !== 'histogram') return names.map((expression) => [series, expression] as const);
  return ['_bucket', '_count', '_sum'].map(
    (suffix) =>
      [`${series}${suffix}`, names.map((theirs) => `${theirs}${suffix}`).join(' or ')] as const,
  );
}

/** The label of the model as everything else has it. */
function withModel({ model }: ServerSystem, expression: string): string {
  return model === undefined
    ? expression
    : `label_replace(${expression}, "${MODEL}", "$1", "${model}", "(.+)")`;
}

/** The rules for Prometheus. */
export function printLayerRules(interval = '15s'): string {
  return (
    PRINTED +
    stringify(
      {
        groups: [
          {
            name: 'spanwise-servers',
            interval,
            rules: layerRules.map(({ record, system, expression: expr }) => ({
              record,
              labels: { [SYSTEM]: system },
              expr,
            })),
          },
        ],
      },
      { lineWidth: 0 },
    )
  );
}

/** What Prometheus scrapes: nothing, until a file names a server. */
export function printScrapes(): string {
  return (
    PRINTED +
    stringify(
      {
        scrape_configs: SYSTEMS.map(({ id, path }) => ({
          job_name: id,
          ...(path !== undefined && { metrics_path: path }),
          file_sd_configs: [{ files: [`targets/${id}*.yaml`] }],
        })),
      },
      { lineWidth: 0 },
    )
  );
}

/** The page that says which servers are read, and how. */
export function printServerReference(): string {
  const rows = SYSTEMS.map(({ id, title, kind, by, port, path = '/metrics', reads }) => {
    const measures = Object.keys(reads)
      .map((name) => `\`${LAYER[name as LayerName].series}\``)
      .join(', ');
    return `| ${title} | ${kind} | \`${id}\` | ${by} | \`:${port}${path}\` | ${measures} |`;
  });
  return `# Servers

<!-- ${PRINTED.slice(2).trim()} -->

What model servers, gateways, stores, brokers and proxies say of themselves, read in one layer of names by recording rules (\`dashboards/rules/servers.yaml\`). Their own names stay, so that their own boards work. The label \`${SYSTEM}\` says what kind of server it is; where a server names its model, \`${MODEL}\` does, too.

## The layer

| series | kind | what it says |
| --- | --- | --- |
${Object.values(LAYER)
  .map(({ series, kind, says }) => `| \`${series}\` | ${kind} | ${says} |`)
  .join('\n')}

## The servers

Where a server does not say something, the layer has nothing: nothing is made up from what is near it.

| server | kind | \`${SYSTEM}\` | who says it | where, unasked | what is read |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

/** Turns kinds of spans into the table of their operations: what operations share is printed once. */
import { words } from './metric-table.ts';
import { CALL_METRICS, type CallMetricName } from './metrics.gen.ts';
import type { OperationKey, OperationName } from './operations.gen.ts';
import type { OperationSpec, OperationTable, RequirementLevel } from './tables.ts';

const LEVELS = ['required', 'conditionally_required', 'recommended', 'opt_in'] as const;

/** A kind of span. Lists are separated by spaces; what is absent is empty, or false. */
export interface SpanKindRow {
  /** Its operations. */
  readonly names: string;
  readonly spanType: string;
  readonly kind: OperationSpec['kind'];
  /** Default: `gen_ai.operation.name`. */
  readonly operationAttribute?: string;
  readonly inProcess?: true;
  readonly nameAttributes?: string;
  readonly samplingAttributes?: string;
  readonly durationMetric?: CallMetricName;
  readonly inference?: true;
  readonly countsTokens?: true;
  /** Its attributes by level. */
  readonly levels: Readonly<Partial<Record<RequirementLevel, string>>>;
}

/** The table of all operations of these kinds of spans. */
export function operationTable(rows: readonly SpanKindRow[]): OperationTable {
  const table: Partial<Record<OperationKey, OperationSpec>> = {};
  for (const row of rows) {
    const { names, spanType, kind, durationMetric } = row;
    const attributes: Record<string, RequirementLevel> = {};
    for (const level of LEVELS)
      for (const name of words(row.levels[level])) attributes[name] = level;
    const shared = {
      operationAttribute: row.operationAttribute ?? 'gen_ai.operation.name',
      spanType,
      kind,
      inProcess: row.inProcess ?? false,
      nameAttributes: words(row.nameAttributes),
      attributes,
      samplingAttributes: words(row.samplingAttributes),
      durationMetric,
      durationAttributes: durationMetric ? CALL_METRICS[durationMetric].attributes : [],
      inference: row.inference ?? false,
      countsTokens: row.countsTokens ?? false,
    };
    for (const name of words(names) as readonly OperationName[])
      table[name === 'invoke_agent' && kind === 'client' ? 'invoke_agent_client' : name] = {
        name,
        ...shared,
      };
  }
  return table as OperationTable;
}

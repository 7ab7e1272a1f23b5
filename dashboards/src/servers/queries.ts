/** The PromQL that reads the layer, and the variables that it is filtered by. */
import * as semconv from '@spanwise/semconv';
import type { BoardVariable } from '../board.ts';
import { labelOf } from '../series.ts';
import { matcherOf } from '../variables.ts';
import { LAYER, SYSTEM, type LayerName } from './layer.ts';

/** Every series of the layer. */
const ALL = '{__name__=~"spanwise:server_.+|gen_ai_server_.+"}';
const MODEL = labelOf(semconv.ATTR_GEN_AI_REQUEST_MODEL);

const common = { store: 'prometheus', series: ALL, all: '.*' } as const;

/** Which server of which kind, on each board of servers. */
export const serverVariables: readonly BoardVariable[] = [
  { ...common, name: 'system', label: 'Kind of server', of: SYSTEM },
  { ...common, name: 'server', label: 'Server', of: 'instance' },
];
/** Which model, where servers name theirs. */
export const servedModel: BoardVariable = {
  ...common,
  name: 'served_model',
  label: 'Served model',
  of: MODEL,
};

/** Kind of server and model: what is compared. */
export const BY_MODEL: readonly string[] = [SYSTEM, MODEL];
/** Kind of server and the server itself. */
export const BY_SERVER: readonly string[] = [SYSTEM, 'instance'];

/** How a series is named that is told apart by these labels. */
export function legendOf(by: readonly string[]): string {
  return by.map((label) => `{{${label}}}`).join(' ');
}

/** The gauge, by the function that suits it. */
export function gaugeOf(
  name: LayerName,
  by: readonly string[],
  variables: readonly BoardVariable[],
  how: 'sum' | 'max' | 'min' = 'sum',
): string {
  return `${how} by (${by.join(', ')}) (${select(LAYER[name].series, variables)})`;
}

/** How much the counter grows, a second. */
export function growthOf(
  name: LayerName,
  by: readonly string[],
  variables: readonly BoardVariable[],
): string {
  return `sum by (${by.join(', ')}) (rate(${select(LAYER[name].series, variables)}[$__rate_interval]))`;
}

/** The value that the share `quantile` of the histogram does not exceed. */
export function quantileOf(
  quantile: number,
  name: LayerName,
  by: readonly string[],
  variables: readonly BoardVariable[],
): string {
  const buckets = select(`${LAYER[name].series}_bucket`, variables);
  return `histogram_quantile(${quantile}, sum by (${['le', ...by].join(', ')}) (rate(${buckets}[$__rate_interval])))`;
}

function select(series: string, variables: readonly BoardVariable[]): string {
  return `${series}{${variables.map(matcherOf).join(', ')}}`;
}

/** The variables of the boards, the same on each, so that a link from one to the next keeps them. */
import * as semconv from '@spanwise/semconv';
import type { BoardVariable } from './board.ts';
import { labelOf } from './series.ts';
import type { Scope } from './measures.ts';

/** Every series of Spanwise's metrics, under either set of names. */
const OURS = '{__name__=~"(gen_ai_client|gen_ai_execute_tool|gen_ai_invoke|spanwise)_.+"}';

const environment: BoardVariable = {
  name: 'environment',
  label: 'Environment',
  store: 'prometheus',
  of: 'deployment_environment_name',
  series: OURS,
  all: '.*',
};
const job: BoardVariable = {
  name: 'job',
  label: 'Service',
  store: 'prometheus',
  of: 'job',
  series: OURS,
  all: '.+',
};
const instance: BoardVariable = {
  name: 'instance',
  label: 'Instance',
  store: 'prometheus',
  of: 'instance',
  series: OURS,
  all: '.+',
};
const provider: BoardVariable = {
  name: 'provider',
  label: 'Provider',
  store: 'prometheus',
  of: labelOf(semconv.ATTR_GEN_AI_PROVIDER_NAME),
  series: OURS,
  all: '.*',
};
const model: BoardVariable = {
  name: 'model',
  label: 'Model',
  store: 'prometheus',
  of: labelOf(semconv.ATTR_GEN_AI_REQUEST_MODEL),
  series: OURS,
  all: '.*',
};

/** The service as log records and spans name it: without its namespace, which `job` has. */
export const service: BoardVariable = {
  name: 'service',
  label: 'Service in logs',
  store: 'loki',
  of: 'service_name',
  all: '.+',
};

/** Which process: on every board. */
export const processVariables: readonly BoardVariable[] = [environment, job, instance];
/** Which model of which provider. */
export const modelVariables: readonly BoardVariable[] = [provider, model];

/** The matcher that a variable stands for. */
export function matcherOf({ of, name }: BoardVariable): string {
  return `${of}=~"$${name}"`;
}

/** Filters by the variables of a board, and takes rates over what suits its width. */
export const boardScope: Scope = {
  matchers: (filters) => [
    ...processVariables.map(matcherOf),
    ...modelVariables
      .filter(({ of }) => filters.some((attribute) => labelOf(attribute) === of))
      .map(matcherOf),
  ],
  interval: '$__rate_interval',
};

/** The same over the whole time that the board shows. */
export const wholeScope: Scope = { ...boardScope, interval: '$__range' };

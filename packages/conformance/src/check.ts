/** The checker: every rule on every span, metric and log record. */
import type { CheckedLog, CheckedMetric, CheckedSpan } from './checked.ts';
import { type Finding, type Report, reporter } from './finding.ts';
import { checkLog } from './logs.ts';
import { checkMetric } from './metrics.ts';
import { checkSpan } from './spans.ts';
import { type CheckedNameSet, vocabulary } from './vocabulary.ts';

/** What to check. */
export interface CheckInput {
  readonly spans?: readonly CheckedSpan[] | undefined;
  readonly metrics?: readonly CheckedMetric[] | undefined;
  readonly logs?: readonly CheckedLog[] | undefined;
}

/** How to check. */
export interface CheckOptions {
  /** The set of names that the telemetry is held to; `both` allows either. Default: `2026-10`. */
  readonly nameSet?: CheckedNameSet | undefined;
  /** Hold everybody's telemetry to the rules that are for Spanwise's own. Default: false. */
  readonly strict?: boolean | undefined;
}

/** Gives each different finding once, in the order of the input. Empty when all is well. */
export function check(input: CheckInput, options: CheckOptions = {}): Finding[] {
  const names = vocabulary(options.nameSet ?? '2026-10');
  const found = new Map<string, Finding>();
  const report = (
    signal: Finding['where']['signal'],
    name: string,
    { scope }: Pick<CheckedSpan, 'scope'>,
  ): Report => reporter(found, { signal, name }, scope, options.strict ?? false);

  for (const span of input.spans ?? []) checkSpan(span, names, report('span', span.name, span));
  for (const metric of input.metrics ?? []) {
    checkMetric(metric, names, report('metric', metric.name, metric));
  }
  for (const log of input.logs ?? [])
    checkLog(log, names, report('log', log.eventName ?? 'log', log));
  return [...found.values()];
}

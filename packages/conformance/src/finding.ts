/** What the checker reports, and the collector that gives each finding its level. */
import type { CheckedScope } from './checked.ts';
import { RULES, type Rule, type RuleId } from './rules.ts';

/** How much a finding matters. */
export type FindingLevel = Rule['level'];

/** One thing that is not as it should be. */
export interface Finding {
  readonly rule: RuleId;
  readonly level: FindingLevel;
  /** What was found. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  readonly where: {
    readonly signal: 'span' | 'metric' | 'log';
    /** Name of the span, the metric or the event; `log` for a record without one. */
    readonly name: string;
    readonly attribute?: string | undefined;
  };
}

/** Reports a finding about one attribute, or about the whole when there is none. */
export type Report = (rule: RuleId, message: string, fix: string, attribute?: string) => void;

/** Makes the reporter of one span, metric or log record, which adds each different finding once to `found`. */
export function reporter(
  found: Map<string, Finding>,
  where: Finding['where'],
  scope: CheckedScope | undefined,
  strict: boolean,
): Report {
  return (rule, message, fix, attribute) => {
    const { level, ours } = RULES[rule];
    const finding: Finding = {
      rule,
      level: ours && !strict && !isOurs(scope) ? 'improvement' : level,
      message,
      fix,
      where: attribute === undefined ? where : { ...where, attribute },
    };
    found.set(JSON.stringify(finding), finding);
  };
}

function isOurs(scope: CheckedScope | undefined): boolean {
  return scope?.name === 'spanwise' || scope?.name.startsWith('@spanwise/') === true;
}

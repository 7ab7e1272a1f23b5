/** Checks telemetry, ours or anybody's, against the names and rules of the registry. */
export { check, type CheckOptions, type CheckInput } from './check.ts';
export type {
  CheckedLog,
  CheckedMetric,
  CheckedScope,
  CheckedSpan,
  CheckedSpanEvent,
} from './checked.ts';
export type { Finding, FindingLevel } from './finding.ts';
export {
  fromLogs,
  fromMetrics,
  fromSpans,
  type SdkLogRecord,
  type SdkMetrics,
  type SdkSpan,
} from './from-sdk.ts';
export type { CheckedNameSet } from './vocabulary.ts';
export { RULES, type Rule, type RuleId } from './rules.ts';

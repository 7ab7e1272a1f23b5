/** Checks telemetry, ours or anybody's, against the names and rules of the registry. */
export { check, type CheckOptions, type CheckInput } from './check/check.ts';
export type {
  CheckedLog,
  CheckedMetric,
  CheckedScope,
  CheckedSpan,
  CheckedSpanEvent,
} from './check/checked.ts';
export type { Finding, FindingLevel } from './check/finding.ts';
export {
  fromLogs,
  fromMetrics,
  fromSpans,
  type SdkLogRecord,
  type SdkMetrics,
  type SdkSpan,
} from './check/from-sdk.ts';
export type { CheckedNameSet } from './check/vocabulary.ts';
export { RULES, type Rule, type RuleId } from './check/rules.ts';

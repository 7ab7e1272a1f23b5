/** What is missing or outdated in the telemetry, and what the conventions say of names. */
import type { Scope } from './trace.ts';

/** What is missing or outdated in what one library sent. */
export interface LibraryFindings {
  /** The instrumentation scope. */
  readonly library: Scope;
  /** Conventions that it writes. */
  readonly dialects: readonly string[];
  readonly spanCount: number;
  readonly findings: readonly ViewerFinding[];
}

/** One thing that is not as the conventions say. */
export interface ViewerFinding {
  readonly rule: string;
  readonly level: 'violation' | 'improvement' | 'information';
  readonly message: string;
  readonly fix: string;
  readonly signal: 'span' | 'metric' | 'log';
  /** Of the span, the metric or the event. */
  readonly name: string;
  readonly attribute?: string | undefined;
  /** How often it was found. */
  readonly count: number;
  /** One place to look at. */
  readonly example?: { readonly traceId: string; readonly spanId: string } | undefined;
}

/** What the conventions say of attributes and metrics, by name. */
export type NameDescriptions = Readonly<
  Record<
    string,
    {
      readonly description: string;
      readonly type?: string | undefined;
      readonly unit?: string | undefined;
      readonly examples?: readonly string[] | undefined;
      /** The newest name. Only on names that are outdated. */
      readonly replacedBy?: string | undefined;
    }
  >
>;

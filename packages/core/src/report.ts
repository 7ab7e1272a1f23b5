/** What is attached and what is not, for people and for programs. */
import { channel } from 'node:diagnostics_channel';
import { diag, trace } from '@opentelemetry/api';
import { apiGlobal } from './record/api-global.ts';
import { safely } from './safely.ts';
import type { AttachedCopy, OtherTracer } from './attach/attached.ts';
import { state } from './state.ts';
import { VERSION } from './version.ts';

/** One library in the report. */
export interface LibraryReport {
  /** The name in `instrumentations`. */
  readonly id: string;
  readonly packageName: string;
  /** `waiting`: not loaded so far; it is attached when it is. */
  readonly status: 'attached' | 'waiting' | 'not attached';
  readonly copies: readonly AttachedCopy[];
  /** Why nothing is watched, in sentences. */
  readonly problems: readonly string[];
  /**
   * Who else makes spans of its calls, as far as it was seen: some are seen only once a call was made. Their spans
   * stand beside ours, and their tokens beside ours.
   */
  readonly alsoTracedBy: readonly OtherTracer[];
}

/** What is attached, how, and what went wrong. Plain data. */
export interface Report {
  /** The version of `@spanwise/core`. */
  readonly version: string;
  readonly libraries: readonly LibraryReport[];
  /** What concerns no single library. */
  readonly problems: readonly string[];
  /** Items dropped or cut since the start, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Internal failures since the start, by kind. */
  readonly failures: Readonly<Record<string, number>>;
  /** Calls whose span has not ended yet. */
  readonly openCalls: number;
}

/** The report as of now. */
export function createReport(): Report {
  const { libraries, dropped, failures, open, attachment } = state();
  safely('looking for other tracers', () => attachment?.lookForOthers?.());
  return {
    version: VERSION,
    libraries: [...libraries.values()].map(
      ({ id, packageName, copies, problems, alsoTracedBy = [] }) => ({
        id,
        packageName,
        status: copies.length > 0 ? 'attached' : problems.length > 0 ? 'not attached' : 'waiting',
        copies: [...copies],
        problems: [...problems],
        alsoTracedBy: [...alsoTracedBy],
      }),
    ),
    problems: apiProblems(),
    dropped: Object.fromEntries(dropped),
    failures: Object.fromEntries(failures),
    openCalls: open.size,
  };
}

/** A provider that another version of the API registered is invisible to this one: everything is silently lost. */
function apiProblems(): string[] {
  const registered = apiGlobal();
  if (registered?.trace === undefined) return [];
  const visible = trace.getTracerProvider();
  if (registered.trace === visible) return [];
  return [
    `@opentelemetry/api ${registered.version} registered a tracer provider that the copy used here does not see: ` +
      'install one version of @opentelemetry/api ("npm ls @opentelemetry/api" shows them).',
  ];
}

/**
 * Hands the report to whoever looks on, such as `spanwise doctor`: by the channel `spanwise.report` of Node's
 * `diagnostics_channel`, when something is attached and before it is taken away. The latest is the fullest.
 */
export function showReport(report: () => Report): void {
  channel('spanwise.report').publish(report);
}

/** Ends every open span as abandoned: before a process or an SDK stops. */
export function endOpenCalls(): void {
  for (const call of state().open) call.abandon();
}

/** Runs `fn` once, before the first watched call begins. */
export function onFirstCall(fn: () => void): void {
  state().firstCall.push(fn);
}

/** Runs what waits for the first watched call. */
export function beforeCall(): void {
  const { firstCall } = state();
  if (firstCall.length === 0) return;
  for (const run of firstCall.splice(0)) safely('starting at the first call', run);
}

/** Says the problems of a report, one line each. */
export function sayProblems(report: Report): void {
  for (const problem of report.problems) diag.warn(`spanwise: ${problem}`);
}

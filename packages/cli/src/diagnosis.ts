/** What `spanwise doctor` says of one thing that it looked at. */

/** One thing that was looked at. */
export interface Diagnosis {
  /** What was looked at, in a few words. */
  readonly what: string;
  readonly isFine: boolean;
  /** What was seen. */
  readonly seen: string;
  /** What to do. Absent when it is fine, or when what was seen says it. */
  readonly fix?: string | undefined;
}

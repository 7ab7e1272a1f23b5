/** How pino's levels read as severities of the logs data model. */

/** The severity of each of pino's levels: the first of four of its kind. */
const SEVERITIES: readonly (readonly [level: number, severity: number, name: string])[] = [
  [10, 1, 'trace'],
  [20, 5, 'debug'],
  [30, 9, 'info'],
  [40, 13, 'warn'],
  [50, 17, 'error'],
  [60, 21, 'fatal'],
];
/** Severities of one kind, as INFO to INFO4. */
const STEPS = 4;
const LEVEL_DISTANCE = 10;

/** The severity of a level by number: a custom one between two of pino's own is a later one of the kind below. 0 for what is no level. */
export function severityOf(level: number): number {
  if (!Number.isFinite(level)) return 0;
  const [base, severity] = SEVERITIES.findLast(([own]) => own <= level) ?? SEVERITIES[0]!;
  const step = Math.floor(((level - base) / LEVEL_DISTANCE) * STEPS);
  return severity + Math.min(Math.max(step, 0), STEPS - 1);
}

/** The names of pino's own levels, by number. */
export const LEVEL_NAMES: ReadonlyMap<number, string> = new Map(
  SEVERITIES.map(([level, , name]) => [level, name]),
);

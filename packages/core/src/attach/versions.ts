/** Whether a version is in a range of the form that adapters use. */

type Numbers = readonly [number, number, number];

function numbersOf(version: string): Numbers {
  const [major = 0, minor = 0, patch = 0] = version
    .split(/[.+-]/)
    .map((part) => Number.parseInt(part, 10) || 0);
  return [major, minor, patch];
}

function compare(left: Numbers, right: Numbers): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

const COMPARATORS: Readonly<Record<string, (order: number) => boolean>> = {
  '>=': (order) => order >= 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '<': (order) => order < 0,
};

/**
 * True when `version` is in `range`: comparators such as `>=4 <8`, all of which must hold, in
 * alternatives joined by `||`. A pre-release counts as its release. The full grammar of npm is not needed.
 *
 * @throws {TypeError} for a range of another form.
 */
export function isInRange(version: string, range: string): boolean {
  const numbers = numbersOf(version);
  return range.split('||').some((alternative) =>
    alternative
      .trim()
      .split(/\s+/)
      .every((comparator) => {
        const match = /^(>=|<=|>|<)(\d+(?:\.\d+){0,2})$/.exec(comparator);
        if (match === null) throw new TypeError(`not a range: "${range}"`);
        const [, operator, bound] = match as unknown as [string, string, string];
        return COMPARATORS[operator]!(compare(numbers, numbersOf(bound)));
      }),
  );
}

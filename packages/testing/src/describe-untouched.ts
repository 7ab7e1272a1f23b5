/** The test that a watched client does all that it does alone: one program in processes of its own, side by side. */
import { expect, it } from 'vitest';
import { runSideBySide } from './situations.ts';

const LIMIT_MILLIS = 60_000;

/**
 * Compares the runs of a program that prints its situations, for each installed version of the client.
 *
 * @param leastSpans More than so many calls must have been watched.
 * @param unread What of ours fails where content is captured. Default: the body that throws is the only one that
 * cannot be read.
 */
export function describeUntouched(
  program: string,
  aliases: readonly string[],
  leastSpans: number,
  unread: Readonly<Record<string, number>> = { 'reading input content': 1 },
): void {
  it.each(aliases)(
    'as %s does',
    async (alias) => {
      const { bare, watched, content } = await runSideBySide(program, alias);
      expect(watched.results).toEqual(bare.results);
      expect(content.results).toEqual(bare.results);
      expect(watched.failures).toEqual({});
      expect(content.failures).toEqual(unread);
      expect(bare.spans).toBe(0);
      expect(watched.spans).toBeGreaterThan(leastSpans);
      expect(content.spans).toBe(watched.spans);
    },
    LIMIT_MILLIS,
  );
}

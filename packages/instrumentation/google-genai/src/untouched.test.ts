/** Watched, the client does all that it does alone: the same program in processes of its own, side by side. */
import { join } from 'node:path';
import { runSideBySide } from '@spanwise/testing/situations';
import { expect, it } from 'vitest';

it.each(['genai1-oldest', 'genai1', '@google/genai'])(
  'as %s does',
  async (alias) => {
    const program = join(import.meta.dirname, 'untouched-app.ts');
    const { bare, watched, content } = await runSideBySide(program, alias);
    expect(watched.results).toEqual(bare.results);
    expect(content.results).toEqual(bare.results);
    // The body that throws is the only one that cannot be read.
    expect(watched.failures).toEqual({});
    expect(content.failures).toEqual({ 'reading input content': 1 });
    expect(bare.spans).toBe(0);
    expect(watched.spans).toBeGreaterThan(20);
    expect(content.spans).toBe(watched.spans);
  },
  60_000,
);

/** Watched, the client does all that it does alone: the same program in processes of its own, side by side. */
import { join } from 'node:path';
import { runSideBySide } from '@spanwise/testing/situations';
import { expect, it } from 'vitest';

it.each(['bedrock-oldest', '@aws-sdk/client-bedrock-runtime'])(
  'as %s does',
  async (alias) => {
    const program = join(import.meta.dirname, 'untouched-app.ts');
    const { bare, watched, content } = await runSideBySide(program, alias);
    expect(watched.results).toEqual(bare.results);
    expect(content.results).toEqual(bare.results);
    expect(watched.failures).toEqual({});
    // The input that throws is the only one that cannot be read.
    expect(content.failures).toEqual({ 'reading input content': 1 });
    expect(bare.spans).toBe(0);
    expect(watched.spans).toBeGreaterThan(30);
    expect(content.spans).toBe(watched.spans);
  },
  60_000,
);

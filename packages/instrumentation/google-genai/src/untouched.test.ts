/** Watched, the client does all that it does alone: the same program in processes of its own, side by side. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

interface Printed {
  readonly results: Readonly<Record<string, unknown>>;
  readonly failures: object;
  readonly spans: number;
}

async function run(alias: string, mode: string): Promise<Printed> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--conditions=@spanwise/source',
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'untouched-app.ts'),
      alias,
      mode,
    ],
    { maxBuffer: 2 ** 24 },
  );
  return JSON.parse(stdout) as Printed;
}

it.each(['genai1-oldest', 'genai1', '@google/genai'])(
  'as %s does',
  async (alias) => {
    const [bare, watched, content] = await Promise.all([
      run(alias, 'bare'),
      run(alias, 'watched'),
      run(alias, 'content'),
    ]);
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

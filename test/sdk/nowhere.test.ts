/** `spanwise` in a browser or an edge runtime: it bundles, passes through, records nothing and says so. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as spanwise from 'spanwise';

const root = join(import.meta.dirname, '../../packages/sdk');
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, Record<string, { default: string } | undefined>>;
};
/** The source of what an entry is under a condition. */
const sourceOf = (entry: string, condition: string): string =>
  join(root, exports[entry]![condition]!.default.replace('dist', 'src').replace(/\.js$/, '.ts'));

/** Runs a bundle where there is neither Node nor a web page: only `console`. */
async function runBundle(
  file: string,
  program: string,
): Promise<{ readonly said: string[]; readonly value: unknown }> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as spanwise from ${JSON.stringify(file)};\nglobalThis.value = (${program})(spanwise);`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  });
  const said: string[] = [];
  const sandbox: { value?: unknown; console: object } = {
    console: { warn: (line: string) => said.push(line) },
  };
  runInContext(outputFiles[0]!.text, createContext(sandbox));
  return { said, value: sandbox.value };
}

describe.each(['browser', 'edge-light', 'workerd'])('under the condition %s', (condition) => {
  it('has every name that there is in Node', async () => {
    const { said, value } = await runBundle(
      sourceOf('.', condition),
      '(all) => Object.keys(all).sort()',
    );
    expect(value).toEqual(Object.keys(spanwise).toSorted());
    expect(said).toEqual([]);
  });

  it('does nothing and says so at each instrument()', async () => {
    const { said, value } = await runBundle(
      sourceOf('.', condition),
      `({ instrument, otlp, console, tool, agent, workflow, retrieval, withContext, observe, recordEvaluation }) => {
        const first = instrument({ destinations: [otlp(), console()] });
        const second = instrument();
        recordEvaluation({ name: 'x', score: 1 });
        const fn = () => 1;
        const client = {};
        return [
          first === second,
          first.report().signals.traces.owner,
          [tool, agent, workflow, retrieval].every((wrap) => wrap({ name: 'x', dataSource: 'y' }, fn) === fn),
          withContext({ tenantId: 't' }, fn),
          observe(client) === client,
        ];
      }`,
    );
    expect(value).toEqual([true, 'nobody', true, 1, true]);
    expect(said).toEqual(Array(2).fill(expect.stringContaining('nothing is recorded')));
  });

  it('has a register that says it, too', async () => {
    const { said } = await runBundle(sourceOf('./register', condition), '() => {}');
    expect(said).toEqual([expect.stringContaining('nothing is recorded')]);
  });
});

it('the conditions stand before those of Node', () => {
  for (const entry of ['.', './register']) {
    const conditions = Object.keys(exports[entry]!);
    expect(conditions.indexOf('workerd')).toBeLessThan(conditions.indexOf('module-sync'));
    expect(conditions.indexOf('browser')).toBeLessThan(conditions.indexOf('module-sync'));
    expect(conditions.indexOf('edge-light')).toBeLessThan(conditions.indexOf('module-sync'));
  }
});

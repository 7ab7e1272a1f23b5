/** What `spanwise collector init` and `spanwise dashboards export` write is taken by the real servers. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '@spanwise/cli';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VENDORS } from '../../scripts/generate/vendors.ts';
import { missingPrograms, pathOf, type Program } from './binaries.ts';

const missing = missingPrograms().filter((name) => name === 'otelcol' || name === 'promtool');
const skipped = missing.length > 0 ? ` (skipped: not built: ${missing.join(', ')})` : '';
const chosen = VENDORS.filter(({ extension }) => extension === undefined).map(({ id }) => id);

describe.skipIf(missing.length > 0)(`what the command line writes${skipped}`, () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'spanwise-init-'));
    const init = ['collector', 'init', '--out', join(folder, 'collector'), '--to', 'local'];
    expect(await runCli([...init, ...chosen])).toBe(0);
    expect(await runCli(['dashboards', 'export', '--out', join(folder, 'boards')])).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function run(
    program: Program,
    ...args: readonly string[]
  ): { status: number | null; said: string } {
    const { status, stdout, stderr } = spawnSync(pathOf(program), args, {
      cwd: join(folder, 'collector'),
      encoding: 'utf8',
    });
    return { status, said: `${stdout}${stderr}` };
  }

  it('is a configuration of the Collector, with every back end', () => {
    const layers = ['collector.yaml', 'dialects.yaml', 'back-ends.yaml'];
    const { status, said } = run(
      'otelcol',
      'validate',
      ...layers.map((file) => `--config=${file}`),
    );
    // Of the variables that are not set here it says so.
    const faults = said
      .split('\n')
      .filter((line) => line !== '' && !line.includes('unset environment'));
    expect({ status, faults }).toEqual({ status: 0, faults: [] });
  });

  it('is a configuration of Prometheus, with its rules', () => {
    const { status, said } = run('promtool', 'check', 'config', 'prometheus.yaml');
    expect({ status, said }).toMatchObject({
      status: 0,
      said: expect.stringContaining('3 rule files'),
    });
  });

  it('is rules for another Prometheus', () => {
    const { status, said } = run('promtool', 'check', 'rules', '../boards/rules/spanwise.yaml');
    expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining('SUCCESS') });
  });
});

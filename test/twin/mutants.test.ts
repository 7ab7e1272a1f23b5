/** The twin test can fail: it finds every wrapper with a known fault, and finds nothing between two bare runs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProvider, VENDORS, type Provider } from '@spanwise/testing/provider';
import { CLIENTS } from './clients/index.ts';
import { differences } from './compare.ts';
import { MUTANTS } from './mutants.ts';
import { runProgram, type ProgramRun } from './run-program.ts';
import { newestOf } from './tested-client.ts';

/** Clients that have every feature; those of the others are some of theirs. */
const FIRST: ReadonlySet<string> = new Set(['openai', 'anthropic']);
const IS_FULL = process.env['SPANWISE_TWIN'] === 'full';
const RUN_LIMIT_MILLIS = 60_000;
/** One ordinary and one hostile reply of each kind: enough for every fault. */
const ONLY = String.raw`\| (chat|chat stream|429|chat stream, error event|chat stream with a filter first|break.*|frozen.*|zeros.*|the surface.*)(, streamed)?$`;

/** Each mutant, with a group of situations that finds it. */
const FOUND_IN = [
  ['async function', 'whole: uses withResponse'],
  ['then on the lazy promise', 'whole: uses asResponse and reads the text'],
  ['then without a catch', 'whole: awaits'],
  ['generator in place of the stream', 'streamed: tees and reads both'],
  ['tee to observe', 'leaving a held stream'],
  ['request written to', 'requests'],
  ['chunks written to', 'streamed: reads to the end'],
  ['a header more', 'whole: awaits'],
  ['zero dropped', 'whole: awaits'],
  ['error replaced', 'whole: awaits'],
  ['renamed function', 'clients'],
] as const;

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider(VENDORS);
});
afterAll(() => provider.close());

/** The faults are those of wrappers of lazy promises and of streams that can be teed. */
const TRIED = Object.values(CLIENTS).filter(({ id, features }) =>
  IS_FULL ? features['lazy promise'] !== undefined && features.tee !== undefined : FIRST.has(id),
);

describe.each(TRIED)('$id', (tested) => {
  let bare: ProgramRun;
  const run = (mode: string): Promise<ProgramRun> =>
    runProgram({
      client: tested.id,
      alias: newestOf(tested),
      mode,
      provider: provider.url,
      run: `${tested.id}-${mode}`.replaceAll(/\W/g, '-'),
      only: ONLY,
    });
  beforeAll(async () => {
    bare = await run('bare');
  }, RUN_LIMIT_MILLIS);

  /** The groups in which two runs differ. */
  const differingGroups = (other: ProgramRun): string[] => {
    const keys = [...bare.results].filter(([key]) => differences(bare, other, [key]).length > 0);
    return [...new Set(keys.map(([, { group }]) => group))];
  };

  test(
    'finds no difference between two bare runs',
    async () => {
      expect(differingGroups(await run('bare'))).toEqual([]);
    },
    RUN_LIMIT_MILLIS,
  );

  test.each(FOUND_IN)(
    'finds the fault of a wrapper: %s',
    async (name, group) => {
      expect(differingGroups(await run(`mutant:${name}`))).toContain(group);
    },
    RUN_LIMIT_MILLIS,
  );
});

test('tries every wrapper', () => {
  expect(FOUND_IN.map(([name]) => name).toSorted()).toEqual(Object.keys(MUTANTS).toSorted());
});

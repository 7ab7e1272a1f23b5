/** The twin test: the same program, bare and instrumented, each in its own process against the same provider. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProvider, type Provider } from '../../packages/testing/src/provider/index.ts';
import { CLIENTS, type ClientAlias } from './clients.ts';
import {
  contextPropagated,
  differences,
  holdsFor,
  innerFailures,
  usageAsked,
  wrongSpans,
  type Change,
  type Difference,
} from './compare.ts';
import { runExit, runProgram, type ProgramRun } from './run-program.ts';
import { EXITS, SITUATIONS } from './situations.ts';

const RUN_LIMIT_MILLIS = 180_000;
/** Differences of one group that are shown; one cause makes many. */
const SHOWN = 3;
const aliases = Object.keys(CLIENTS) as ClientAlias[];

let provider: Provider;
let runs = 0;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

const run = (client: ClientAlias, mode: string, format: 'esm' | 'cjs' = 'esm'): Promise<ProgramRun> =>
  runProgram({ client, mode, format, provider: provider.url, run: String((runs += 1)) });

/** The groups that hold for a client. */
function groupsOf(alias: ClientAlias): string[] {
  const { version } = CLIENTS[alias];
  return [...new Set(SITUATIONS.filter((each) => holdsFor(each, alias, version)).map(({ group }) => group))];
}

/** Fails with the first differences in full and the number of all. */
function expectAlike(found: readonly Difference[]): void {
  const shown = found.slice(0, SHOWN);
  expect(shown.map(({ is }) => is).join('\n'), `${found.length} situations differ`).toBe(
    shown.map(({ should }) => should).join('\n'),
  );
}

/** The tests on one instrumented run beside a bare one. */
function testPair(alias: ClientAlias, mode: string, change?: Change, format: 'esm' | 'cjs' = 'esm'): void {
  const pair: { bare?: ProgramRun; other?: ProgramRun } = {};
  beforeAll(async () => {
    [pair.bare, pair.other] = await Promise.all([run(alias, 'bare', format), run(alias, mode, format)]);
  }, RUN_LIMIT_MILLIS);
  const both = (): { bare: ProgramRun; other: ProgramRun } => {
    if (pair.bare === undefined || pair.other === undefined) throw new Error('the programs did not run');
    return { bare: pair.bare, other: pair.other };
  };

  test.each(groupsOf(alias))('is alike: %s', (group) => {
    const { bare, other } = both();
    expectAlike(differences(bare, other, group, change));
  });

  test('runs every situation that holds for this client', () => {
    const { bare, other } = both();
    const names = SITUATIONS.filter((each) => holdsFor(each, alias, CLIENTS[alias].version)).map(
      ({ group, name }) => `${group} | ${name}`,
    );
    expect([...bare.results.keys()]).toEqual(names);
    expect([...other.results.keys()]).toEqual(names);
  });

  test('fails nowhere inside', () => {
    expect(innerFailures(both().other)).toEqual([]);
  });

  if (mode === 'no provider') return;
  test('ends every span, once, with its status', () => {
    expect(wrongSpans(both().other)).toEqual([]);
  });
  test('records nothing that the checker refuses', () => {
    expect(both().other.findings).toEqual([]);
  });
}

describe.each(aliases)('%s', (alias) => {
  testPair(alias, 'recording');
});

describe.each(['openai4-oldest', 'openai'] as const)('%s without a provider', (alias) => {
  testPair(alias, 'no provider');
});

describe.each(['openai4', 'openai'] as const)('%s with content', (alias) => {
  testPair(alias, 'content');
});

describe.each(['openai5', 'openai'] as const)('%s with usage asked for', (alias) => {
  testPair(alias, 'include usage', usageAsked);
});

describe.each(['openai4', 'openai6'] as const)('%s with context propagated', (alias) => {
  testPair(alias, 'propagation', contextPropagated);
});

describe.each(['openai5-oldest', 'openai'] as const)('%s as CommonJS', (alias) => {
  testPair(alias, 'recording', undefined, 'cjs');
});

describe.each(['openai4-oldest', 'openai4', 'openai5', 'openai6', 'openai'] as const)('%s at the end of the process', (alias) => {
  test.each(EXITS.map(({ name }, index) => [name, index] as const))(
    '%s',
    async (_, index) => {
      const end = async (mode: string): Promise<unknown> => {
        const id = String((runs += 1));
        const ended = await runExit({ client: alias, mode, provider: provider.url, run: id }, index);
        const exchanges = await fetch(`${provider.url}/control/${id}-exit-${index}/settled`);
        return { ...ended, exchanges: await exchanges.json() };
      };
      const [bare, recording, noProvider] = [await end('bare'), await end('recording'), await end('no provider')];
      expect(recording).toEqual(bare);
      expect(noProvider).toEqual(bare);
    },
    RUN_LIMIT_MILLIS,
  );
});

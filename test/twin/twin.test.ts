/** The twin test: the same program, bare and instrumented, each in its own process against the same provider. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProvider, type Provider } from '@spanwise/testing/provider';
import { CLIENTS, type ClientAlias } from './clients.ts';
import {
  contextPropagated,
  differences,
  holdsFor,
  innerFailures,
  usageAsked,
  wrongSpans,
  type Change,
} from './compare.ts';
import { runExit, runProgram, type ProgramRun } from './run-program.ts';
import { EXITS, SITUATIONS, type Situation } from './situations.ts';

const RUN_LIMIT_MILLIS = 180_000;
/** How many differences of a group are shown. */
const SHOWN = 3;

let provider: Provider;
let runs = 0;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

/**
 * Without the product of styles and hostile replies but for the replies that matter most: for the
 * modes in which the calls are watched by the same code.
 */
const CORE = String.raw`^(?!whole: |streamed: )|\| (chat|chat stream|429|json null|reset before headers|chat, choices missing|chat stream, (choices missing|error event|cut|only usage))$`;

interface Variant {
  readonly mode: string;
  readonly change?: Change;
  readonly format?: 'esm' | 'cjs';
  /** Only these situations. Default: all. */
  readonly only?: string;
}

const bareRuns = new Map<string, Promise<ProgramRun>>();

function run(client: ClientAlias, { mode, format, only }: Variant): Promise<ProgramRun> {
  return runProgram({
    client,
    mode,
    format,
    only,
    provider: provider.url,
    run: String((runs += 1)),
  });
}

/** The clients whose bare run goes through all situations, since some mode is compared in all. */
const WHOLE: ReadonlySet<ClientAlias> = new Set([
  'openai4-oldest',
  'openai4',
  'openai5',
  'openai6',
  'openai',
]);

/** One bare run for all that is compared with it. */
function runBare(client: ClientAlias, { format = 'esm', only }: Variant): Promise<ProgramRun> {
  const key = `${client} ${format}`;
  const isWhole = format === 'esm' && WHOLE.has(client);
  const known =
    bareRuns.get(key) ?? run(client, { mode: 'bare', format, ...(only && !isWhole && { only }) });
  bareRuns.set(key, known);
  return known;
}

const keyOf = (situation: Situation): string => `${situation.group} | ${situation.name}`;

/** The situations that a run goes through. */
function situationsOf(alias: ClientAlias, { only = '' }: Variant): Situation[] {
  const { version } = CLIENTS[alias];
  return SITUATIONS.filter(
    (each) => holdsFor(each, alias, version) && new RegExp(only).test(keyOf(each)),
  );
}

/** The tests on one instrumented run beside a bare one. */
function testPair(alias: ClientAlias, variant: Variant): void {
  const situations = situationsOf(alias, variant);
  const pair: { bare?: ProgramRun; other?: ProgramRun } = {};
  beforeAll(async () => {
    [pair.bare, pair.other] = await Promise.all([runBare(alias, variant), run(alias, variant)]);
  }, RUN_LIMIT_MILLIS);
  const both = (): { bare: ProgramRun; other: ProgramRun } => {
    if (pair.bare === undefined || pair.other === undefined)
      throw new Error('the programs did not run');
    return { bare: pair.bare, other: pair.other };
  };

  test.each([...new Set(situations.map(({ group }) => group))])('is alike: %s', (group) => {
    const { bare, other } = both();
    const own = situations.filter((each) => each.group === group).map(keyOf);
    const found = differences(bare, other, own, variant.change);
    // The first ones in full: one cause makes many.
    const shown = found.slice(0, SHOWN);
    expect(shown.map(({ is }) => is).join('\n'), `${found.length} situations differ`).toBe(
      shown.map(({ should }) => should).join('\n'),
    );
  });

  test('goes through every situation', () => {
    expect([...both().other.results.keys()]).toEqual(situations.map(keyOf));
  });

  test('fails nowhere inside', () => {
    expect(innerFailures(both().other)).toEqual([]);
  });

  if (variant.mode === 'no provider') return;
  test('ends every span, once, with its status', () => {
    expect(wrongSpans(both().other)).toEqual([]);
  });
  test('records nothing that the checker refuses', () => {
    expect(both().other.findings).toEqual([]);
  });
}

describe.each([...WHOLE])('%s', (alias) => {
  testPair(alias, { mode: 'recording' });
});
// Between the oldest and the newest of these majors the promise and the stream are the same.
describe.each(['openai5-oldest', 'openai6-oldest', 'openai7-oldest'] as const)('%s', (alias) => {
  testPair(alias, { mode: 'recording', only: CORE });
});

describe('openai with content', () => {
  testPair('openai', { mode: 'content' });
});
describe('openai4 with content', () => {
  testPair('openai4', { mode: 'content', only: CORE });
});

describe.each(['openai4', 'openai6'] as const)('%s with usage asked for', (alias) => {
  testPair(alias, { mode: 'include usage', change: usageAsked, only: CORE });
});

describe.each(['openai4-oldest', 'openai'] as const)('%s without a provider', (alias) => {
  testPair(alias, { mode: 'no provider', only: CORE });
});

describe.each(['openai4', 'openai6'] as const)('%s with context propagated', (alias) => {
  testPair(alias, { mode: 'propagation', change: contextPropagated, only: CORE });
});

describe.each(['openai4-oldest', 'openai5-oldest', 'openai'] as const)(
  '%s as CommonJS',
  (alias) => {
    testPair(alias, { mode: 'recording', format: 'cjs', only: CORE });
  },
);

describe.each(['openai4', 'openai5', 'openai6', 'openai'] as const)(
  '%s at the end of the process',
  (alias) => {
    test.each(EXITS.map(({ name }, index) => [name, index] as const))(
      '%s',
      async (_, index) => {
        const end = async (mode: string): Promise<unknown> => {
          const id = String((runs += 1));
          const ended = await runExit(
            { client: alias, mode, provider: provider.url, run: id },
            index,
          );
          const exchanges = await fetch(`${provider.url}/control/${id}-exit-${index}/settled`);
          return { ...ended, exchanges: await exchanges.json() };
        };
        const [bare, recording] = await Promise.all([end('bare'), end('recording')]);
        expect(recording).toEqual(bare);
      },
      RUN_LIMIT_MILLIS,
    );
  },
);

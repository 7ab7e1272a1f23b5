/** The tests of one client: the same program, bare and instrumented, each in its own process against the same provider. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProvider, VENDORS, type Provider } from '@spanwise/testing/provider';
import {
  changedSpans,
  contextPropagated,
  differences,
  innerFailures,
  usageAsked,
  wrongSpans,
  type Change,
} from './compare.ts';
import { runExit, runProgram, type ProgramRun } from './run-program.ts';
import { EXITS } from './situations/exits.ts';
import { situationsOf } from './situations/index.ts';
import { keyOf } from './situations/situation.ts';
import {
  hasFeature,
  isAtLeast,
  newestOf,
  type Format,
  type TestedClient,
} from './tested-client.ts';

const RUN_LIMIT_MILLIS = 180_000;
/** How many differences of a group are shown. */
const SHOWN = 3;
/** Set by `npm run test:twin`: every version goes through every situation, and every mode. */
const IS_FULL = process.env['SPANWISE_TWIN'] === 'full';

/**
 * Without the product of styles and hostile replies but for the replies that matter most: for the
 * versions and modes in which the calls are watched by the same code.
 */
const CORE = String.raw`^(?!whole: |streamed: |requests \| a string of 100 MB)|\| (chat|chat stream|429|json null|reset before headers|chat, (choices|content) missing|chat stream, (choices missing|start missing|error event|cut|only usage))$`;

/** A handful: the kinds of promises and streams, failures, and how calls are cut short. */
const FEW = String.raw`^(whole: awaits|streamed: reads to the end) \| (chat|chat stream|429|json null|reset before headers|chat stream, cut)$|^abort \| (whole, before the call|whole, while waiting for headers|streamed, by the signal in the loop)$|^leaving a held stream \| (break|throw) closes|^several calls \| |^clients \| call and bind$`;

/** Which situations, from the fewest to all. */
const SCOPES = { few: FEW, core: CORE, all: '' } as const;
type Scope = keyof typeof SCOPES;

/** What a mode is allowed to change. Default: nothing. */
const CHANGES: Readonly<Record<string, Change>> = {
  'include usage': usageAsked,
  propagation: contextPropagated,
};

/** What a mode is compared with, when it is not the client alone and without any provider. */
const BARE: Readonly<Record<string, string>> = { 'native spans kept': 'native spans alone' };

/** One comparison. */
interface Pair {
  readonly alias: string;
  readonly mode: string;
  readonly format: Format;
  /** Through which situations. */
  readonly scope: Scope;
}

/**
 * What is compared. `npm test` takes the newest version through every situation, and through every mode in the
 * core of them; the others through the core. `npm run test:twin` takes every version through everything.
 */
function pairsOf({ versions, nativeSpans, isLikeOthers, isNewestEnough }: TestedClient): Pair[] {
  const aliases = Object.keys(versions);
  if (isLikeOthers && !IS_FULL)
    return aliases.slice(-1).map((alias): Pair => ({
      alias,
      format: 'esm',
      mode: 'recording',
      scope: isNewestEnough ? 'few' : 'core',
    }));
  return aliases.flatMap((alias, index): Pair[] => {
    const hasAll = (IS_FULL && !isNewestEnough) || index === aliases.length - 1;
    const makesSpans = nativeSpans && isAtLeast(versions[alias] ?? '', nativeSpans.since);
    const core = { alias, format: 'esm', scope: 'core' } as const;
    const recording: Pair = { ...core, mode: 'recording', scope: hasAll ? 'all' : 'core' };
    return [
      recording,
      ...(hasAll || index === 0 ? [{ ...core, mode: 'include usage' }] : []),
      ...(hasAll
        ? ([
            { ...core, mode: 'content', scope: IS_FULL && !isNewestEnough ? 'all' : 'core' },
            { ...core, mode: 'no provider' },
            { ...core, mode: 'propagation' },
            { ...core, mode: 'recording', format: 'cjs' },
          ] satisfies Pair[])
        : []),
      ...(hasAll && makesSpans ? [{ ...core, mode: 'native spans kept' }] : []),
    ];
  });
}

/** What is wrong with a run beside the bare one, one sentence for each. */
type Check = readonly [name: string, problemsOf: (run: ProgramRun, bare: ProgramRun) => string[]];

/** What must be true of a mode beyond its being alike. */
function checksOf(mode: string): Check[] {
  const inside: Check = ['fails nowhere inside', innerFailures];
  if (mode === 'no provider') return [inside];
  return [
    inside,
    mode in BARE
      ? ['leaves the spans of the client as they are, and makes none', changedSpans]
      : ['makes one span for each call, ended once, with its status', wrongSpans],
    [
      'records what the checker takes, and tokens on metrics as on spans',
      // A client's own spans may be told of, too.
      ({ findings }, bare) => (mode in BARE ? without(findings, bare.findings) : [...findings]),
    ],
    ['counts tokens', ({ tokens }) => (Object.keys(tokens).length > 0 ? [] : ['none'])],
  ];
}

/** The entries that are not among the others, each of which stands for one. */
function without(entries: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return entries.filter((entry) => {
    const index = rest.indexOf(entry);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

/** The tests of one client. */
export function describeTwin(tested: TestedClient): void {
  let provider: Provider;
  let runs = 0;
  beforeAll(async () => {
    provider = await startProvider(VENDORS);
  });
  afterAll(() => provider.close());

  const run = ({ alias, mode, format, scope }: Pair): Promise<ProgramRun> =>
    runProgram({
      client: tested.id,
      alias,
      mode,
      format,
      only: SCOPES[scope] || undefined,
      provider: provider.url,
      run: String((runs += 1)),
    });

  const pairs = pairsOf(tested);
  /** One run without us for all that is compared with it. */
  const bareRuns = new Map<string, Promise<ProgramRun>>();
  const runBare = ({ alias, format, mode: other }: Pair): Promise<ProgramRun> => {
    const mode = BARE[other] ?? 'bare';
    const key = `${alias} ${format} ${mode}`;
    const alike = pairs.filter((pair) => pair.alias === alias && pair.format === format);
    const wanted = new Set(alike.map((pair) => pair.scope));
    const scope = (['all', 'core', 'few'] as const).find((each) => wanted.has(each)) ?? 'all';
    const known = bareRuns.get(key) ?? run({ alias, format, mode, scope });
    bareRuns.set(key, known);
    return known;
  };

  describe.concurrent.each(pairs)('$alias, $mode, $format', (pair) => {
    const { alias, mode, scope } = pair;
    const situations = situationsOf(tested, alias).filter((situation) =>
      new RegExp(SCOPES[scope]).test(keyOf(situation)),
    );
    let bare: ProgramRun;
    let other: ProgramRun;
    beforeAll(async () => {
      [bare, other] = await Promise.all([runBare(pair), run(pair)]);
    }, RUN_LIMIT_MILLIS);

    test.each([...new Set(situations.map(({ group }) => group))])('is alike: %s', (group) => {
      const own = situations.filter((each) => each.group === group).map(keyOf);
      const isUnchanged = mode === 'include usage' && tested.tellsUsage === true;
      const found = differences(bare, other, own, isUnchanged ? undefined : CHANGES[mode]);
      // The first ones in full: one cause makes many.
      const shown = found.slice(0, SHOWN);
      expect(shown.map(({ is }) => is).join('\n'), `${found.length} situations differ`).toBe(
        shown.map(({ should }) => should).join('\n'),
      );
    });

    test('goes through every situation', () => {
      expect([...other.results.keys()]).toEqual(situations.map(keyOf));
    });

    test.each(checksOf(mode))('%s', (_, problemsOf) => {
      expect(problemsOf(other, bare)).toEqual([]);
    });
  });

  const newest = tested.isLikeOthers && !IS_FULL ? [] : [newestOf(tested)];
  const ending = IS_FULL && !tested.isNewestEnough ? Object.keys(tested.versions) : newest;
  describe.concurrent.each(ending)('%s at the end of the process', (alias) => {
    const exits = EXITS.map((exit, index) => ({ ...exit, index })).filter(({ needs }) =>
      hasFeature(tested, alias, needs),
    );
    test.each(exits.map(({ name, index }) => [name, index] as const))(
      '%s',
      async (_, index) => {
        const end = async (mode: string): Promise<unknown> => {
          const id = String((runs += 1));
          const ended = await runExit(
            { client: tested.id, alias, mode, provider: provider.url, run: id },
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
  });
}

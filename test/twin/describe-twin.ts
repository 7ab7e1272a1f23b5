/** The tests of one client: the same program, bare and instrumented, each in its own process against the same provider. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProvider, VENDORS, type Provider } from '@spanwise/testing/provider';
import {
  contextPropagated,
  differences,
  innerFailures,
  usageAsked,
  wrongSpans,
  type Change,
} from './compare.ts';
import type { Result } from './program.ts';
import { runExit, runProgram, type ProgramRun } from './run-program.ts';
import { EXITS } from './situations/exits.ts';
import { situationsOf } from './situations/index.ts';
import { keyOf } from './situations/situation.ts';
import { isAtLeast, newestOf, type Format, type TestedClient } from './tested-client.ts';

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
  /** Through all situations, and not only the core of them. */
  readonly isWhole: boolean;
}

/** What is compared. The newest version goes through everything; of the others, what may differ there. */
function pairsOf({ versions, nativeSpans }: TestedClient): Pair[] {
  const aliases = Object.keys(versions);
  const modes = ['include usage', 'no provider', 'propagation'];
  return aliases.flatMap((alias, index): Pair[] => {
    const isNewest = index === aliases.length - 1;
    const isFirst = index === 0;
    const keeps = nativeSpans && isAtLeast(versions[alias] ?? '', nativeSpans.since);
    const core = { alias, format: 'esm', isWhole: false } as const;
    return [
      { ...core, mode: 'recording', isWhole: isNewest || IS_FULL },
      ...(isNewest || isFirst || IS_FULL ? [{ ...core, mode: 'content', isWhole: isNewest }] : []),
      ...(isNewest || isFirst || IS_FULL ? modes.map((mode) => ({ ...core, mode })) : []),
      ...(keeps && (isNewest || IS_FULL) ? [{ ...core, mode: 'native spans kept' }] : []),
      ...(isNewest || isFirst || IS_FULL
        ? [{ ...core, mode: 'recording', format: 'cjs' } as const]
        : []),
    ];
  });
}

/** The spans of a situation, without what is new each time. */
function spansOf(result: Pick<Result, 'spans'> | undefined): unknown[] {
  return (result?.spans ?? []).map(({ traceparent: _, ...span }) => span);
}

/** The tests of one client. */
export function describeTwin(tested: TestedClient): void {
  let provider: Provider;
  let runs = 0;
  beforeAll(async () => {
    provider = await startProvider(VENDORS);
  });
  afterAll(() => provider.close());

  const run = ({ alias, mode, format, isWhole }: Pair): Promise<ProgramRun> =>
    runProgram({
      client: tested.id,
      alias,
      mode,
      format,
      only: isWhole ? undefined : CORE,
      provider: provider.url,
      run: String((runs += 1)),
    });

  const pairs = pairsOf(tested);
  /** One run without us for all that is compared with it. */
  const bareRuns = new Map<string, Promise<ProgramRun>>();
  const runBare = ({ alias, format, mode: other }: Pair): Promise<ProgramRun> => {
    const mode = BARE[other] ?? 'bare';
    const key = `${alias} ${format} ${mode}`;
    const isWhole = pairs.some(
      (pair) => pair.alias === alias && pair.format === format && pair.isWhole,
    );
    const known = bareRuns.get(key) ?? run({ alias, format, mode, isWhole });
    bareRuns.set(key, known);
    return known;
  };

  describe.concurrent.each(pairs)('$alias, $mode, $format', (pair) => {
    const { alias, mode, isWhole } = pair;
    const situations = situationsOf(tested, alias).filter(
      (situation) => isWhole || new RegExp(CORE).test(keyOf(situation)),
    );
    let bare: ProgramRun;
    let other: ProgramRun;
    beforeAll(async () => {
      [bare, other] = await Promise.all([runBare(pair), run(pair)]);
    }, RUN_LIMIT_MILLIS);

    test.each([...new Set(situations.map(({ group }) => group))])('is alike: %s', (group) => {
      const own = situations.filter((each) => each.group === group).map(keyOf);
      const found = differences(bare, other, own, CHANGES[mode]);
      // The first ones in full: one cause makes many.
      const shown = found.slice(0, SHOWN);
      expect(shown.map(({ is }) => is).join('\n'), `${found.length} situations differ`).toBe(
        shown.map(({ should }) => should).join('\n'),
      );
    });

    test('goes through every situation', () => {
      expect([...other.results.keys()]).toEqual(situations.map(keyOf));
    });

    test('fails nowhere inside', () => {
      expect(innerFailures(other)).toEqual([]);
    });

    if (mode === 'no provider') return;
    if (mode in BARE) {
      test('leaves the spans of the client as they are, and makes none', () => {
        const made = [...other.results].map(([key, { spans = [], expected }]) => {
          const before = spansOf(bare.results.get(key));
          // Where the client makes none, such as without a receiver, there may be ours.
          const isOurs = before.length === 0 && spans.length <= expected.count;
          return { key, before, after: isOurs ? [] : spansOf({ spans }) };
        });
        expect(made.map(({ key, after }) => [key, after])).toEqual(
          made.map(({ key, before }) => [key, before]),
        );
      });
    } else
      test('makes one span for each call, ended once, with its status', () => {
        expect(wrongSpans(other)).toEqual([]);
      });
    test('records nothing that the checker refuses, and tokens on metrics as on spans', () => {
      expect(other.findings).toEqual([]);
    });
    test('counts tokens', () => {
      expect(Object.keys(other.tokens).length).toBeGreaterThan(0);
    });
  });

  const ending = IS_FULL ? Object.keys(tested.versions) : [newestOf(tested)];
  describe.concurrent.each(ending)('%s at the end of the process', (alias) => {
    test.each(EXITS.map(({ name }, index) => [name, index] as const))(
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

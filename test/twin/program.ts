/** The program of the twin test: one client, one mode, every situation, one line of JSON for each. */
/* oxlint-disable no-await-in-loop -- one thing after the other is what is tested */
import { Agent, request } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Exchange } from '@spanwise/testing/provider';
import { CLIENTS } from './clients/index.ts';
import { collectGarbage } from './collect-garbage.ts';
import { createDescriber, describeIterator, describePromise, stable } from './describe.ts';
import { EXITS } from './situations/exits.ts';
import { situationsOf } from './situations/index.ts';
import { keyOf, type Api, type ExpectedSpans } from './situations/situation.ts';
import type { LoadedClient, Loose, TestedClient } from './tested-client.ts';

/** What one situation came to: what its own program saw, what the process saw, what the provider saw. */
export interface Result {
  readonly group: string;
  readonly name: string;
  readonly outcome: unknown;
  /** Unhandled rejections, uncaught exceptions, warnings and console lines. */
  readonly events: readonly unknown[];
  readonly exchanges: readonly Exchange[];
  /** An ordinary call on the same client, afterwards. */
  readonly afterwards?: unknown;
  /** What the outcome says must be true of the spans. */
  readonly expected: ExpectedSpans;
  readonly readsBytes: boolean;
  /** What went wrong inside the instrumentation, by kind. */
  readonly failures: Readonly<Record<string, number>>;
  /** True where the request itself cannot be read, so that reading it must fail inside. */
  readonly mayFailInside: boolean;
  /** What was recorded; absent where nothing records. */
  spans?: readonly RecordedSpan[];
}

/** One span as far as the twin test looks at it. */
export interface RecordedSpan {
  readonly name: string;
  /** `ours`, or one that the client makes itself. */
  readonly whose: 'ours' | 'native';
  readonly status: 'unset' | 'ok' | 'error';
  readonly errorType: unknown;
  readonly stream: unknown;
  /** How many times the span ended. */
  readonly ended: number;
  readonly traceparent: string;
}

/** What stands between the program and its client. */
export interface Recording {
  /** Runs a situation so that its spans are known as its own. */
  readonly within: <T>(situation: string, run: () => T) => T;
  /** What went wrong inside since the last time, by kind. */
  readonly failures: () => Record<string, number>;
  /** Ends the recording. Gives back the spans by situation, and what else there is to say. */
  readonly finish: () => Promise<{ spans: Record<string, RecordedSpan[]>; summary: Summary }>;
}

/** The last line of a program that records. */
export interface Summary {
  /** What is wrong with what was recorded. */
  readonly findings: readonly string[];
  /** The sum of each token counter; nothing where nothing records. */
  readonly tokens: Readonly<Record<string, number>>;
}

/** Turns of the loop and round trips to the provider after which all that was on its way has arrived. */
const QUIET_ROUNDS = 4;
/** After this time a program counts as one that never settles; a busy machine takes long for some of the others. */
const NEVER_MILLIS = 2000;
const SETTLE_LIMIT_MILLIS = 30_000;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      client: { type: 'string' },
      alias: { type: 'string' },
      mode: { type: 'string', default: 'bare' },
      format: { type: 'string', default: 'esm' },
      provider: { type: 'string' },
      run: { type: 'string' },
      only: { type: 'string' },
      exit: { type: 'string' },
    },
  });
  const { alias = '', mode, provider = '', run = '0' } = values;
  const tested = CLIENTS[values.client as TestedClient['id']];
  if (!(alias in tested.versions)) throw new Error(`no client named ${alias}`);
  // Before the client is loaded: some keep the console's methods.
  const events: unknown[] = [];
  if (values.exit === undefined) watchProcess(events);
  const loaded = await tested.load(alias, values.format === 'cjs' ? 'cjs' : 'esm');
  const recording = await begin(mode, tested, loaded);
  const target = { tested, loaded, provider, run };
  if (values.exit !== undefined) return exitSituation(Number(values.exit), target);
  await allSituations(recording, events, target, values.only);
}

async function begin(
  mode: string,
  tested: TestedClient,
  loaded: LoadedClient,
): Promise<Recording | undefined> {
  if (mode === 'bare') return undefined;
  if (mode.startsWith('mutant:')) {
    const { applyMutant } = await import('./mutants.ts');
    applyMutant(mode.slice('mutant:'.length), tested, loaded);
    return undefined;
  }
  const { instrument } = await import('./instrument.ts');
  return instrument(mode, tested, loaded);
}

function watchProcess(events: unknown[]): void {
  const seen = (kind: string, value: unknown): void => {
    events.push({ kind, value });
  };
  process.on('unhandledRejection', (reason) => seen('unhandledRejection', reason));
  process.on('rejectionHandled', () => seen('rejectionHandled', undefined));
  process.on('uncaughtException', (error) => seen('uncaughtException', error));
  process.on('warning', (warning) => seen('warning', `${warning.name}: ${warning.message}`));
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    console[method] = (...values: unknown[]) => seen(`console.${method}`, values);
  }
}

/** A client, and the provider that it speaks to. */
interface Target {
  readonly tested: TestedClient;
  readonly loaded: LoadedClient;
  readonly provider: string;
  readonly run: string;
}

/** Where the provider answers a situation with a reply. */
function addressOf({ tested, provider }: Target, id: string, reply: string): string {
  return `${provider}/s/${id}/${tested.id}/${encodeURIComponent(reply)}`;
}

/** How a situation makes its calls. */
function callsOf(tested: TestedClient): Pick<Api, 'body' | 'streamBody' | 'chat' | 'stream'> {
  const { resource, method, streamMethod = method, streamed, callArguments } = tested;
  const body = (more?: object): Loose => ({ ...tested.body(), ...more });
  const streamBody = (more?: object): Loose => body({ ...streamed, ...more });
  const caller =
    (name: string, make: () => Loose): Api['chat'] =>
    (client, ...given) => {
      const [first, options, ...rest] = given;
      // What is not told is not passed.
      if (given.length === 0) return resource(client)[name](make());
      if (given.length === 1) return resource(client)[name](first);
      const told = options === undefined ? undefined : callArguments?.(first, options);
      return resource(client)[name](...(told ?? [first, options]), ...rest);
    };
  return {
    body,
    streamBody,
    chat: caller(method, body),
    stream: caller(streamMethod, streamBody),
  };
}

async function allSituations(
  recording: Recording | undefined,
  events: unknown[],
  target: Target,
  only: string | undefined,
): Promise<void> {
  const { tested, loaded, provider, run } = target;
  const describe = createDescriber(loaded);
  const calls = callsOf(tested);
  const results: Result[] = [];
  const kept: unknown[] = [];
  const followed = new Set<string>();
  for (const [index, situation] of situationsOf(tested, loaded.alias).entries()) {
    const key = keyOf(situation);
    // What comes after is tried once for every way to use a call and once for every reply.
    const follows = !followed.has(situation.group) || !followed.has(situation.reply);
    followed.add(situation.group).add(situation.reply);
    if (only !== undefined && !new RegExp(only).test(key)) continue;
    const id = `${run}-${index}`;
    const address = addressOf(target, id, situation.reply);
    let hasFailed = false;
    const make = (options: object = {}, Class: Loose = loaded.Client): Loose =>
      new Class({ ...tested.options(address), ...options });
    const failedWith = (how: string, error: unknown): unknown => {
      hasFailed = true;
      return { [how]: describe(error) };
    };
    const quiet = async (): Promise<void> => {
      for (let round = 0; round < QUIET_ROUNDS; round += 1) {
        await control(provider, id, 'look');
        await nextTurn();
      }
    };
    const api: Api = {
      ...calls,
      tested,
      loaded,
      address,
      make,
      describe,
      describePromise: (promise) => describePromise(promise, loaded),
      describeIterator,
      attempt: async (work) => {
        let pending: unknown;
        try {
          pending = work();
        } catch (error) {
          return failedWith('threw', error);
        }
        try {
          return { value: describe(await pending) };
        } catch (error) {
          return failedWith('failed', error);
        }
      },
      value: async (work) => {
        try {
          return await work();
        } catch (error) {
          hasFailed = true;
          throw error;
        }
      },
      arrived: async (count = 1) => {
        await control(provider, id, `arrived?count=${count}`);
      },
      release: async (how) => {
        await control(provider, id, `release?how=${how}`);
      },
      unhandled: quiet,
      quiet,
      collected: collectGarbage,
      keep: (value) => {
        kept.push(value);
        return value;
      },
    };
    const client = make();
    const runSituation = async (): Promise<unknown> => {
      const { promise: late, resolve: tooLate } = Promise.withResolvers<string>();
      const timer = setTimeout(
        tooLate,
        situation.mayNeverSettle === true ? NEVER_MILLIS : SETTLE_LIMIT_MILLIS,
        '(never settles)',
      );
      try {
        return await Promise.race([situation.run(client, api), late]);
      } catch (error) {
        return { ended: describe(error) };
      } finally {
        clearTimeout(timer);
      }
    };
    const outcome = await (recording?.within(key, runSituation) ?? runSituation());
    const exchanges = (await control(provider, id, 'settled')) as Exchange[];
    await nextTurn();
    if (situation.unordered === true)
      exchanges.sort((one, other) => ((one.body.text ?? '') < (other.body.text ?? '') ? -1 : 1));
    results.push({
      group: situation.group,
      name: situation.name,
      outcome: outcome === undefined ? null : outcome,
      events: events.splice(0).map(describe),
      exchanges,
      afterwards: follows
        ? await afterwards(client, calls, target, addressOf(target, `${id}-after`, 'chat'))
        : undefined,
      expected: expectation(situation.spans, hasFailed),
      readsBytes: situation.readsBytes === true,
      mayFailInside: situation.mayFailInside === true,
      failures: recording?.failures() ?? {},
    });
    if (follows) await control(provider, `${id}-after`, 'settled');
    events.length = 0;
  }
  kept.length = 0;
  if (recording !== undefined) {
    const { spans, summary } = await recording.finish();
    for (const result of results) result.spans = spans[keyOf(result)] ?? [];
    print(summary);
  }
  for (const result of results) print(result);
  agent.destroy();
  // What is left over, such as a stream that nobody reads, must not keep the program.
  process.exitCode = 0;
  process.stdout.write('', () => process.exit());
}

/** The client that has just been through a situation makes an ordinary call. */
async function afterwards(
  client: Loose,
  { chat }: Pick<Api, 'chat'>,
  { tested, loaded }: Target,
  address: string,
): Promise<unknown> {
  const describe = createDescriber(loaded);
  try {
    // The same instance, so that what a situation left behind in it is seen.
    tested.redirect(client, address);
    const value = await chat(client);
    return value instanceof loaded.Stream ? '(stream)' : describe(value);
  } catch (error) {
    return { failed: describe(error) };
  }
}

function expectation(spans: ExpectedSpans, hasFailed: boolean): ExpectedSpans {
  const { count, status, stream } = spans;
  return {
    count,
    status: status === 'by outcome' ? (hasFailed ? 'error' : 'unset') : status,
    // A call that failed before there was a stream has no outcome of a stream.
    stream: stream === 'by outcome' ? (hasFailed ? undefined : 'completed') : stream,
  };
}

function exitSituation(index: number, target: Target): void {
  const { tested, loaded, provider, run } = target;
  const situation = EXITS[index];
  if (situation === undefined) throw new Error(`no situation ${index}`);
  const id = `${run}-exit-${index}`;
  const client = new loaded.Client(tested.options(addressOf(target, id, situation.reply)));
  const quiet = async (): Promise<void> => {
    for (let round = 0; round < 50; round += 1) {
      await control(provider, id, 'look');
      await nextTurn();
    }
  };
  const arrived = async (): Promise<void> => {
    await control(provider, id, 'arrived?count=1');
  };
  process.on('beforeExit', (code) => process.stdout.write(`beforeExit ${code}\n`));
  process.on('exit', (code) => process.stdout.write(`exit ${code}\n`));
  void situation.run(client, {
    ...callsOf(tested),
    quiet,
    arrived,
    keep: (value) => Object.assign(globalThis, { kept: value }) && value,
  });
}

/** Speaks to the provider beside the client, over a connection of its own. */
function control(provider: string, id: string, verb: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request(`${provider}/control/${id}/${verb}`, { agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve(JSON.parse(text)));
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

function print(line: object): void {
  process.stdout.write(`${stable(JSON.stringify(line))}\n`);
}

try {
  await main();
} catch (error) {
  // The program's own handlers would swallow it.
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

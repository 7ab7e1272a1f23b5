/** The end of a process: what is queued arrives, and the process ends as it does without us. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runProgram, type Ended, type RunOptions } from './programs.ts';
import { receiveHttp, receiveNothing, type Receiver } from './receiver.ts';

let receiver: Receiver;
let silent: Receiver;

beforeAll(async () => {
  receiver = await receiveHttp();
  silent = await receiveNothing();
});
afterAll(async () => {
  await receiver.stop();
  await silent.stop();
});
beforeEach(() => {
  receiver.received.length = 0;
});

const spans = (): string[] => receiver.namesOf('traces');

const START = `import { instrument, tool } from 'spanwise';
const spanwise = instrument();
tool({ name: 'last' }, () => {})();
`;
/** Runs the program with and without the first lines. */
async function runBoth(
  rest: string,
  options: RunOptions & { readonly endpoint?: string } = {},
): Promise<{ bare: Ended; ours: Ended }> {
  const { endpoint = receiver.address, ...others } = options;
  const run = (source: string): Promise<Ended> =>
    runProgram(source, {
      ...others,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...others.env },
    });
  const [bare, ours] = await Promise.all([run(rest), run(START + rest)]);
  return { bare, ours };
}
const status = ({ code, signal, stdout }: Ended): object => ({ code, signal, stdout });

const STAY = `setInterval(() => {}, 1000);\nconsole.log('ready');\n`;

describe('a signal', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends a process that does not listen, by that signal, after what is queued was sent',
    async (signal) => {
      const { bare, ours } = await runBoth(STAY, { signals: [signal] });
      expect(status(bare)).toEqual({ code: null, signal, stdout: 'ready\n' });
      expect(status(ours)).toEqual(status(bare));
      expect(spans()).toEqual(['execute_tool last']);
      expect(ours.stderr).toBe('');
    },
  );

  it('in the middle of work loses nothing that fits into the queue, also when the receiver is busy', async () => {
    const turnsAway = await receiveHttp({
      answer: () => (asked++ % 2 === 0 ? { status: 503 } : undefined),
    });
    let asked = 0;
    const ended = await runProgram(
      `import { instrument, tool } from 'spanwise';
instrument();
const call = tool({ name: 'work' }, () => {});
for (let count = 0; count < 2048; count++) call();
${STAY}`,
      {
        env: { OTEL_EXPORTER_OTLP_ENDPOINT: turnsAway.address, OTEL_METRICS_EXPORTER: 'none' },
        signals: ['SIGTERM'],
      },
    );
    await turnsAway.stop();
    expect(ended.signal).toBe('SIGTERM');
    expect(turnsAway.namesOf('traces')).toHaveLength(2048);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s is left to an application that listens, and a flush is started',
    async (signal) => {
      const listens = `process.on('${signal}', () => console.log('not yet'));
process.on('SIGUSR2', () => process.exit(7));\n${STAY}`;
      const bare = await runProgram(listens, { signals: [signal, 'SIGUSR2'] });
      expect(status(bare)).toEqual({ code: 7, signal: null, stdout: 'ready\nnot yet\n' });
      const ours = await runProgram(START + listens, {
        env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.address },
        signals: [signal],
        // It leaves when what was queued is there.
        onStart: (kill) => {
          void vi
            .waitFor(() => expect(spans()).toEqual(['execute_tool last']), { timeout: 15_000 })
            .finally(() => kill('SIGUSR2'));
        },
      });
      expect(status(ours)).toEqual(status(bare));
      expect(spans()).toEqual(['execute_tool last']);
    },
  );

  it('is left to an application that listens once and stays', async () => {
    const { bare, ours } = await runBoth(
      `process.once('SIGTERM', () => console.log('not yet'));\n${STAY}`,
      { signals: ['SIGTERM', 'SIGTERM'] },
    );
    expect(status(bare)).toEqual({ code: null, signal: 'SIGTERM', stdout: 'ready\nnot yet\n' });
    expect(status(ours)).toEqual(status(bare));
  });

  it.each([
    ['3', `require('signal-exit')`],
    ['4', `createRequire(require.resolve('foreground-child'))('signal-exit').onExit`],
  ])('ends a process in which signal-exit %s listens, as without us', async (_version, onExit) => {
    const { bare, ours } = await runBoth(
      `import { createRequire } from 'node:module';
const require = createRequire(${JSON.stringify(import.meta.url)});
(${onExit})(() => { console.log('exits'); });\n${STAY}`,
      { signals: ['SIGTERM'] },
    );
    expect(status(bare)).toEqual({ code: null, signal: 'SIGTERM', stdout: 'ready\nexits\n' });
    expect(status(ours)).toEqual(status(bare));
    expect(spans()).toEqual(['execute_tool last']);
  });

  it('that comes a second time does not wait for a receiver that is silent', async () => {
    let kill: ((signal: NodeJS.Signals) => void) | undefined;
    // The connection says that the first signal arrived.
    const server = createServer((socket) => {
      socket.on('error', () => {}).resume();
      kill?.('SIGINT');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ended = await runProgram(START + STAY, {
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
        // Longer than this test may take.
        OTEL_EXPORTER_OTLP_TIMEOUT: '600000',
        SPANWISE_SHUTDOWN_TIMEOUT_MILLIS: '600000',
      },
      signals: ['SIGINT'],
      onStart: (send) => {
        kill = send;
      },
    });
    server.close();
    expect(status(ended)).toEqual({ code: null, signal: 'SIGINT', stdout: 'ready\n' });
  });

  it('waits for a silent receiver no longer than the bound', async () => {
    const { bare, ours } = await runBoth(STAY, {
      endpoint: silent.address,
      signals: ['SIGTERM'],
      env: { SPANWISE_SHUTDOWN_TIMEOUT_MILLIS: '100' },
    });
    expect(status(ours)).toEqual(status(bare));
  });

  it('is not listened to any more after shutdown()', async () => {
    const { stdout } = await runProgram(
      `${START}await spanwise.shutdown();
console.log(['SIGTERM', 'SIGINT', 'beforeExit'].map((name) => process.listenerCount(name)).join());`,
      { env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.address } },
    );
    expect(stdout).toBe('0,0,0\n');
    expect(spans()).toEqual(['execute_tool last']);
  });
});

describe('the end of the work', () => {
  it('sends what is queued and does not keep the process alive', async () => {
    const { bare, ours } = await runBoth(`console.log('done');\n`);
    expect(status(bare)).toEqual({ code: 0, signal: null, stdout: 'done\n' });
    expect(status(ours)).toEqual(status(bare));
    expect(spans()).toEqual(['execute_tool last']);
    expect(ours.stderr).toBe('');
  });

  it('keeps the exit code', async () => {
    const { bare, ours } = await runBoth(`process.exitCode = 3;\n`);
    expect(status(ours)).toEqual(status(bare));
    expect(ours.code).toBe(3);
    expect(spans()).toEqual(['execute_tool last']);
  });

  it('waits for a silent receiver no longer than the bound, with the exit code kept', async () => {
    const { bare, ours } = await runBoth(`process.exitCode = 3;\n`, {
      endpoint: silent.address,
      env: { SPANWISE_SHUTDOWN_TIMEOUT_MILLIS: '100' },
    });
    expect(status(ours)).toEqual(status(bare));
    expect(ours.code).toBe(3);
  });

  it('leaves work that the application starts then to be done', async () => {
    const { bare, ours } = await runBoth(
      `let left = 3;\nprocess.on('beforeExit', () => { if (left-- > 0) setTimeout(() => console.log('work', left), 20); });\n`,
    );
    expect(bare.stdout).toBe('work 2\nwork 1\nwork 0\n');
    expect(status(ours)).toEqual(status(bare));
  });

  it('an unsettled top-level await still ends with 13', async () => {
    const { bare, ours } = await runBoth(`await new Promise(() => {});\n`);
    expect(bare.code).toBe(13);
    expect(status(ours)).toEqual(status(bare));
    expect(spans()).toEqual(['execute_tool last']);
  });
});

it('the end of a worker sends what is queued, and keeps its exit code', async () => {
  const { stdout, code } = await runProgram(
    `import { Worker } from 'node:worker_threads';
new Worker(new URL('./worker.mjs', import.meta.url)).on('exit', (code) => console.log('worker', code));`,
    {
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.address },
      files: { 'worker.mjs': `${START}process.exitCode = 4;\n` },
    },
  );
  expect({ stdout, code }).toEqual({ stdout: 'worker 4\n', code: 0 });
  expect(spans()).toEqual(['execute_tool last']);
});

describe('what leaves no time', () => {
  it.each([
    ['process.exit', `process.exit(5);\n`, 5],
    ['an error nobody catches', `throw new Error('crash');\n`, 1],
    ['a rejection nobody handles', `Promise.reject(new Error('crash'));\n${STAY}`, 1],
  ])('%s loses what is queued, and ends as without us', async (_name, rest, code) => {
    const { bare, ours } = await runBoth(rest);
    expect(bare.code).toBe(code);
    expect(status(ours)).toEqual(status(bare));
    expect(spans()).toEqual([]);
  });

  it('SIGKILL loses what is not a complete batch yet', async () => {
    let kill: ((signal: NodeJS.Signals) => void) | undefined;
    const running = runProgram(
      `import { instrument, tool } from 'spanwise';
instrument();
const call = tool({ name: 'work' }, () => {});
for (let count = 0; count < 522; count++) call();
${STAY}`,
      {
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: receiver.address,
          OTEL_BSP_SCHEDULE_DELAY: '1000000',
        },
        onStart: (send) => {
          kill = send;
        },
      },
    );
    await vi
      .waitFor(() => expect(spans()).toHaveLength(512), { timeout: 15_000 })
      .finally(() => kill?.('SIGKILL'));
    expect((await running).signal).toBe('SIGKILL');
    expect(spans()).toHaveLength(512);
  });

  it('loses nothing after forceFlush()', async () => {
    const { ours } = await runBoth(
      `if (typeof spanwise !== 'undefined') await spanwise.forceFlush();\nprocess.exit(5);\n`,
    );
    expect(ours.code).toBe(5);
    expect(spans()).toEqual(['execute_tool last']);
  });
});

it('a call that is open at shutdown() is abandoned, and sent', async () => {
  await runProgram(
    `import { instrument, tool } from 'spanwise';
const spanwise = instrument();
void tool({ name: 'open' }, () => new Promise(() => {}))();
await spanwise.shutdown();`,
    { env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.address } },
  );
  expect(spans()).toEqual(['execute_tool open']);
});

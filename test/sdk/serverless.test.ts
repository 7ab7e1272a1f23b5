/** A process that is frozen as soon as it has answered: what was sent before is there, whatever becomes of the process. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { receiveHttp, receiveNothing, type Receiver } from './receiver.ts';

let receiver: Receiver;
let silent: Receiver;
let running: ChildProcess | undefined;

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
afterEach(async () => {
  if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
  running.kill('SIGKILL');
  await once(running, 'exit');
});

/** Runs the guide's handler once for each line of its input, and prints a line when it has answered. */
const FUNCTION = `
import { createInterface } from 'node:readline';
import { instrument, workflow } from 'spanwise';
const spanwise = instrument({ instrumentations: { http: false } });
const answer = workflow({ name: 'answer' }, async (question) => question.toUpperCase());
async function handler(question) {
  try {
    return await answer(question);
  } finally {
    await spanwise.forceFlush();
  }
}
for await (const line of createInterface({ input: process.stdin })) console.log(await handler(line));
`;

interface Function {
  readonly invoke: (question: string) => Promise<string>;
  readonly freeze: () => void;
  readonly thaw: () => void;
}

function start(endpoint: string, boundMillis: number): Function {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@spanwise/source',
      '--experimental-strip-types',
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '--eval',
      FUNCTION,
    ],
    {
      cwd: import.meta.dirname,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
        SPANWISE_LOG_LEVEL: 'none',
        SPANWISE_SHUTDOWN_TIMEOUT_MILLIS: String(boundMillis),
      },
    },
  );
  running = child;
  const lines: Interface = createInterface({ input: child.stdout });
  return {
    invoke: async (question) => {
      const answered = once(lines, 'line');
      child.stdin.write(`${question}\n`);
      return ((await answered) as [string])[0];
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}

it('every signal of a call has arrived when the handler answers, in each call', async () => {
  const deployed = start(receiver.address, 30_000);
  for (const question of ['first', 'second']) {
    // One call after the other, as a platform makes them.
    // oxlint-disable-next-line no-await-in-loop
    expect(await deployed.invoke(question)).toBe(question.toUpperCase());
    deployed.freeze();
    expect(receiver.namesOf('traces')).toEqual(['invoke_workflow answer']);
    expect(receiver.namesOf('metrics')).toContain('gen_ai.invoke_workflow.duration');
    receiver.received.length = 0;
    deployed.thaw();
  }
});

it('a receiver that is silent does not keep the handler from answering', async () => {
  const deployed = start(silent.address, 200);
  expect(await deployed.invoke('first')).toBe('FIRST');
  expect(await deployed.invoke('second')).toBe('SECOND');
});

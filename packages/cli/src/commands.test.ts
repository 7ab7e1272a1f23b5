/** `spanwise check`, `tail`, `export` and `import`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startViewer, type Viewer } from '@spanwise/viewer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './index.ts';
import type { Terminal } from './terminal.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command line in this process; `onWrite` hears what it has printed so far. */
async function run(
  args: readonly string[],
  onWrite: (out: string, error: string, stop: () => void) => void = () => {},
): Promise<Ran> {
  const stop = new AbortController();
  let out = '';
  let error = '';
  const heard = (): void => onWrite(out, error, () => stop.abort('SIGINT'));
  const terminal: Terminal = {
    write: (text) => {
      out += text;
      heard();
    },
    error: (text) => {
      error += text;
      heard();
    },
    isInteractive: false,
    style: (_, text) => text,
    stopped: stop.signal,
  };
  const code = await runCli(args, terminal);
  return { code, out, error };
}

const attribute = (key: string, value: string): object => ({ key, value: { stringValue: value } });

function request(name: string, attributes: readonly object[], trace = 'a'): string {
  const span = {
    traceId: trace.repeat(32),
    spanId: 'b'.repeat(16),
    name,
    kind: 3,
    startTimeUnixNano: '1800000000000000000',
    endTimeUnixNano: '1800000001500000000',
    attributes: [{ key: 'gen_ai.usage.input_tokens', value: { intValue: '12' } }, ...attributes],
  };
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [] },
        scopeSpans: [{ scope: { name: 'lib', version: '1.0.0' }, spans: [span] }],
      },
    ],
  });
}

const good = request('chat small', [
  attribute('gen_ai.operation.name', 'chat'),
  attribute('gen_ai.provider.name', 'openai'),
  attribute('gen_ai.request.model', 'small'),
]);
const outdated = request('chat small', [
  attribute('gen_ai.operation.name', 'chat'),
  attribute('gen_ai.system', 'openai'),
]);
const hostile = request('chat \u001B[31mred\u001B[0m\u001B]0;title\u0007\nline', [
  attribute('gen_ai.operation.name', 'chat'),
]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwise-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(...lines: string[]): string {
  const path = join(folder, 'telemetry.jsonl');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

describe('check', () => {
  it('is content with what follows the conventions', async () => {
    const { code, out } = await run(['check', file(good)]);
    expect([code, out]).toEqual([0, expect.stringContaining('0 violations')]);
  });

  it('tells the library, the rule and the fix, and ends with 1', async () => {
    const { code, out } = await run(['check', file(outdated, outdated)]);
    expect(code).toBe(1);
    expect(out).toContain('lib 1.0.0 (gen_ai-1.41)');
    expect(out).toMatch(/attribute-deprecated: .*gen_ai\.system/);
    expect(out).toContain('gen_ai.provider.name');
  });

  it('prints JSON, and SARIF whose results name a rule each', async () => {
    const path = file(outdated);
    const json = JSON.parse((await run(['check', path, '--format', 'json'])).out) as {
      library: object;
    }[];
    expect(json).toMatchObject([{ library: { name: 'lib' }, spanCount: 1 }]);
    const sarif = JSON.parse((await run(['check', path, '--format', 'sarif'])).out) as {
      version: string;
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: { ruleId: string; ruleIndex: number; level: string }[];
      }[];
    };
    expect(sarif.version).toBe('2.1.0');
    const [{ tool, results }] = sarif.runs as [(typeof sarif.runs)[0]];
    expect(results.length).toBeGreaterThan(0);
    for (const { ruleId, ruleIndex, level } of results) {
      expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
      expect(['error', 'warning', 'note']).toContain(level);
    }
  });

  it('reads a document of many lines, and says which lines are none', async () => {
    const whole = join(folder, 'whole.json');
    writeFileSync(whole, JSON.stringify(JSON.parse(good), undefined, 2));
    expect((await run(['check', whole])).code).toBe(0);
    const { code, error } = await run(['check', file(good, 'no json')]);
    expect([code, error]).toEqual([0, '1 lines are no OTLP/JSON request, the first is line 2.\n']);
  });

  it('runs a command and checks what it sends', async () => {
    const script = `fetch(process.env.OTEL_EXPORTER_OTLP_ENDPOINT + '/v1/traces', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(outdated)} })`;
    const { code, out } = await run(['check', '--run', '--', process.execPath, '-e', script]);
    expect([code, out]).toEqual([1, expect.stringContaining('gen_ai.system')]);
  });

  it.each([
    [['check'], 'Name a file of OTLP JSON lines'],
    [['check', '/no/such/file'], 'cannot be read: ENOENT'],
    [['check', '--run'], 'Write it after --'],
    [['check', '--url', 'http://127.0.0.1:1/'], 'Use the address that "spanwise dev" printed'],
    [['check', '--url', 'http://127.0.0.1:1/#token=x'], 'Check that it runs'],
  ])('says what is missing: %j', async (args, way) => {
    const { code, error } = await run(args);
    expect([code, error]).toEqual([2, expect.stringContaining(way)]);
  });

  it('refuses a file without a request', async () => {
    expect(await run(['check', file('{}')])).toMatchObject({
      code: 2,
      error: expect.stringContaining('has no OTLP/JSON request'),
    });
  });
});

describe('a running viewer', () => {
  let viewer: Viewer;
  beforeAll(async () => {
    viewer = await startViewer({ port: 0, httpPort: 0, grpcPort: false });
  });
  afterAll(() => viewer.stop());

  it('takes what is imported, is checked, and exports what matches', async () => {
    const imported = await run([
      'import',
      file(outdated, good.replaceAll('aaaa', 'cccc'), 'no request'),
      '--url',
      viewer.url,
    ]);
    expect(imported).toMatchObject({
      code: 1,
      out: '2 requests sent, 1 not taken\n',
      error: 'line 3: this is no request of OTLP/JSON\n',
    });
    expect(await run(['check', '--url', viewer.url])).toMatchObject({ code: 1 });
    const exported = await run(['export', 'provider:openai', 'model:small', '--url', viewer.url]);
    expect(exported.code).toBe(0);
    const lines = exported.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { resourceSpans: object[] });
    expect(lines).toMatchObject([
      {
        resourceSpans: [
          { scopeSpans: [{ scope: { name: 'lib' }, spans: [{ traceId: 'c'.repeat(32) }] }] },
        ],
      },
    ]);
  });
});

describe('tail', () => {
  const ports = ['--http-port', '0', '--no-grpc'];
  /** Sends when it waits, stops when a whole trace is out. */
  function tail(args: readonly string[], sent: readonly string[], until: string): Promise<Ran> {
    let isSent = false;
    return run(['tail', ...args, ...ports], (out, error, stop) => {
      const [, address] = /at (http:\S+)/.exec(error) ?? [];
      if (address !== undefined && !isSent) {
        isSent = true;
        for (const body of sent)
          void fetch(`${address}/v1/traces`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body,
          });
      }
      if (out.includes(until)) stop();
    });
  }

  it('prints what comes, and nothing that a terminal obeys', async () => {
    const { code, out } = await tail([], [hostile], 'tokens');
    expect(code).toBe(0);
    expect(out).toBe('chat red line  1.50 s  12 → ? tokens\n\n');
  });

  it('prints what matches alone', async () => {
    const { out } = await tail(
      ['model:small'],
      [hostile, good.replaceAll('aaaa', 'dddd')],
      'chat small',
    );
    expect(out).toBe('chat small  1.50 s  12 → ? tokens\n\n');
  });

  it('says which filter is none', async () => {
    expect(await run(['tail', 'modle:x', ...ports])).toMatchObject({
      code: 2,
      error: expect.stringContaining('"modle" is no filter'),
    });
  });
});

it('helps with each command', async () => {
  for (const command of ['dev', 'tail', 'check', 'doctor', 'import', 'export', 'mcp']) {
    const { code, out } = await run([command, '--help']);
    expect([code, out]).toEqual([0, expect.stringContaining(`Usage: spanwise ${command}`)]);
  }
});

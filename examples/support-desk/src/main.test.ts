/** The application as a process, instrumented, with its traces in the terminal. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

it('prints the trace of a question, and ends on a signal', { timeout: 60_000 }, async () => {
  const main = spawn(
    process.execPath,
    ['--conditions=@spanwise/source', join(import.meta.dirname, 'main.ts')],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        OPENAI_API_KEY: '',
        OPENAI_BASE_URL: '',
        SUPPORT_DESK_PROVIDER: '',
        OTEL_TRACES_EXPORTER: 'console',
        OTEL_METRICS_EXPORTER: 'none',
        // Without a logger provider, an evaluation is a line of warning: it would stand between the others.
        OTEL_LOGS_EXPORTER: 'none',
        OTEL_LOG_LEVEL: 'none',
      },
    },
  );
  // Also when the test runs out of time, which no `finally` would hear of.
  onTestFinished(() => void main.kill('SIGKILL'));
  const ended = once(main, 'exit');
  let printed = '';
  const prints = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(printed);
        if (match) resolve(match[0]);
      };
      for (const stream of [main.stdout, main.stderr]) stream.on('data', look);
      void ended.then(() => reject(new Error(`It ended. It had printed: ${printed}`)));
      look();
    });
  for (const stream of [main.stdout, main.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => (printed += piece));
  }

  const url = await prints(/http:\/\/127\.0\.0\.1:\d+(?=\n)/);
  const response = await fetch(`${url}/conversations/c-1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tenant-id': 'kids' },
    body: JSON.stringify({ question: 'How do I wash wool?' }),
  });
  expect(response.status).toBe(200);
  const trace = await prints(/POST \/conversations(.|\n)*claude.*stop\n.*\n/);
  expect(trace.replaceAll(/ {2}[\d.]+ (µs|ms|s)\b/g, '').replaceAll(/:\d+$/gm, '')).toBe(
    `POST /conversations/:id/messages  tenant kids
├─ invoke_agent support  626 → 51 tokens
│  ├─ chat gpt-4o-mini  188 → 18 tokens  tool_call
│  │  └─ POST 127.0.0.1
│  ├─ execute_tool search_knowledge
│  │  └─ retrieval help-articles
│  │     ├─ cache_lookup question-vectors
│  │     ├─ embeddings text-embedding-3-small  6 tokens
│  │     │  └─ POST 127.0.0.1
│  │     └─ SELECT articles  3 of 3 found  scores 0.67 to 0.15  not limited to its tenant
│  └─ chat gpt-4o-mini  438 (128 cached) → 33 tokens  stop
│     └─ POST 127.0.0.1
└─ chat claude-haiku-4-5  277 → 4 tokens  stop
   └─ POST 127.0.0.1
`,
  );
  main.kill('SIGTERM');
  expect(await ended).toEqual([null, 'SIGTERM']);
});

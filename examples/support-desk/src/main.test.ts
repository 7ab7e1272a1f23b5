/** The application as a process, instrumented, with its traces in the terminal. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('prints the trace of a question, and ends on a signal', { timeout: 60_000 }, async () => {
  const main = spawn(
    process.execPath,
    ['--conditions=@spanwise/source', join(import.meta.dirname, 'main.ts')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        OPENAI_API_KEY: '',
        OPENAI_BASE_URL: '',
        OTEL_TRACES_EXPORTER: 'console',
        OTEL_METRICS_EXPORTER: 'none',
        // Without a logger provider, an evaluation is a line of warning; this one sends it nowhere.
        OTEL_LOGS_EXPORTER: 'none',
        OTEL_LOG_LEVEL: 'none',
      },
    },
  );
  const ended = once(main, 'exit');
  try {
    let printed = '';
    const prints = async (pattern: RegExp): Promise<string> => {
      for (;;) {
        const match = pattern.exec(printed);
        if (match) return match[0];
        // oxlint-disable-next-line no-await-in-loop -- what comes next is read when it is there
        const [piece] = (await Promise.race([
          once(main.stdout, 'data'),
          ended.then(() => Promise.reject(new Error(`It ended. It had printed: ${printed}`))),
        ])) as [Buffer];
        printed += piece.toString();
      }
    };
    const url = await prints(/http:\/\/127\.0\.0\.1:\d+(?=\n)/);
    const response = await fetch(`${url}/conversations/c-1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenant-id': 'kids' },
      body: JSON.stringify({ question: 'How do I wash wool?' }),
    });
    expect(response.status).toBe(200);
    const trace = await prints(/POST \/conversations(.|\n)*stop\n.*\n/);
    expect(trace.replaceAll(/ {2}[\d.]+ (µs|ms|s)\b/g, '').replaceAll(/:\d+$/gm, '')).toBe(
      `POST /conversations/:id/messages  tenant kids
└─ invoke_agent support  626 → 51 tokens
   ├─ chat gpt-4o-mini  188 → 18 tokens  tool_calls
   │  └─ POST 127.0.0.1
   ├─ execute_tool search_knowledge
   │  └─ retrieval help-articles
   │     └─ embeddings text-embedding-3-small  6 tokens
   │        └─ POST 127.0.0.1
   └─ chat gpt-4o-mini  438 (128 cached) → 33 tokens  stop
      └─ POST 127.0.0.1
`,
    );
    main.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
  } finally {
    main.kill('SIGKILL');
  }
});

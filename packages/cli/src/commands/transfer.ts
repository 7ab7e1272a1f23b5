/** `spanwise export` and `spanwise import`: traces out of a running viewer, and telemetry into it. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ConfigError } from '@spanwise/core';
import { type Info, ROUTES } from '@spanwise/viewer';
import type { Terminal } from '../terminal.ts';
import { askViewer, requestViewer } from '../viewer-address.ts';

const SIGNALS: Readonly<Record<string, string>> = {
  resourceSpans: 'traces',
  resourceMetrics: 'metrics',
  resourceLogs: 'logs',
};

/** Prints traces as OTLP JSON lines. */
export async function exportTraces(
  url: string,
  query: string,
  terminal: Terminal,
): Promise<number> {
  const { body } = await requestViewer(url, ROUTES.export, { query });
  if (body)
    for await (const text of body.pipeThrough(new TextDecoderStream())) terminal.write(text);
  return 0;
}

/** Sends each line of a file. Gives 1 when one was not taken, or none was. */
export async function importFile(url: string, file: string, terminal: Terminal): Promise<number> {
  const { receivers } = await askViewer<Info>(url, ROUTES.info);
  let sent = 0;
  let line = 0;
  let failed = 0;
  try {
    for await (const text of createInterface({
      input: createReadStream(file),
      crlfDelay: Infinity,
    })) {
      line += 1;
      if (text.trim() === '') continue;
      const problem = await send(receivers.http, text);
      if (problem === undefined) sent += 1;
      else if (failed++ === 0) terminal.error(`line ${line}: ${problem}\n`);
    }
  } catch (cause) {
    throw new ConfigError({
      code: 'CLI_FILE_NOT_READ',
      message: `"${file}" cannot be read: ${(cause as NodeJS.ErrnoException).code ?? (cause as Error).message}`,
      fix: 'Check its name, and that the viewer still runs.',
      cause,
    });
  }
  terminal.write(`${sent} requests sent${failed > 0 ? `, ${failed} not taken` : ''}\n`);
  return sent === 0 || failed > 0 ? 1 : 0;
}

/** Sends one request. Gives what is wrong with it, or `undefined`. */
async function send(receiver: string, text: string): Promise<string | undefined> {
  const field = /"(resource(?:Spans|Metrics|Logs))"\s*:/.exec(text)?.[1];
  if (field === undefined) return 'this is no request of OTLP/JSON';
  const response = await fetch(`${receiver}/v1/${SIGNALS[field]}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
  });
  return response.ok ? undefined : ((await response.json()) as { message?: string }).message;
}

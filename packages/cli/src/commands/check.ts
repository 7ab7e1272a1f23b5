/** `spanwise check`: holds telemetry to the conventions. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { ConfigError } from '@spanwise/core';
import {
  importOtlp,
  type LibraryFindings,
  readFindings,
  ROUTES,
  startViewer,
  Store,
} from '@spanwise/viewer';
import { runChild } from '../child.ts';
import { printable } from '../printable.ts';
import type { Terminal } from '../terminal.ts';
import { askViewer } from '../viewer-address.ts';
import { sarifOf } from './sarif.ts';

/** A way to print findings. */
type Format = 'text' | 'json' | 'sarif';

/** Options of `check`. */
export interface CheckOptions {
  readonly url?: string | undefined;
  readonly run?: boolean | undefined;
  readonly format: Format;
}

/** Prints what is found. Gives 1 when there is a violation, else 0. */
export async function check(
  args: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  const findings = await findingsOf(args, options, terminal);
  const source = options.run ? 'run' : (args[0] ?? 'viewer');
  terminal.write(PRINTERS[options.format](findings, source, terminal));
  return findings.some((library) => library.findings.some(({ level }) => level === 'violation'))
    ? 1
    : 0;
}

async function findingsOf(
  args: readonly string[],
  { url, run }: CheckOptions,
  terminal: Terminal,
): Promise<LibraryFindings[]> {
  if (url !== undefined) return askViewer<LibraryFindings[]>(url, ROUTES.findings);
  if (run) return findingsOfRun(args, terminal);
  const [file] = args;
  if (file === undefined) {
    throw new ConfigError({
      code: 'CLI_NOTHING_TO_CHECK',
      message: 'there is nothing to check',
      fix: 'Name a file of OTLP JSON lines, "-" for the input, --url with the address of a viewer, or --run -- and a command.',
    });
  }
  const store = new Store();
  try {
    const { requests, badLines } = importOtlp(
      store,
      file === '-' ? await text(process.stdin) : await contentOf(file),
    );
    if (badLines.length > 0)
      terminal.error(
        `${badLines.length} lines are no OTLP/JSON request, the first is line ${badLines[0]}.\n`,
      );
    if (requests === 0) {
      throw new ConfigError({
        code: 'CLI_FILE_WITHOUT_OTLP',
        message: `"${file}" has no OTLP/JSON request`,
        fix: 'A request has "resourceSpans", "resourceMetrics" or "resourceLogs", one on each line.',
      });
    }
    return readFindings(store);
  } finally {
    store.close();
  }
}

async function findingsOfRun(
  [file, ...args]: readonly string[],
  terminal: Terminal,
): Promise<LibraryFindings[]> {
  if (file === undefined) {
    throw new ConfigError({
      code: 'CLI_NOTHING_TO_RUN',
      message: 'there is no command to run',
      fix: 'Write it after --: spanwise check --run -- node app.js',
    });
  }
  const viewer = await startViewer({ port: 0, httpPort: 0, grpcPort: 0 });
  try {
    await runChild(file, args, viewer.environment, terminal).ended;
    return readFindings(viewer.store);
  } finally {
    await viewer.stop();
  }
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ConfigError({
      code: 'CLI_FILE_NOT_READ',
      message: `"${file}" cannot be read: ${(cause as NodeJS.ErrnoException).code}`,
      fix: 'Check its name.',
      cause,
    });
  }
}

type Printer = (findings: readonly LibraryFindings[], source: string, terminal: Terminal) => string;

const PRINTERS: Readonly<Record<Format, Printer>> = {
  json: (findings) => `${JSON.stringify(findings, undefined, 2)}\n`,
  sarif: (findings, source) => `${JSON.stringify(sarifOf(findings, source), undefined, 2)}\n`,
  text: printText,
};

const COLORS = { violation: 'red', improvement: 'yellow', information: 'dim' } as const;

function printText(
  libraries: readonly LibraryFindings[],
  _source: string,
  { style }: Terminal,
): string {
  const lines: string[] = [];
  const counts = { violation: 0, improvement: 0, information: 0 };
  for (const { library, dialects, findings } of libraries) {
    if (findings.length === 0) continue;
    const version = library.version === undefined ? '' : ` ${library.version}`;
    const written = dialects.length === 0 ? '' : ` (${dialects.join(', ')})`;
    lines.push(style('bold', printable(`${library.name || 'without a name'}${version}`)) + written);
    for (const { level, rule, message, fix, signal, name, count } of findings) {
      counts[level] += 1;
      lines.push(
        `  ${style(COLORS[level], level)} ${rule}: ${printable(message)}`,
        `    ${signal} ${printable(name)}${count > 1 ? `, ${count} times` : ''}`,
        `    ${printable(fix)}`,
      );
    }
    lines.push('');
  }
  lines.push(
    `${counts.violation} violations, ${counts.improvement} improvements, ${counts.information} notes`,
  );
  return `${lines.join('\n')}\n`;
}

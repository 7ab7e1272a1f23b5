/** Loaded into the application by `spanwise doctor`: writes down what Spanwise reports there, and which copies of the OpenTelemetry API are loaded. */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

/** What one process of the application said. */
export interface Probed {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** A report of `@spanwise/core`, or the fuller one of `spanwise`. Absent: nothing was started. */
  readonly report?: unknown;
  /** Folders of the loaded copies, with their versions. */
  readonly apiCopies: readonly { readonly path: string; readonly version: string }[];
}

const WRITE_MILLIS = 250;
const API_FOLDER = /^(.*[\\/]node_modules[\\/]@opentelemetry[\\/]api)[\\/]/;

const { SPANWISE_DOCTOR_FOLDER: folder } = process.env;
if (folder !== undefined && isMainThread) watch(join(folder, `${process.pid}.json`));

function watch(file: string): void {
  let report: (() => unknown) | undefined;
  const copies = new Map<string, string>();
  subscribe('spanwise.report', (given) => {
    report = given as () => unknown;
  });
  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      const path = resolved.url.startsWith('file:') ? fileURLToPath(resolved.url) : '';
      const [, copy] = API_FOLDER.exec(path) ?? [];
      if (copy !== undefined && !copies.has(copy)) copies.set(copy, versionIn(copy));
      return resolved;
    },
  });
  let written = '';
  const write = (): void => {
    const probed: Probed = {
      command: process.argv,
      report: report?.(),
      apiCopies: [...copies].map(([path, version]) => ({ path, version })),
    };
    const text = JSON.stringify(probed);
    if (text === written) return;
    written = text;
    try {
      // Whoever reads it while we are killed finds the one before.
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
    } catch {
      // The doctor has left; the application goes on.
    }
  };
  setInterval(write, WRITE_MILLIS).unref();
  process.on('exit', write);
}

function versionIn(copy: string): string {
  try {
    return (JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8')) as { version: string })
      .version;
  } catch {
    return 'unknown';
  }
}

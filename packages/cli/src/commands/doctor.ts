/** `spanwise doctor`: says why telemetry does not arrive, and what to do. */
import type { Diagnosis } from '../diagnosis.ts';
import { findApiCopies } from '../api-copies.ts';
import { probeReceiver } from '../probe-receiver.ts';
import { printable } from '../printable.ts';
import { diagnoseRun } from './doctor-run.ts';
import type { Terminal } from '../terminal.ts';

/** Options of `doctor`. */
export interface DoctorOptions {
  readonly json?: boolean | undefined;
  /** How long the command runs at most. Milliseconds. */
  readonly for: number;
}

/**
 * Looks at the folder and the variables that an application started here would have, and at the command while it runs,
 * when there is one. Gives 1 when something is not fine, else 0.
 */
export async function doctor(
  folder: string,
  environment: NodeJS.ProcessEnv,
  command: readonly string[],
  { json, for: maxMillis }: DoctorOptions,
  terminal: Terminal,
): Promise<number> {
  const diagnoses = [
    ...diagnoseApi(folder),
    await probeReceiver(environment),
    ...(command.length === 0 ? [] : await diagnoseRun(command, maxMillis, terminal)),
  ];
  if (json) terminal.write(`${JSON.stringify(diagnoses, undefined, 2)}\n`);
  else for (const diagnosis of diagnoses) terminal.write(format(diagnosis, terminal));
  return diagnoses.every(({ isFine }) => isFine) ? 0 : 1;
}

function diagnoseApi(folder: string): Diagnosis[] {
  const what = 'copies of @opentelemetry/api';
  const copies = findApiCopies(folder);
  if (copies.length === 0) {
    return [
      {
        what,
        isFine: false,
        seen: `none is installed under ${folder}`,
        fix: 'Run this where the application is, or install "@opentelemetry/api".',
      },
    ];
  }
  const seen = copies.map(({ version, path }) => `${version} in ${path}`).join('; ');
  // Copies of one major share what is registered, from 1.0 on; what a library reads of a newer minor may be missing.
  const isFine = new Set(copies.map(({ version }) => version)).size === 1;
  return [
    {
      what,
      isFine,
      seen,
      fix: isFine
        ? undefined
        : 'Two versions may not see each other: "npm ls @opentelemetry/api" says who wants which; make them agree.',
    },
  ];
}

function format({ what, isFine, seen, fix }: Diagnosis, { style }: Terminal): string {
  const head = `${isFine ? style('green', 'fine') : style('red', 'not fine')}  ${what}: ${printable(seen)}\n`;
  return fix === undefined ? head : `${head}  ${printable(fix)}\n`;
}

/** Runs an application for a moment and reads what Spanwise reports in it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LibraryReport, Report } from '@spanwise/core';
import { runChild } from '../child.ts';
import type { Probed } from '../doctor-probe.ts';
import type { Diagnosis } from '../diagnosis.ts';
import type { Terminal } from '../terminal.ts';

/** What `spanwise` says beside what `@spanwise/core` does. */
interface FullReport extends Report {
  readonly signals?: Readonly<Record<string, SignalReport>> | undefined;
}
interface SignalReport {
  readonly owner: 'app' | 'spanwise' | 'nobody';
  readonly destinations: readonly {
    readonly name: string;
    readonly protocol: string;
    readonly endpoint?: string | undefined;
    readonly lastExport?: { readonly result: string } | undefined;
  }[];
}

/** How long it may take to end when it is told to. */
const ENDING_MILLIS = 5000;
const PROBE = createRequire(import.meta.url).resolve('#doctor-probe');

/** Runs it, at most so long. What it prints goes to our errors. Rejects with `ConfigError` when it cannot be run. */
export async function diagnoseRun(
  [file, ...args]: readonly string[],
  maxMillis: number,
  terminal: Terminal,
): Promise<Diagnosis[]> {
  const folder = mkdtempSync(join(tmpdir(), 'spanwise-doctor-'));
  try {
    const environment = {
      NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import ${pathToFileURL(PROBE).href}`,
      SPANWISE_DOCTOR_FOLDER: folder,
    };
    const child = runChild(file!, args, environment, terminal, 'errors');
    let isEnded = false;
    const ending = setTimeout(() => {
      isEnded = true;
      child.kill('SIGTERM');
    }, maxMillis);
    const killing = setTimeout(() => child.kill('SIGKILL'), maxMillis + ENDING_MILLIS);
    const { code, reason } = await child.ended.finally(() => {
      clearTimeout(ending);
      clearTimeout(killing);
    });
    const failed: Diagnosis[] =
      code === 0 || isEnded || terminal.stopped.aborted
        ? []
        : [
            {
              what: 'command',
              isFine: false,
              seen: `it ended${reason}`,
              fix: 'Mend what it printed first: what follows is of an application that failed.',
            },
          ];
    return [...failed, ...judge(readProbed(folder))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readProbed(folder: string): Probed[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Probed);
}

function judge(processes: readonly Probed[]): Diagnosis[] {
  if (processes.length === 0) {
    return [
      {
        what: 'Spanwise',
        isFine: false,
        seen: 'the command started no Node that could be asked',
        fix: 'Name a command that starts Node, such as "spanwise doctor -- node app.js".',
      },
    ];
  }
  const started = processes.filter(({ report }) => report !== undefined);
  const judged = started.length > 0 ? started : processes.slice(-1);
  return judged.flatMap((probed) => {
    const diagnoses = judgeCopies(probed).concat(judgeReport(probed.report as FullReport));
    // Which process it is only matters when there are several.
    return judged.length === 1
      ? diagnoses
      : diagnoses.map((diagnosis) =>
          Object.assign(diagnosis, { what: `${diagnosis.what} in ${probed.command.join(' ')}` }),
        );
  });
}

function judgeCopies({ apiCopies }: Probed): Diagnosis[] {
  if (new Set(apiCopies.map(({ version }) => version)).size < 2) return [];
  return [
    {
      what: 'loaded copies of @opentelemetry/api',
      isFine: false,
      seen: apiCopies.map(({ version, path }) => `${version} in ${path}`).join('; '),
      fix: 'One may not see what the other registered: "npm ls @opentelemetry/api" says who wants which; make them agree.',
    },
  ];
}

function judgeReport(report: FullReport | undefined): Diagnosis[] {
  if (report === undefined) {
    return [
      {
        what: 'Spanwise',
        isFine: false,
        seen: 'the application started none of it',
        fix: 'Call instrument() of "spanwise" or attach() of "@spanwise/auto", or start it by "node --import spanwise/register app.js".',
      },
    ];
  }
  const { version, libraries, problems, signals, dropped, failures } = report;
  return [
    { what: 'Spanwise', isFine: true, seen: `${version} is started` },
    ...problems.map((seen) => ({ what: 'Spanwise', isFine: false, seen })),
    ...judgeLibraries(libraries),
    ...Object.entries(signals ?? {}).flatMap(([name, signal]) => judgeSignal(name, signal)),
    // What was cut or redacted was meant to be; what a destination lost stands with the signal.
    ...counted('dropped or cut', dropped),
    ...counted(
      'failures inside Spanwise',
      failures,
      'Please report them; SPANWISE_LOG_LEVEL=debug says more.',
    ),
  ];
}

function judgeLibraries(libraries: readonly LibraryReport[]): Diagnosis[] {
  const waiting = libraries.filter((library) => !isSeen(library));
  const others = libraries.filter(isSeen);
  const names = waiting.map(({ id }) => id).join(', ');
  if (others.length === 0) {
    return [
      {
        what: 'libraries',
        isFine: false,
        seen: `none of ${names} was loaded while it ran`,
        fix: 'Let it run longer by --for, or let it make a call; in a bundle pass them by "modules".',
      },
    ];
  }
  return [
    ...others.flatMap(judgeLibrary),
    ...(waiting.length === 0
      ? []
      : [{ what: 'libraries', isFine: true, seen: `not loaded so far: ${names}` }]),
  ];
}

/** A channel or a registry is listened to before there is a library that uses it. */
function isSeen({ status, copies }: LibraryReport): boolean {
  return status === 'attached'
    ? copies.some(
        ({ how, version }) => version !== undefined || (how !== 'channel' && how !== 'registry'),
      )
    : status !== 'waiting';
}

function judgeLibrary({ id, copies, problems, alsoTracedBy }: LibraryReport): Diagnosis[] {
  return [
    ...copies.map(({ version, how, methods }) => ({
      what: `${id}${version === undefined ? '' : ` ${version}`}`,
      isFine: true,
      seen: `attached (${how}), ${methods.length} methods`,
    })),
    ...problems.map((seen) => ({
      what: id,
      isFine: false,
      seen,
      fix: 'Install a version that is supported, or start earlier: call instrument() first, or use "node --import spanwise/register app.js".',
    })),
    ...alsoTracedBy.map(({ name, toSwitchOff }) => ({
      what: id,
      isFine: false,
      seen: `its calls are also traced by ${name}, so each has two spans`,
      fix: toSwitchOff,
    })),
  ];
}

/** What a failed request means, by its result. */
const EXPORT_FIXES: Readonly<Record<string, string>> = {
  unreachable:
    'Nobody listens there, or it speaks another protocol: check OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_PROTOCOL.',
  rejected: 'Check the credentials in OTEL_EXPORTER_OTLP_HEADERS and the path of the address.',
  'timed out': 'It takes connections and does not answer: read its own log.',
};

function judgeSignal(signal: string, { owner, destinations }: SignalReport): Diagnosis[] {
  if (owner === 'nobody') {
    return [
      {
        what: signal,
        // Traces are what nobody leaves out on purpose.
        isFine: signal !== 'traces',
        seen: 'nobody takes them',
        fix:
          signal === 'traces'
            ? 'Name a destination: OTEL_TRACES_EXPORTER=otlp, or the option "destinations".'
            : undefined,
      },
    ];
  }
  if (owner === 'app') {
    return [{ what: signal, isFine: true, seen: 'the application has a provider of its own' }];
  }
  return destinations.map(({ name, protocol, endpoint, lastExport }) => {
    const isFine = lastExport === undefined || lastExport.result === 'ok';
    return {
      what: signal,
      isFine,
      seen: `${name} over ${protocol}${endpoint === undefined ? '' : ` to ${endpoint}`}${lastExport === undefined ? ', nothing sent so far' : `: ${lastExport.result}`}`,
      fix: isFine
        ? undefined
        : (EXPORT_FIXES[lastExport.result] ?? 'Its line on standard error says what was refused.'),
    };
  });
}

function counted(
  what: string,
  counts: Readonly<Record<string, number>>,
  fix?: string,
): Diagnosis[] {
  const seen = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
  return seen.length === 0 ? [] : [{ what, isFine: fix === undefined, seen: seen.join(', '), fix }];
}

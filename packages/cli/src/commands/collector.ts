/** `spanwise collector init`: the configuration of a Collector for chosen back ends. */
import { basename } from 'node:path';
import { ConfigError } from '@spanwise/core';
import { parse, stringify } from 'yaml';
import { type Kit, readKit } from '../kit/kit-files.ts';
import { writeFiles } from '../kit/write-files.ts';
import type { Terminal } from '../terminal.ts';

/** Options of `collector init`. */
export interface CollectorOptions {
  readonly out: string;
  /** Names of back ends. `local` are Jaeger, Prometheus and Loki of the single node. */
  readonly to: readonly string[];
  readonly force?: boolean | undefined;
}

interface Pipeline {
  readonly processors?: readonly string[];
  readonly exporters: readonly string[];
}

interface Configuration {
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly processors?: Readonly<Record<string, unknown>>;
  readonly exporters: Readonly<Record<string, unknown>>;
  readonly service: {
    readonly extensions?: readonly string[];
    readonly pipelines: Readonly<Record<string, Pipeline>>;
  };
}

const LOCAL = 'local';
const SINGLE_NODE = 'collector/single-node/';
const VENDORS = 'collector/vendors/';
/** What belongs to the Collector, whatever stands behind it. */
const COLLECTOR_FILES = /^(?:collector|collector-open|dialects)\.yaml$/;
/** What the stores of the single node need on top. */
const STORE_FILES = /^(?:up\.sh|jaeger|loki|prometheus|servers|targets\/)/;

/** The back ends that can be named. */
function backEnds(kit: Kit = readKit()): string[] {
  const names = Object.keys(kit)
    .filter((path) => path.startsWith(VENDORS))
    .map((path) => basename(path, '.yaml'));
  return [LOCAL, ...names];
}

/**
 * Writes a folder with the configuration, and says how to start it and what to set.
 *
 * @throws {ConfigError} CLI_UNKNOWN_BACK_END for a name that is not known.
 */
export function initCollector(
  { out, to, force = false }: CollectorOptions,
  terminal: Terminal,
): number {
  const kit = readKit();
  const known = backEnds(kit);
  const unknown = to.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ConfigError({
      code: 'CLI_UNKNOWN_BACK_END',
      message: `no back end is called "${unknown}"`,
      fix: `Use ${known.join(', ')}.`,
    });
  }
  const chosen = to.filter((name) => name !== LOCAL);
  const isLocal = to.includes(LOCAL);
  const texts = chosen.map((name) => kit[`${VENDORS}${name}.yaml`]!);
  const variables = variablesOf(texts);
  const configurations = texts.map((text) => parse(text) as Configuration);
  const files = {
    ...singleNodeFiles(kit, isLocal),
    ...(chosen.length > 0 && { 'back-ends.yaml': backEndsFile(kit, configurations, isLocal, to) }),
    ...(variables.length > 0 && {
      'environment.example': variables.map((name) => `${name}=\n`).join(''),
    }),
  };
  writeFiles(out, files, force);
  const layers = [
    'collector.yaml',
    'dialects.yaml',
    ...(chosen.length > 0 ? ['back-ends.yaml'] : []),
  ];
  const covered = new Set(configurations.flatMap(({ service }) => Object.keys(service.pipelines)));
  const rest = ['traces', 'metrics', 'logs'].filter((signal) => !covered.has(signal));
  terminal.write(
    [
      `${Object.keys(files).length} files in ${out}. Start the Collector there:`,
      '',
      `  otelcol-contrib ${layers.map((file) => `--config=${file}`).join(' ')}`,
      '',
      ...(variables.length > 0 ? [`Set before: ${variables.join(', ')}.`] : []),
      ...(isLocal ? ['./up.sh prometheus jaeger loki starts the stores of this machine.'] : []),
      ...(!isLocal && rest.length > 0
        ? [
            `No chosen back end takes ${rest.join(' and ')}: they go to this machine, as with "--to ${[LOCAL, ...chosen].join(' ')}".`,
          ]
        : []),
      '',
    ].join('\n'),
  );
  return 0;
}

function singleNodeFiles(kit: Kit, withStores: boolean): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [path, text] of Object.entries(kit)) {
    if (path.startsWith(SINGLE_NODE)) {
      const name = path.slice(SINGLE_NODE.length);
      if (COLLECTOR_FILES.test(name)) files[name] = text;
      // Rules lie in the same folder here, not two above as in the repository.
      else if (withStores && STORE_FILES.test(name))
        files[name] = text.replace('../../dashboards/rules', 'rules');
    } else if (withStores && path.startsWith('dashboards/rules/')) {
      files[`rules/${basename(path)}`] = text;
    }
  }
  return files;
}

/** All chosen back ends as one layer: a list of a layer above takes the place of the one below. */
function backEndsFile(
  kit: Kit,
  configurations: readonly Configuration[],
  isLocal: boolean,
  names: readonly string[],
): string {
  const base = parse(kit[`${SINGLE_NODE}collector.yaml`]!, { merge: true }) as Configuration;
  const merged = (key: 'extensions' | 'processors' | 'exporters'): object =>
    Object.assign({}, ...configurations.map((one) => one[key] ?? {}));
  const pipelines = Object.entries(base.service.pipelines).flatMap(([signal, pipeline]) => {
    const theirs = configurations.flatMap(({ service }) => service.pipelines[signal] ?? []);
    if (theirs.length === 0) return [];
    const exporters = [
      ...new Set([
        ...(isLocal ? pipeline.exporters : []),
        ...theirs.flatMap((one) => one.exporters),
      ]),
    ];
    const own = Object.keys(merged('processors'));
    return [
      [
        signal,
        {
          ...(signal === 'traces' &&
            own.length > 0 && {
              processors: ['memory_limiter', 'transform/dialects', ...own, 'redaction'],
            }),
          exporters,
        },
      ] as const,
    ];
  });
  const extensions = configurations.flatMap(({ service }) => service.extensions ?? []);
  const layer = {
    ...(extensions.length > 0 && { extensions: merged('extensions') }),
    ...(Object.keys(merged('processors')).length > 0 && { processors: merged('processors') }),
    exporters: merged('exporters'),
    service: {
      ...(extensions.length > 0 && { extensions: [...new Set(extensions)] }),
      pipelines: Object.fromEntries(pipelines),
    },
  };
  return `# Written by "spanwise collector init --to ${names.join(' ')}".\n${stringify(layer, { lineWidth: 0 })}`;
}

/** The variables that have no default. */
function variablesOf(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) =>
    [...text.matchAll(/\$\{env:(\w+)\}/g)].map(([, name]) => name!),
  );
  return [...new Set(found)];
}

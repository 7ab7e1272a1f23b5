/** Prints the tables of supported libraries, from the adapters, the versions they are tested with, and the tests' exchanges. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange, Origin } from '@spanwise/testing';
import type { Adapter, Operation } from '../../packages/core/src/adapter/adapter.ts';
import type { Target } from '../../packages/core/src/adapter/target.ts';
import { nameOf, targetOf } from '../../packages/core/src/attach/targets.ts';
import { adapters } from '../../packages/auto/src/adapters.ts';

const START = '<!-- printed: support -->';
const END = '<!-- /printed -->';
const USAGE = 'gen_ai.usage.';

/** How a library is reached, by the kind of target. */
const ATTACHED: Readonly<Record<Target['kind'], string>> = {
  method: 'methods of its classes',
  factory: 'what its methods give',
  assigned: 'what its constructor assigns',
  export: 'its exports',
  channel: 'its channel',
  registry: 'its registry',
};

/** One library, as the tables have it. */
interface Support {
  readonly name: string;
  readonly versions: string;
  readonly packageName: string;
  readonly adapter: Adapter;
  readonly operations: readonly Operation[];
  /** Versions that are installed for the tests, the oldest first. */
  readonly tested: readonly string[];
  readonly exchanges: readonly Pick<Exchange, 'origin' | 'span' | 'method'>[];
}

/**
 * The README with its table of supported libraries as the adapters have it.
 *
 * @throws {Error} when the README has no place for it.
 */
export function printSupport(readme: string, root: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start === -1 || end === -1) throw new Error(`the README needs ${START} and ${END}`);
  const table = printTable(
    ['library', 'versions', 'package', 'what is recorded', 'streams', 'tokens', 'limits'],
    librariesOf(root).map((library) => [
      `\`${library.name}\``,
      `\`${library.versions}\``,
      `\`${library.packageName}\``,
      recorded(library),
      ...facts(library),
    ]),
  );
  return `${readme.slice(0, start + START.length)}\n\n${table}\n\n${readme.slice(end)}`;
}

/** The page of every library: its methods, how it is reached, what it is tested with. */
export function printLibraries(root: string): string {
  const sections = librariesOf(root).map((library) => {
    const { name, versions, packageName, adapter, operations, tested, exchanges } = library;
    const kinds = [
      ...operations.map(({ method }) => method),
      ...(adapter.replaced ?? []).map(({ method }) => method),
    ].map((method) => ATTACHED[targetOf(method).kind]);
    const [streams, tokens, limits] = facts(library);
    const lines = [
      `- Package: \`${packageName}\`, for \`${versions}\``,
      ...(kinds.length > 0 ? [`- Reached by: ${[...new Set(kinds)].join(', ')}`] : []),
      ...(tested.length > 0 ? [`- Tested with: ${tested.join(', ')}`] : []),
      ...(exchanges.length > 0
        ? [
            `- Exchanges of the tests: ${originsOf(exchanges.map(({ origin }) => origin))}`,
            `- Streams: ${streams || 'none'}; tokens: ${tokens || 'none'}; limits: ${limits || 'none'}`,
          ]
        : []),
    ];
    const methods = printTable(
      ['method', 'operation', 'of versions', 'streamed', 'content'],
      methodsOf(library),
    );
    return [
      `## \`${name}\``,
      lines.join('\n'),
      operations.length === 0 ? `${recorded(library)}.` : methods,
    ].join('\n\n');
  });
  return [
    '# Libraries',
    'Printed by `npm run generate` from the adapters and the exchanges that they are tested on; do not edit. What is special about each is in [model clients](../guides/providers.md).',
    'An exchange is recorded from a real server, or documented: written after the reference or the types of its provider. Tokens and limits are those that an exchange shows.',
    ...sections,
    '',
  ].join('\n\n');
}

function librariesOf(root: string): Support[] {
  return adapters.map(({ packageName, module, load }) => {
    const adapter = load();
    const operations = adapter.operations as unknown as readonly Operation[];
    const [file] = globSync(
      `packages/instrumentation/${packageName.replace('@spanwise/instrumentation-', '')}/package.json`,
      { cwd: root },
    );
    if (file === undefined) throw new Error(`${packageName} has no folder of its name`);
    const folder = join(root, file, '..');
    const methods = new Set(operations.map(({ method }) => nameOf(targetOf(method))));
    return {
      name: partOf(module),
      versions: module.versions,
      packageName,
      adapter,
      operations,
      tested: module.parts ? [] : testedVersions(folder, module.name),
      exchanges: globSync('src/fixtures/**/*.json', { cwd: folder })
        .toSorted()
        .flatMap((fixture) => JSON.parse(readFileSync(join(folder, fixture), 'utf8')) as Exchange[])
        .filter(({ method }) => methods.has(method)),
    };
  });
}

/** What the table calls it: of a part of a package, its folder, too. */
function partOf({ name, parts: [part] = [] }: Adapter['module']): string {
  return part === undefined ? name : `${name}/${part.slice(0, part.indexOf('/'))}`;
}

/** The versions of a library that a package installs, under its name or another. */
function testedVersions(folder: string, name: string): string[] {
  const { devDependencies = {} } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as { devDependencies?: Readonly<Record<string, string>> };
  return Object.entries(devDependencies)
    .flatMap(([alias, version]) => {
      if (version.startsWith(`npm:${name}@`)) return [version.slice(`npm:${name}@`.length)];
      return alias === name ? [version] : [];
    })
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** What is recorded of calls; of a library without calls, what it gets. */
function recorded({ operations, adapter }: Support): string {
  const names = [
    ...operations.map(({ name }) => name),
    ...(adapter.replaced ?? []).flatMap(({ starts = [] }) => starts),
  ];
  if (names.length > 0) return [...new Set(names)].join(', ');
  return adapter.replaced === undefined ? 'the trace of its records' : 'the trace on every line';
}

/** Streams, tokens and limits, as the exchanges show them; empty for none. */
function facts({ operations, exchanges, adapter }: Support): [string, string, string] {
  // Its tests hold conversations, which are no exchanges.
  if (adapter.module.parts)
    return ['yes', 'of each turn', Object.keys(adapter.rateLimits ?? {}).join(', ')];
  const attributes = exchanges.map(({ span }) => span.attributes);
  const withUsage = attributes.filter((all) =>
    Object.keys(all).some((name) => name.startsWith(USAGE)),
  );
  const streamed = withUsage.some((all) => all['gen_ai.request.stream'] === true);
  const tokens = [
    ...(withUsage.length > 0 ? [streamed ? 'whole and streamed' : 'whole'] : []),
    ...['cache_read.input_tokens', 'reasoning.output_tokens']
      .filter((part) => withUsage.some((all) => `${USAGE}${part}` in all))
      .map((part) => (part.startsWith('cache') ? 'cached' : 'reasoning')),
  ];
  const limits = [
    ...Object.keys(adapter.rateLimits ?? {}).map((kind) => kind.replace('_', ' ')),
    ...(attributes.some((all) => 'spanwise.request.id' in all) ? ['request id'] : []),
  ];
  return [
    operations.some(({ stream }) => stream !== undefined) ? 'yes' : '',
    tokens.join(', '),
    limits.join(', '),
  ];
}

/** One row for each method and what it is. */
function methodsOf({ operations }: Support): string[][] {
  const rows = operations.map(({ method, name, versions, stream, input, output }) => [
    `\`${nameOf(targetOf(method))}\``,
    name,
    versions === undefined ? 'all' : `\`${versions}\``,
    stream === undefined ? '' : 'yes',
    [input && 'sent', output && 'given back'].filter((part) => part !== undefined).join(', '),
  ]);
  return [...new Map(rows.map((row) => [row.join(' '), row])).values()];
}

/** How many exchanges came from where. */
function originsOf(origins: readonly Origin[]): string {
  const counts = new Map<string, number>();
  for (const origin of origins) {
    const from =
      origin.kind === 'recorded'
        ? `recorded from ${origin.server} ${origin.version}`
        : 'documented';
    counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  return [...counts].map(([from, count]) => `${count} ${from}`).join(', ');
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

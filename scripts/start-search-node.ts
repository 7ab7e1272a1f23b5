/** Starts a real node of Elasticsearch or OpenSearch for a test, from the distribution that Maven Central has. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, globSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { startServer, type RunningServer } from './start-server.ts';

/** What is started. */
export interface SearchNode {
  readonly kind: 'elasticsearch' | 'opensearch';
  /** The folder that holds its archive, and those of its plugins. */
  readonly archives: string;
  readonly javaHome: string;
  /** Lines of its configuration besides. Default: none. */
  readonly settings?: readonly string[];
  /** What is changed in its folder before it starts. Default: nothing. */
  readonly adapt?: (home: string) => void;
}

/** It refuses to run as root. The number is that of `nobody`. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
/** What is in the home of root is for nobody else. */
const isHidden = (file: string): boolean => isRoot && file.startsWith(homedir());

/** The home of the Java on the path; `undefined`, after a line that says so, where it is older than it must be. */
export function findJava(least: number): string | undefined {
  const { stderr } = spawnSync('java', ['-XshowSettings:properties', '-version'], {
    encoding: 'utf8',
  });
  const home = /java\.home = (.*)/.exec(stderr ?? '')?.[1];
  const version = Number(/java\.specification\.version = (\d+)/.exec(stderr ?? '')?.[1]);
  if (home !== undefined && version >= least) return home;
  console.warn(`SKIPPED: there is no Java ${least} or newer on the path.`);
  return undefined;
}

/** Starts it, and waits until its cluster answers. */
export function startSearchNode(node: SearchNode): Promise<RunningServer> {
  const { kind, archives, javaHome } = node;
  const homeIn = (folder: string): string => globSync(join(folder, `${kind}-*`))[0]!;
  const program = (folder: string): string => join(homeIn(folder), 'bin', kind);
  return startServer({
    file: isRoot ? 'setpriv' : 'env',
    arguments: (_port, folder) =>
      isRoot
        ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', program(folder)]
        : [program(folder)],
    prepare: (port, folder) => {
      const [archive] = globSync(join(archives, `${kind}-[0-9]*.zip`));
      execFileSync('unzip', ['-q', archive!, '-d', folder]);
      const home = homeIn(folder);
      mkdirSync(join(folder, 'tmp'));
      const settings = [
        'http.host: 127.0.0.1',
        'transport.host: 127.0.0.1',
        `http.port: ${port}`,
        'transport.port: 0',
        'discovery.type: single-node',
        'cluster.routing.allocation.disk.threshold_enabled: false',
        ...(node.settings ?? []),
      ];
      appendFileSync(join(home, 'config', `${kind}.yml`), `\n${settings.join('\n')}\n`);
      node.adapt?.(home);
      if (isHidden(javaHome)) cpSync(javaHome, join(folder, 'java'), { recursive: true });
      if (isRoot) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
    },
    environment: (_port, folder) => {
      const prefix = kind === 'elasticsearch' ? 'ES' : 'OPENSEARCH';
      return {
        HOME: join(folder, 'tmp'),
        [`${prefix}_TMPDIR`]: join(folder, 'tmp'),
        [`${prefix}_JAVA_HOME`]: isHidden(javaHome) ? join(folder, 'java') : javaHome,
        [`${prefix}_JAVA_OPTS`]: '-Xms512m -Xmx512m',
      };
    },
    isReady: async (address) => (await fetch(`http://${address}/_cluster/health`)).ok,
  });
}

/** Makes an index with a vector, a tenant and a text, and writes three records. */
export async function fillSearchNode(
  { address }: RunningServer,
  index: string,
  { settings, embedding }: { readonly settings: object; readonly embedding: object },
): Promise<void> {
  const send = async (path: string, method: string, lines: readonly object[]): Promise<void> => {
    const response = await fetch(`http://${address}/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  };
  const keyword = { type: 'keyword' };
  const properties = { embedding, tenant: keyword, text: keyword };
  await send(index, 'PUT', [{ settings, mappings: { properties } }]);
  const record = (id: string, vector: readonly number[], text: string): object[] => [
    { index: { _id: id } },
    { embedding: vector, tenant: 'acme', text },
  ];
  await send(`${index}/_bulk?refresh=true`, 'POST', [
    ...record('1', [1, 0, 0], 'CANARY-FIRST'),
    ...record('2', [0.8, 0.6, 0], 'CANARY-SECOND'),
    ...record('3', [0, 1, 0], 'third'),
  ]);
}

/** A real OpenSearch, from Maven, on free ports of the loopback. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderOf, startServer, whyNotFetched, type JavaRecipe } from './java-server.ts';
import { freePorts } from './stack.ts';

/** A node that runs. */
export interface OpenSearch {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** The newest that runs on Java 17. */
const VERSION = '2.19.3';
const ARTIFACT = `org.opensearch.distribution.integ-test-zip:opensearch:${VERSION}:zip`;
const recipe: JavaRecipe = {
  name: 'opensearch',
  fetch: [
    'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack',
    `-Dartifact=${ARTIFACT}`,
    '-DoutputDirectory=out',
  ],
};
/** It refuses to run as root. */
const NOBODY = 65_534;

/** Why it cannot be started; `undefined` when it can. Fetches it where that was not done before. */
export function whyNoOpenSearch(): string | undefined {
  return whyNotFetched(recipe);
}

/** @throws {Error} with what it wrote, when it does not start. */
export async function startOpenSearch(): Promise<OpenSearch> {
  const data = mkdtempSync(join(tmpdir(), 'spanwise-opensearch-'));
  // It writes beside its programs, and another user may not read where they are kept.
  const home = join(data, 'home');
  cpSync(join(folderOf(recipe), `opensearch-${VERSION}`), home, { recursive: true });
  const [port, transport] = await freePorts(2);
  const settings = {
    'http.host': '127.0.0.1',
    'http.port': port,
    'transport.host': '127.0.0.1',
    'transport.port': transport,
    'discovery.type': 'single-node',
    'cluster.routing.allocation.disk.threshold_enabled': false,
  };
  writeFileSync(
    join(home, 'config/opensearch.yml'),
    Object.entries(settings)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join(''),
  );
  const isRoot = process.getuid?.() === 0;
  if (isRoot) spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, data]);
  const stop = await startServer({
    name: 'OpenSearch',
    command: join(home, 'bin/opensearch'),
    words: [],
    started: /\] started/,
    data,
    environment: {
      HOME: data,
      OPENSEARCH_JAVA_HOME: javaHome(),
      OPENSEARCH_JAVA_OPTS: '-Xms512m -Xmx512m',
    },
    userId: isRoot ? NOBODY : undefined,
  });
  return { address: `http://127.0.0.1:${port}`, stop };
}

function javaHome(): string {
  const { stderr } = spawnSync('java', ['-XshowSettings:properties', '-version'], {
    encoding: 'utf8',
  });
  return /java\.home = (.+)/.exec(stderr)?.[1] ?? '';
}

/** Packs every public package once for all the tests of this folder, as npm would publish it. */
import { execFile } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { installNode, NODE_VERSIONS } from '../../scripts/install-node.ts';
import { cache, environment } from './environment.ts';

/** What is packed, and where. */
export interface Packed {
  /** A folder for projects that install them. It is removed at the end. */
  readonly folder: string;
  /** Names to `file:` addresses. */
  readonly tarballs: Readonly<Record<string, string>>;
}

/** A Node of another version. */
export interface OtherNode {
  readonly version: string;
  /** The binary. Absent: it cannot be installed here. */
  readonly node?: string | undefined;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The oldest supported Node, and one of each later line. */
    nodes: readonly OtherNode[];
    /** Absent: the package registry cannot be reached, so nothing can be installed. */
    packed: Packed | undefined;
  }
}

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** Runs before all tests of this folder. Gives back what runs after them. */
export default async function setup(project: TestProject): Promise<(() => void) | undefined> {
  mkdirSync(cache, { recursive: true });
  if (!(await canReachRegistry())) {
    project.provide('packed', undefined);
    project.provide(
      'nodes',
      NODE_VERSIONS.map((version) => ({ version })),
    );
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'spanwise-packed-'));
  const tarballs: Record<string, string> = {};
  for (const file of globSync('packages/{*,instrumentation/*}/package.json', { cwd: root })) {
    const { name, private: isPrivate } = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
      name: string;
      private?: boolean;
    };
    if (isPrivate) continue;
    // One at a time: npm writes its cache and log.
    // oxlint-disable-next-line no-await-in-loop
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: join(root, dirname(file)),
      env: environment,
    });
    tarballs[name] = `file:${join(folder, stdout.trim().split('\n').at(-1)!)}`;
  }
  project.provide('packed', { folder, tarballs });
  // Here, since the tests run at the same time.
  project.provide(
    'nodes',
    NODE_VERSIONS.map((version) => ({ version, node: installNode(version) })),
  );
  return () => rmSync(folder, { recursive: true, force: true });
}

async function canReachRegistry(): Promise<boolean> {
  try {
    await run('npm', ['view', 'openai@7.57.0', 'version'], { env: environment, timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}

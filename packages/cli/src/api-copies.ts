/** Finds the installed copies of the OpenTelemetry API. */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';

/** An installed copy. */
export interface ApiCopy {
  /** From the folder. */
  readonly path: string;
  readonly version: string;
}

const MAX_DEPTH = 12;

/** Looks through `node_modules` and those within; each real folder once. */
export function findApiCopies(folder: string): ApiCopy[] {
  const found = new Map<string, ApiCopy>();
  const seen = new Set<string>();
  const look = (modules: string, depth: number): void => {
    const real = realPath(modules);
    if (depth > MAX_DEPTH || real === undefined || seen.has(real)) return;
    seen.add(real);
    for (const name of packagesIn(modules)) {
      const path = join(modules, name);
      if (name === '@opentelemetry/api') {
        const version = versionOf(path);
        const place = realPath(path);
        if (version !== undefined && place !== undefined)
          found.set(place, { path: relative(folder, path), version });
      }
      look(join(path, 'node_modules'), depth + 1);
    }
  };
  look(join(folder, 'node_modules'), 0);
  return [...found.values()];
}

function packagesIn(modules: string): string[] {
  return entries(modules).flatMap((name) =>
    name.startsWith('@')
      ? entries(join(modules, name)).map((inner) => `${name}/${inner}`)
      : name.startsWith('.')
        ? []
        : [name],
  );
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function versionOf(path: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as {
      version?: string;
    };
    return version;
  } catch {
    return undefined;
  }
}

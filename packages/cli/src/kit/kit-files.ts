/** The files of the platform kit: of the repository while it is one, else packed beside the program. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Path in the repository to text. */
export type Kit = Readonly<Record<string, string>>;

/** The name of the packed kit, beside the program. */
export const PACKED = 'kit.json.gz';
const PATTERNS = [
  'collector/{gateway,scale-out,vendors}/*.yaml',
  'collector/single-node/*.{yaml,sh}',
  'collector/single-node/targets/*.md',
  'collector/single-node/grafana/provisioning/**/*.yaml',
  'dashboards/grafana/*.json',
  'dashboards/rules/*.yaml',
];

/** The files as the repository has them. */
export function collectKit(root: string): Kit {
  return Object.fromEntries(
    globSync(PATTERNS, { cwd: root })
      .toSorted()
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
}

/** The files of this version. */
export function readKit(): Kit {
  const packed = fileURLToPath(new URL(PACKED, import.meta.url));
  return existsSync(packed)
    ? (JSON.parse(gunzipSync(readFileSync(packed)).toString()) as Kit)
    : collectKit(fileURLToPath(new URL('../../../..', import.meta.url)));
}

/** Packs the files of the platform kit into the build of `@spanwise/cli`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { collectKit, PACKED } from '../packages/cli/src/kit/kit-files.ts';

const root = join(import.meta.dirname, '..');
writeFileSync(
  join(root, 'packages/cli/dist', PACKED),
  gzipSync(JSON.stringify(collectKit(root)), { level: 9 }),
);

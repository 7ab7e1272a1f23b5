/** Serves the files of the page, which lie in the package. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the page. */
export interface PageFile {
  readonly type: string;
  readonly body: Uint8Array;
  /** True: its name has its fingerprint, so it never changes. */
  readonly isImmutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const WITHOUT_PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Spanwise</title>
<body><h1>Spanwise</h1><p>The viewer runs and takes telemetry. Its page is not built: run <code>npm run build</code>.</p></body></html>
`;

/** Where the page is: beside the built code, or in \`dist\` when this runs from its sources. */
const FOLDERS = ['./page', '../page', '../../dist/page'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** Reads the file of a path; every path that names no file is the page itself, which has its own addresses. */
export async function readPageFile(path: string): Promise<PageFile> {
  const name = normalize(decodeURIComponentOrEmpty(path)).replaceAll('\\', '/');
  const type = TYPES[extname(name)];
  if (type !== undefined && !name.includes('..') && !name.includes('\0')) {
    const body = await readFirst(name);
    if (body) return { type, body, isImmutable: name.startsWith('/assets/') };
  }
  return {
    type: TYPES['.html']!,
    body: (await readFirst('/index.html')) ?? Buffer.from(WITHOUT_PAGE),
    isImmutable: false,
  };
}

async function readFirst(name: string): Promise<Buffer | undefined> {
  for (const folder of FOLDERS) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- the first that has it
      return await readFile(join(folder, name));
    } catch {
      // The next one may have it.
    }
  }
  return undefined;
}

function decodeURIComponentOrEmpty(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

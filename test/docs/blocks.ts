/** The code blocks of the documentation. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One fenced block. */
export interface Block {
  /** Path of the document from the root. */
  readonly file: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** The first word after the fence. */
  readonly language: string;
  readonly text: string;
  /** The first text line after the block. */
  readonly after: string;
}

/** All blocks of the README files and of docs/, those of printed pages left out. */
export function blocks(root: string): Block[] {
  const files = globSync(
    [
      '*.md',
      'docs/*.md',
      'docs/guides/*.md',
      'collector/README.md',
      'dashboards/README.md',
      'packages/*/README.md',
      'packages/instrumentation/*/README.md',
      'examples/*/README.md',
    ],
    { cwd: root },
  ).toSorted();
  return files.flatMap((file) => blocksOf(file, readFileSync(join(root, file), 'utf8')));
}

function blocksOf(file: string, text: string): Block[] {
  const lines = text.split('\n');
  const found: Block[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const fence = /^```(\w+)/.exec(lines[index]!);
    if (fence === null) continue;
    const end = lines.indexOf('```', index);
    const after = lines.slice(end + 1).find((line) => line.trim() !== '') ?? '';
    found.push({
      file,
      line: index + 1,
      language: fence[1]!,
      text: lines.slice(index + 1, end).join('\n'),
      after,
    });
    index = end;
  }
  return found;
}

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../packages/viewer/dist/page');
const files = globSync('**/*.{html,js,css,svg}', { cwd: folder });

describe('the bundle of the page', () => {
  it('is at most 400 kB compressed', () => {
    const bytes = files.reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length,
      0,
    );
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThanOrEqual(400_000);
  });

  it('has nothing inline, which the policy of its server would refuse', () => {
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
  });

  it('has the licences of what is bundled', () => {
    const licenses = readFileSync(join(folder, 'licenses.md'), 'utf8');
    for (const name of ['react', 'react-dom', '@mantine/core', 'react-markdown', 'uplot']) {
      expect(licenses).toMatch(new RegExp(`^## ${name} - `, 'm'));
    }
  });
});

/** Finds Chromium, and installs it where that is possible without asking: as root of a Debian. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of Chromium: `CHROMIUM`, else the first on the `PATH`. Absent when there is none. */
export function findBrowser(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Installs Chromium. Throws when it takes longer than five minutes or cannot be had. */
function installBrowser(): void {
  const run = (...values: string[]): unknown =>
    execFileSync('apt-get', values, { stdio: 'ignore', timeout: 300_000 });
  run('update');
  run('install', '-y', '--no-install-recommends', 'chromium');
}

if (process.argv[1] === import.meta.filename) {
  if (!findBrowser() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium …');
    try {
      installBrowser();
    } catch (error) {
      console.warn(error instanceof Error ? error.message : error);
    }
  }
  console.log(
    findBrowser() ??
      'SKIPPED: no Chromium. Install it, or say in the variable CHROMIUM where it is.',
  );
}

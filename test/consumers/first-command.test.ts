/** What the README promises first, from packages that a registry serves: `npx @spanwise/cli dev`, the three lines, and a conversation in the browser. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { LLMock } from '@copilotkit/aimock';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findBrowser } from '../page/browser.ts';
import { environment } from './environment.ts';
import { startLocalRegistry, type LocalRegistry } from './local-registry.ts';
import { cannotInstall, executeText, newFolder, SKIPPED } from './project.ts';

const run = promisify(execFile);
const executablePath = findBrowser();
const isSkipped = cannotInstall || executablePath === undefined;
const why = SKIPPED || (executablePath === undefined ? ' (SKIPPED: there is no Chromium)' : '');

describe.skipIf(isSkipped)(`from an empty folder${why}`, () => {
  const provider = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  let registry: LocalRegistry | undefined;
  let viewer: ChildProcess | undefined;

  beforeAll(async () => {
    const { tarballs } = inject('packed')!;
    provider.onMessage(/./, { content: 'It is on its way.' });
    await provider.start();
    registry = await startLocalRegistry(newFolder('registry'), Object.values(tarballs));
  });

  afterAll(async () => {
    // npx starts a shell that starts Node: all of them.
    if (viewer?.pid !== undefined && viewer.exitCode === null) {
      process.kill(-viewer.pid, 'SIGTERM');
      await once(viewer, 'close');
    }
    await registry?.stop();
    await provider.stop();
  });

  it(
    'one command and three lines show a conversation in the browser',
    { timeout: 240_000 },
    async () => {
      const env = { ...environment, npm_config_registry: registry!.url, NO_COLOR: '1' };
      const dev = [
        '@spanwise/cli',
        'dev',
        '--json',
        '--port',
        '0',
        '--http-port',
        '0',
        '--no-grpc',
      ];
      viewer = spawn('npx', ['--yes', ...dev], {
        cwd: newFolder('empty'),
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
        detached: true,
      });
      const [line] = (await once(createInterface({ input: viewer.stdout! }), 'line')) as [string];
      const { url, environment: variables } = JSON.parse(line) as {
        url: string;
        environment: Record<string, string>;
      };

      const project = newFolder('first-app');
      const [install, lines] = readmeLines();
      await run('npm', ['init', '--yes'], { cwd: project, env });
      await run('npm', [...install.split(' ').slice(1), 'openai@7.57.0'], { cwd: project, env });
      await executeText(
        project,
        `${lines}
      import OpenAI from 'openai';
      const client = new OpenAI({ apiKey: 'test', baseURL: '${provider.url}/v1' });
      await client.chat.completions.create({
        model: 'gpt-4o-mini',
        messages: [{ role: 'user', content: 'Where is my order?' }],
      });
      await spanwise.shutdown();`,
        { env: { ...variables, SPANWISE_CAPTURE_CONTENT: 'span' } },
      );

      const browser = await chromium.launch({
        executablePath: executablePath!,
        // In a container there is no sandbox of its own to have.
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      });
      try {
        const page = await browser.newPage();
        await page.goto(url);
        await page.getByText('Where is my order?').first().click();
        await page.getByText('It is on its way.').last().waitFor();
        expect(await page.getByText('gpt-4o-mini').count()).toBeGreaterThan(0);
      } finally {
        await browser.close();
      }
    },
  );
});

/** The command that installs, and the lines of code, as the README has them. */
function readmeLines(): [string, string] {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, section] = /\n## Add it to your app\n(.*?)\n## /s.exec(readme)!;
  const [, install] = /```sh\n(npm i .*)\n```/.exec(section!)!;
  const [, lines] = /```ts\n(.*?)```/s.exec(section!)!;
  return [install!, lines!];
}

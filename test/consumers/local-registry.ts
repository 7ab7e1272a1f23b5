/** A package registry on this machine that has the packed packages as if they were published, and asks the real one for all others. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { installRecipe } from '../../scripts/install-recipe.ts';
import { environment } from './environment.ts';

/** The running registry. */
export interface LocalRegistry {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const run = promisify(execFile);
const VERDACCIO = {
  name: 'verdaccio',
  dependencies: { verdaccio: '6.10.4' },
  // One of its plugins asks for a tag instead of a version, which not every registry has.
  overrides: { 'node-fetch': '2.7.0' },
};
const SERVER = `
const { runServer } = require('verdaccio');
const configuration = JSON.parse(process.argv[1]);
runServer(configuration).then((server) => {
  server.listen(0, '127.0.0.1', () => console.log('port ' + server.address().port));
});`;

/** Starts it in a folder, and publishes the tarballs. `undefined` when it cannot be installed. */
export async function startLocalRegistry(
  folder: string,
  tarballs: readonly string[],
): Promise<LocalRegistry | undefined> {
  const installed = installRecipe(VERDACCIO);
  if (installed === undefined) return undefined;
  const { stdout } = await run('npm', ['config', 'get', 'registry'], { env: environment });
  const storage = join(folder, 'storage');
  rmSync(storage, { recursive: true, force: true });
  mkdirSync(storage, { recursive: true });
  const own = { access: '$all', publish: '$all' };
  const configuration = {
    configPath: join(folder, 'config.yaml'),
    self_path: folder,
    storage,
    uplinks: { real: { url: stdout.trim(), timeout: '60s' } },
    packages: {
      '@spanwise/*': own,
      spanwise: own,
      '**': { access: '$all', proxy: 'real' },
    },
    web: { enable: false },
    log: { type: 'stdout', level: 'error' },
    max_body_size: '50mb',
  };
  const server = spawn(process.execPath, ['-e', SERVER, JSON.stringify(configuration)], {
    cwd: installed,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (server.exitCode !== null) return;
    server.kill();
    await once(server, 'exit');
  };
  try {
    const port = await new Promise<string>((resolve, reject) => {
      createInterface({ input: server.stdout }).on('line', (line) => {
        const [, found] = /^port (\d+)$/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
      server.once('exit', (code) => reject(new Error(`the registry ended with ${code}`)));
    });
    const url = `http://127.0.0.1:${port}/`;
    const configFile = join(folder, 'publish.npmrc');
    // Who publishes has to say who it is, though anybody may.
    writeFileSync(configFile, `//127.0.0.1:${port}/:_authToken=anybody\n`);
    for (const tarball of tarballs) {
      // oxlint-disable-next-line no-await-in-loop -- one at a time: the registry writes files
      await run(
        'npm',
        ['publish', tarball.replace(/^file:/, ''), '--registry', url, '--provenance=false'],
        { env: { ...environment, npm_config_userconfig: configFile } },
      );
    }
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

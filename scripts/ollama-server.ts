/**
 * The real server of Ollama, built from its Go module: three minutes on two cores, once.
 *
 * Needs Go, a C++ compiler, and apt-get for one library of headers, which is unpacked into the user's cache.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildGoModule } from './build-go-module.ts';
import { startServer } from './start-server.ts';
import { tinyModel } from './tiny-model.ts';

/** Its version. */
export const OLLAMA_VERSION = '0.21.0';

const MODULE = 'github.com/ollama/ollama';
const cache = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  `spanwise/ollama-${OLLAMA_VERSION}`,
);
const program = join(cache, 'ollama');

/** Ollama reads templates of Go's, not those of the model. */
const MODEL_FILE = `FROM ./model.gguf
TEMPLATE """{{- if .Tools }}<|im_start|>system
<tools>
{{- range .Tools }}
{{ . }}
{{- end }}
</tools><|im_end|>
{{ end }}
{{- range .Messages }}<|im_start|>{{ .Role }}
{{ .Content }}<|im_end|>
{{ end }}<|im_start|>assistant
"""
PARAMETER stop <|im_end|>
PARAMETER num_ctx 2048
PARAMETER num_thread 1
PARAMETER seed 1
PARAMETER num_predict 64
`;

/** Whether it was built already. */
export function hasOllama(): boolean {
  return existsSync(program);
}

/**
 * Builds it, unless it is there.
 *
 * @param limitMillis For each step.
 * @throws {Error} when it cannot be built in that time.
 */
export function buildOllama(limitMillis: number): void {
  if (hasOllama()) return;
  // A fixed place: the paths of headers are part of what Go keeps of its builds.
  const work = join(cache, 'build');
  mkdirSync(work, { recursive: true });
  cpSync(join(import.meta.dirname, 'ollama'), work, { recursive: true });
  if (!existsSync(join(work, 'include/nlohmann'))) {
    const unpacked = mkdtempSync(join(tmpdir(), 'spanwise-nlohmann-'));
    const run = (command: string, words: readonly string[]): unknown =>
      execFileSync(command, words, { cwd: unpacked, timeout: limitMillis, stdio: 'pipe' });
    run('apt-get', ['-qq', 'download', 'nlohmann-json3-dev']);
    run('dpkg', ['-x', ...globSync('*.deb', { cwd: unpacked }), 'root']);
    cpSync(join(unpacked, 'root/usr/include/nlohmann'), join(work, 'include/nlohmann'), {
      recursive: true,
    });
    rmSync(unpacked, { recursive: true });
  }
  buildGoModule(
    {
      work,
      module: `${MODULE}@v${OLLAMA_VERSION}`,
      linkerFlags: `-s -w -X ${MODULE}/version.Version=${OLLAMA_VERSION}`,
      environment: { CGO_ENABLED: '1', CGO_CPPFLAGS: `-I${join(work, 'include')}` },
      program,
    },
    limitMillis,
  );
}

/** Starts it, with the model `tiny-agent`. */
export async function startOllama(): Promise<{ readonly url: string; stop: () => Promise<void> }> {
  const model = mkdtempSync(join(tmpdir(), 'spanwise-ollama-'));
  const server = await startServer({
    file: program,
    arguments: () => ['serve'],
    environment: (port, folder) => ({
      // It keeps a pair of keys there.
      HOME: folder,
      OLLAMA_HOST: `127.0.0.1:${port}`,
      OLLAMA_MODELS: join(folder, 'models'),
      OLLAMA_NO_CLOUD: '1',
      OLLAMA_NOHISTORY: '1',
    }),
    isReady: async (address) => (await fetch(`http://${address}/api/version`)).ok,
  });
  writeFileSync(join(model, 'model.gguf'), tinyModel());
  writeFileSync(join(model, 'Modelfile'), MODEL_FILE);
  const made = spawnSync(program, ['create', 'tiny-agent', '-f', join(model, 'Modelfile')], {
    env: { ...process.env, HOME: model, OLLAMA_HOST: server.address },
    encoding: 'utf8',
  });
  rmSync(model, { recursive: true });
  if (made.status !== 0) {
    await server.stop();
    throw new Error(`ollama create: ${made.stderr}`);
  }
  return { url: `http://${server.address}`, stop: server.stop };
}

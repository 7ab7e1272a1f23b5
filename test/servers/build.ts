/** Gets the real servers of models; what cannot be had is said, and is no failure. */
import { unpackLlamaServer } from '../../scripts/llama-server.ts';
import { buildOllama } from '../../scripts/ollama-server.ts';

const LIMIT_MILLIS = 12 * 60_000;

for (const [name, make] of [
  ['llama-server', unpackLlamaServer],
  ['ollama', () => buildOllama(LIMIT_MILLIS)],
] as const) {
  try {
    make();
  } catch (error) {
    console.warn(`SKIPPED: ${name}: ${String(error)}`);
  }
}

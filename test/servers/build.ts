/** Gets the real servers that are not installed by pip; what cannot be had is said, and is no failure. */
import { unpackLlamaServer } from '../../scripts/llama-server.ts';
import { buildOllama } from '../../scripts/ollama-server.ts';
import { buildWeaviate } from '../../scripts/weaviate-server.ts';

const LIMIT_MILLIS = 12 * 60_000;

for (const [name, make] of [
  ['llama-server', unpackLlamaServer],
  ['ollama', () => buildOllama(LIMIT_MILLIS)],
  ['weaviate', () => buildWeaviate(LIMIT_MILLIS)],
] as const) {
  try {
    make();
  } catch (error) {
    console.warn(`SKIPPED: ${name}: ${String(error)}`);
  }
}

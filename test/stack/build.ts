/** Builds the real servers of the stack test; what cannot be built is said, and is no failure. */
import { unpackLlamaServer } from '../../scripts/llama-server.ts';
import { buildPrograms } from './binaries.ts';

const LIMIT_MILLIS = 40 * 60_000;

for (const problem of buildPrograms(LIMIT_MILLIS)) console.warn(`SKIPPED: ${problem}`);
try {
  unpackLlamaServer();
} catch (error) {
  console.warn(`SKIPPED: llama-server: ${String(error)}`);
}

/**
 * Records the exchanges of `fixtures/ollama-server.json` of the `ollama` client again. Run by hand, never by CI:
 *
 *     node --conditions=@spanwise/source scripts/record-ollama-fixtures.ts
 */
import { join } from 'node:path';
import { Ollama } from 'ollama';
import { buildOllama, OLLAMA_VERSION, startOllama } from './ollama-server.ts';
import { recordFixtures } from './record-fixtures.ts';

const LIMIT_MILLIS = 40 * 60_000;

buildOllama(LIMIT_MILLIS);
const server = await startOllama();
try {
  await recordFixtures({
    fixture: join(
      import.meta.dirname,
      '../packages/instrumentation/ollama/src/fixtures/ollama-server.json',
    ),
    server: 'ollama',
    version: OLLAMA_VERSION,
    client: async (_, fetch) => new Ollama({ host: server.url, fetch }),
  });
} finally {
  await server.stop();
}

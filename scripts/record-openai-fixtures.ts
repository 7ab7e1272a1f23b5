/**
 * Records the exchanges of `fixtures/llama-server.json` of the `openai` client again. Run by hand, never by CI:
 *
 *     node --conditions=@spanwise/source scripts/record-openai-fixtures.ts
 */
import { join } from 'node:path';
import { OpenAI } from 'openai';
import { recordLlamaFixtures } from './record-fixtures.ts';

await recordLlamaFixtures({
  fixture: join(
    import.meta.dirname,
    '../packages/instrumentation/openai/src/fixtures/llama-server.json',
  ),
  client: (url, fetch) =>
    new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0, fetch }),
  argumentsOf: ({ method }) =>
    method.startsWith('embeddings') ? ['--embeddings', '--pooling', 'mean'] : [],
});

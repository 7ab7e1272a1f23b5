/**
 * Records the exchanges of `fixtures/llama-server.json` of the `@anthropic-ai/sdk` client again. Run by hand,
 * never by CI:
 *
 *     node --conditions=@spanwise/source scripts/record-anthropic-fixtures.ts
 */
import { join } from 'node:path';
import { Anthropic } from '@anthropic-ai/sdk';
import { recordLlamaFixtures } from './record-fixtures.ts';

await recordLlamaFixtures({
  fixture: join(
    import.meta.dirname,
    '../packages/instrumentation/anthropic/src/fixtures/llama-server.json',
  ),
  client: (url, fetch) => new Anthropic({ apiKey: 'none', baseURL: url, maxRetries: 0, fetch }),
});

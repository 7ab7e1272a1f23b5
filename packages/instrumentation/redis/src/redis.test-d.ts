/** The real clients still send what is read: words, by `sendCommand`. */
import type { createClient } from 'redis';
import type { createClient as createClient4 } from 'redis4';
import type { createClient as createClient5 } from 'redis5';
import { expectTypeOf, it } from 'vitest';
import type { Word } from './commands.ts';

it('sends words', () => {
  type Newest = ReturnType<typeof createClient>;
  type Client5 = ReturnType<typeof createClient5>;
  type Client4 = ReturnType<typeof createClient4>;
  expectTypeOf<Parameters<Newest['sendCommand']>[0][number]>().toExtend<Word>();
  expectTypeOf<Parameters<Client5['sendCommand']>[0][number]>().toExtend<Word>();
  expectTypeOf<Parameters<Client4['sendCommand']>[0][number]>().toExtend<Word>();
  expectTypeOf<object>().not.toExtend<Word>();
});

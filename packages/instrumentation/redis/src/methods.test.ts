/** Commands by the methods that a client has for them, alone and several together, are those that are sent. */
import { createRequire } from 'node:module';
import { attach, type Attachment } from '@spanwise/core';
import { recordTelemetry, type Recorded, type WireServer } from '@spanwise/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { redis } from './index.ts';
import { openClient, type OpenClient, type RedisExports } from './open-client.ts';
import { startRedisServer } from './redis-server.ts';

const FOUND = [1, 'doc:1', ['__embedding_score', '0.25', 'text', 'first']];
const QUERY = '@tenant:{acme}=>[KNN 3 @embedding $vector]';
const OPTIONS = { PARAMS: { vector: Buffer.from('bytes') }, DIALECT: 2 };

describe.each(['redis4-oldest', 'redis4', 'redis5', 'redis'])('the methods of %s', (alias) => {
  const exports = createRequire(import.meta.url)(alias) as RedisExports;
  let recorded: Recorded;
  let attachment: Attachment;
  let server: WireServer;
  let client: OpenClient;

  beforeEach(async () => {
    recorded = recordTelemetry();
    attachment = attach({ adapters: [redis], modules: { redis: exports } });
    server = await startRedisServer();
    client = await openClient(exports, server.url);
  });
  afterEach(async () => {
    await client.disconnect();
    await server.stop();
    attachment.disable();
    await recorded.stop();
  });

  const spans = (): object[] =>
    recorded.spans().map(({ name, attributes }) => ({ name, ...attributes }));

  it('search an index', async () => {
    server.answer({ json: FOUND });
    const reply = await client.ft.search('articles', QUERY, OPTIONS);
    expect(reply.documents[0].value.text).toBe('first');
    expect(spans()).toMatchObject([
      {
        name: 'FT.SEARCH articles',
        'db.response.returned_rows': 1,
        'spanwise.vector.search.top_k': 3,
        'spanwise.vector.search.score.best': 0.25,
        'spanwise.vector.filter.keys': ['tenant'],
      },
    ]);
  });

  it('leave alone what compares no vectors', async () => {
    server.answer([{ json: [0] }, { json: 'value' }, { json: ['a', 'b'] }]);
    await client.ft.search('articles', '@text:words');
    await client.get('key');
    await client.multi().get('a').get('b').exec();
    expect(spans()).toEqual([]);
  });

  it('send several together: each write counts, a search alone among others is found', async () => {
    server.answer([{ json: 1 }, { json: 'OK' }, { json: 1 }]);
    const add = (name: string): string[] => ['VADD', 'articles', 'VALUES', '2', '1', '0', name];
    await client
      .multi()
      .addCommand(add('a'))
      .addCommand(['SET', 'k', 'v'])
      .addCommand(add('b'))
      .exec();
    server.answer([{ json: 'OK' }, { json: FOUND }]);
    await client.multi().set('k', 'v').ft.search('articles', QUERY, OPTIONS).exec();
    expect(spans()).toMatchObject([
      {
        name: 'VADD articles',
        'db.operation.batch.size': 2,
        'spanwise.vector.dimension_count': 2,
        'spanwise.vector.write.bytes': 16,
      },
      { name: 'FT.SEARCH articles', 'spanwise.vector.search.score.best': 0.25 },
    ]);
  });
});

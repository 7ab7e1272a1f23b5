/** The real Weaviate tells the metrics by which the boards of servers read it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import weaviate from 'weaviate-client';
import { hasWeaviate, startWeaviate } from '../../../../scripts/weaviate-server.ts';
import { connect } from './open-collection.ts';

const fixture = join(import.meta.dirname, '../../../../dashboards/src/fixtures/weaviate.prom');

/** The names of the series of a text. */
function seriesOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/^[a-z]\w*/gm));
}

it.skipIf(!hasWeaviate())(
  'tells every series that was recorded of it (where Go builds it)',
  async () => {
    const server = await startWeaviate();
    const client = await connect({ default: weaviate }, `${server.url}?grpc=${server.grpcPort}`);
    const response = await fetch(`${server.url}/v1/schema`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ class: 'Articles', vectorizer: 'none' }),
    });
    expect(response.status).toBe(200);
    const articles = client.collections.get('Articles') as unknown as ReturnType<
      Awaited<ReturnType<typeof weaviate.connectToLocal>>['collections']['get']
    >;
    await articles.data.insertMany([{ properties: {}, vectors: [1, 0, 0] }]);
    await articles.query.nearVector([1, 0, 0]);
    const text = await (await fetch(server.metricsUrl)).text();
    const told = seriesOf(text);
    expect([...seriesOf(readFileSync(fixture, 'utf8'))].filter((name) => !told.has(name))).toEqual(
      [],
    );
    await client.close();
    await server.stop();
  },
);

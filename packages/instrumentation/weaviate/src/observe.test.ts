/** A client that was made before, and whom a collection is limited to. */
import { attach, observe, withContext } from '@spanwise/core';
import { recordTelemetry } from '@spanwise/testing';
import { expect, it } from 'vitest';
import * as newest from 'weaviate-client';
import { weaviate } from './index.ts';
import { connect } from './open-collection.ts';
import { startWeaviateServer } from './weaviate-server.ts';

interface Articles {
  readonly query: { readonly nearVector: (vector: readonly number[]) => Promise<unknown> };
  readonly withTenant: (tenant: string) => Articles;
}

it('is seen once it is observed, with all that it makes, and no other is', async () => {
  const server = await startWeaviateServer();
  const recorded = recordTelemetry();
  const [early, other] = await Promise.all([1, 2].map(() => connect(newest as never, server.url)));
  const attachment = attach({ adapters: [weaviate], modules: { weaviate: newest } });
  server.answer({ json: { results: [] } });
  const articlesOf = (client: typeof early): Articles =>
    client!.collections.get('Articles') as unknown as Articles;
  observe(early!);
  await articlesOf(other).query.nearVector([1, 0]);
  expect(recorded.spans()).toEqual([]);
  await withContext({ tenantId: 'acme' }, async () => {
    await articlesOf(early).query.nearVector([1, 0]);
    await articlesOf(early).withTenant('acme').query.nearVector([1, 0]);
  });
  expect(
    recorded.spans().map(({ name, attributes }) => [name, attributes['spanwise.tenant.scoped']]),
  ).toEqual([
    ['nearVector Articles', false],
    ['nearVector Articles', true],
  ]);
  await Promise.all([early!.close(), other!.close()]);
  attachment.disable();
  await recorded.stop();
  await server.stop();
});

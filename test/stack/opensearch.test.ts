/** Lines of Elastic's Common Schema in a real OpenSearch, as an agent writes them there. */
import { ecsFormat } from '@elastic/ecs-pino-format';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { attach, type Attachment } from '@spanwise/core';
import { pino as entry } from '@spanwise/pino';
import { inSpan } from '@spanwise/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOpenSearch, whyNoOpenSearch, type OpenSearch } from './opensearch.ts';

const reason = whyNoOpenSearch();
const skipped = reason === undefined ? '' : ` (skipped: ${reason})`;

/** What Elastic's own template says of texts: longer ones are kept, and not in the index. */
const TEMPLATE = {
  mappings: {
    dynamic_templates: [
      { texts: { match_mapping_type: 'string', mapping: { type: 'keyword', ignore_above: 1024 } } },
    ],
    properties: { '@timestamp': { type: 'date' }, message: { type: 'text' } },
  },
};
const REFUND = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
};

describe.skipIf(reason !== undefined)(`lines in OpenSearch${skipped}`, () => {
  let node: OpenSearch;
  let attachment: Attachment;

  beforeAll(async () => {
    node = await startOpenSearch();
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    attachment = attach({ adapters: [entry], logFields: 'ecs' });
  });
  afterAll(async () => {
    attachment.disable();
    context.disable();
    await node.stop();
  });

  const ask = async (method: string, path: string, body: string | null = null): Promise<any> => {
    const type = path.startsWith('/_bulk') ? 'application/x-ndjson' : 'application/json';
    const headers = { 'content-type': type };
    const response = await fetch(`${node.address}${path}`, { method, headers, body });
    expect(response.status).toBe(200);
    return response.json();
  };

  it('are found by their trace, also with a field that is too long for an index', async () => {
    const lines: string[] = [];
    const logger = pino(ecsFormat(), { write: (line: string) => void lines.push(line) });
    inSpan(() => logger.info({ shop: { order: 1042 } }, 'refunded'), REFUND);
    inSpan(() => logger.error({ err: new TypeError('no') }, 'not sent'), REFUND);
    inSpan(() => logger.info('shipped'), { ...REFUND, traceId: 'f'.repeat(32) });
    inSpan(() => logger.info({ long: 'l'.repeat(100_000) }, 'long'), REFUND);
    logger.info('started');

    await ask('PUT', '/desk', JSON.stringify(TEMPLATE));
    const actions = lines.map((line) => `{"create":{"_index":"desk"}}\n${line}`).join('');
    expect(await ask('POST', '/_bulk?refresh=true', actions)).toMatchObject({ errors: false });

    const query = { term: { 'trace.id': REFUND.traceId } };
    const found = await ask('POST', '/desk/_search', JSON.stringify({ query, sort: '@timestamp' }));
    const sources = found.hits.hits.map((hit: { _source: object }) => hit._source);
    expect(sources.map(({ message }: { message: string }) => message).toSorted()).toEqual([
      'long',
      'not sent',
      'refunded',
    ]);
    const { desk } = await ask('GET', '/desk/_mapping');
    expect(desk.mappings.properties.trace.properties.id.type).toBe('keyword');
    expect(desk.mappings.properties.span.properties.id.type).toBe('keyword');
  });
});

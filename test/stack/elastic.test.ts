/** `collector/elastic`: what is sent to Elasticsearch, and the templates and searches of OpenSearch in a real one. */
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import * as semconv from '@spanwise/semconv';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fieldOf, searches, type Documents } from '../../dashboards/src/elastic/searches.ts';
import { isBuilt, pathOf } from './binaries.ts';
import { startCollector, type Collector } from './collector.ts';
import { startOpenSearch, whyNoOpenSearch, type OpenSearch } from './opensearch.ts';
import { SINGLE_NODE } from './stack.ts';

type Document = Readonly<Record<string, any>>;

const folder = join(SINGLE_NODE, '../elastic');
const LAYERS = ['single-node/collector.yaml', 'single-node/dialects.yaml', 'elastic/content.yaml'];
const TO_ELASTICSEARCH = [...LAYERS, 'elastic/elasticsearch.yaml'];
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const KEY = `sk-${'a'.repeat(40)}`;
const MESSAGES = [{ role: 'user', parts: [{ type: 'text', content: `Is ${KEY} right?` }] }];
const MASKED = MESSAGES[0]!.parts[0]!.content.replace(KEY, '****');

/** A value as OTLP's JSON writes it. */
function anyValue(value: unknown): object {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  if (typeof value === 'object' && value !== null)
    return { kvlistValue: { values: attributesOf(value) } };
  if (typeof value !== 'number') return { stringValue: String(value) };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

function attributesOf(object: object): object[] {
  return Object.entries(object).map(([key, value]) => ({ key, value: anyValue(value) }));
}

/** What one span with these attributes, or one log record, is in OTLP. */
function requestOf(signal: Documents, attributes: object): object {
  const time = `${Date.now()}000000`;
  const item =
    signal === 'traces'
      ? { name: 'chat', startTimeUnixNano: time, endTimeUnixNano: time }
      : { eventName: semconv.EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS, timeUnixNano: time };
  const all = [{ ...item, traceId: TRACE, spanId: SPAN, attributes: attributesOf(attributes) }];
  const resource = { attributes: attributesOf({ 'service.name': 'desk' }) };
  return signal === 'traces'
    ? { resourceSpans: [{ resource, scopeSpans: [{ spans: all }] }] }
    : { resourceLogs: [{ resource, scopeLogs: [{ logRecords: all }] }] };
}

const isMissing = !isBuilt('otelcol-elastic');
const notBuilt = isMissing ? ' (skipped: its Collector is not built)' : '';

describe.skipIf(isMissing)(`a Collector in front of Elasticsearch${notBuilt}`, () => {
  const documents: [index: string, document: Document][] = [];
  const puts: [path: string, body: Document, authorization: string | undefined][] = [];
  const keys = new Set<string | undefined>();
  let address: string;
  let data: string;
  let server: Server;
  let collector: Collector;

  beforeAll(async () => {
    // No Elasticsearch with data streams can be had: this one takes everything, and keeps it to be read.
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        if (request.method === 'PUT') {
          puts.push([request.url!, JSON.parse(body.toString()), request.headers.authorization]);
          response.end('{}');
          return;
        }
        const isZipped = request.headers['content-encoding'] === 'gzip';
        const lines = (isZipped ? gunzipSync(body) : body).toString().split('\n').filter(Boolean);
        const items: object[] = [];
        if (request.url!.startsWith('/_bulk'))
          for (let at = 0; at < lines.length; at += 2) {
            const { create } = JSON.parse(lines[at]!);
            documents.push([create._index, JSON.parse(lines[at + 1]!)]);
            items.push({ create: { _index: create._index, status: 201 } });
          }
        keys.add(request.headers.authorization);
        response.setHeader('x-elastic-product', 'Elasticsearch');
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ errors: false, items }));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    data = mkdtempSync(join(tmpdir(), 'spanwise-elastic-'));
    collector = await startCollector(
      TO_ELASTICSEARCH,
      { ELASTIC_ENDPOINT: address, ELASTIC_API_KEY: 'ours' },
      'otelcol-elastic',
    );
  });
  afterAll(async () => {
    await collector?.stop('SIGKILL');
    server?.close();
    if (data) rmSync(data, { recursive: true, force: true });
  });

  it('is prepared by a script: a lifecycle, and what refers to it, with the header of a file', async () => {
    const header = join(data, 'header');
    writeFileSync(header, 'authorization: ApiKey ours\n');
    await promisify(execFile)(join(folder, 'set-up.sh'), ['elasticsearch', address], {
      env: { ...process.env, STACK_HEADER_FILE: header },
    });
    expect(puts.map(([path]) => path)).toEqual([
      '/_ilm/policy/spanwise',
      ...['traces', 'metrics', 'logs'].map((name) => `/_component_template/${name}-otel@custom`),
    ]);
    expect(puts.map(([, , authorization]) => authorization)).toEqual(puts.map(() => 'ApiKey ours'));
    expect(Object.keys(puts[0]![1]['policy'].phases)).toEqual(['hot', 'delete']);
    expect(puts[1]![1]['template']).toEqual({ settings: { 'index.lifecycle.name': 'spanwise' } });
  });

  const documentOf = (signal: Documents, attributes: object): Promise<Document> =>
    documentAfter(signal, requestOf(signal, attributes));

  const documentAfter = async (
    signal: Documents | 'metrics',
    body: object,
    isIt: (document: Document) => boolean = () => true,
  ): Promise<Document> => {
    const before = documents.length;
    const response = await fetch(`http://127.0.0.1:${collector.httpPort}/v1/${signal}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    const index = `${signal}-generic.otel-default`;
    return vi.waitUntil(
      () =>
        documents.slice(before).find(([name, document]) => name === index && isIt(document))?.[1],
      {
        timeout: 20_000,
        interval: 50,
      },
    );
  };

  it('is configured without a warning', () => {
    const { status, stderr } = spawnSync(
      pathOf('otelcol-elastic'),
      ['validate', ...TO_ELASTICSEARCH.map((file) => `--config=${file}`)],
      {
        cwd: join(SINGLE_NODE, '..'),
        encoding: 'utf8',
        env: { ...process.env, ELASTIC_ENDPOINT: 'http://127.0.0.1:1', ELASTIC_API_KEY: 'ours' },
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('sends a span with its names, numbers as numbers, content as one text without its key', async () => {
    const document = await documentOf('traces', {
      [semconv.ATTR_GEN_AI_REQUEST_MODEL]: 'gpt-4o-mini',
      [semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS]: 191,
      [semconv.ATTR_SPANWISE_COST_AMOUNT]: 0.25,
      [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: MESSAGES,
    });
    expect(document).toMatchObject({
      trace_id: TRACE,
      span_id: SPAN,
      name: 'chat',
      resource: { attributes: { 'service.name': 'desk' } },
      attributes: {
        [semconv.ATTR_GEN_AI_REQUEST_MODEL]: 'gpt-4o-mini',
        [semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS]: 191,
        [semconv.ATTR_SPANWISE_COST_AMOUNT]: 0.25,
      },
    });
    const [message] = JSON.parse(document['attributes'][semconv.ATTR_GEN_AI_INPUT_MESSAGES]);
    expect(message.parts[0].content).toBe(MASKED);
    expect([...keys].map((key) => key?.toLowerCase())).toEqual(['apikey ours']);
  });

  it('sends histograms as an SDK makes them, as what came since the last', async () => {
    const name = semconv.METRIC_GEN_AI_CLIENT_INFERENCE_DURATION;
    const point = {
      attributes: attributesOf({ [semconv.ATTR_GEN_AI_REQUEST_MODEL]: 'gpt-4o-mini' }),
      startTimeUnixNano: `${Date.now()}000000`,
      timeUnixNano: `${Date.now() + 1}000000`,
      count: '3',
      sum: 4.5,
      explicitBounds: [1, 2],
      bucketCounts: ['1', '1', '1'],
    };
    const cumulative = 2;
    const metric = {
      name,
      unit: 's',
      histogram: { aggregationTemporality: cumulative, dataPoints: [point] },
    };
    const document = await documentAfter(
      'metrics',
      { resourceMetrics: [{ scopeMetrics: [{ metrics: [metric] }] }] },
      // What the Collector counts of spans comes, too.
      ({ metrics }) => name in metrics,
    );
    expect(document).toMatchObject({
      attributes: { [semconv.ATTR_GEN_AI_REQUEST_MODEL]: 'gpt-4o-mini' },
      metrics: { [name]: { counts: [1, 1, 1] } },
    });
  });

  it('sends the content of an event as a text that can be searched', async () => {
    const document = await documentOf('logs', { [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: MESSAGES });
    const body = JSON.parse(document['body'].text);
    expect(body[semconv.ATTR_GEN_AI_INPUT_MESSAGES][0].parts[0].content).toBe(MASKED);
    expect(document['attributes']['event.name']).toBe(
      semconv.EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS,
    );
  });
});

const reason = whyNoOpenSearch();
const skipped = reason === undefined ? '' : ` (skipped: ${reason})`;

/** For each search a document that it finds, and one that is nearly so. Written after the exporter's source, 2026-11-30. */
const EXAMPLES: Readonly<Record<string, readonly [found: Document, other: Document]>> = {
  'spanwise-failures': [
    {
      [semconv.ATTR_ERROR_TYPE]: '429',
      [semconv.ATTR_GEN_AI_OPERATION_NAME]: 'chat',
    },
    { [semconv.ATTR_ERROR_TYPE]: '500' },
  ],
  'spanwise-late': [
    { [semconv.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK]: 2.57 },
    { [semconv.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK]: 2.56 },
  ],
  'spanwise-dear': [
    { [semconv.ATTR_SPANWISE_COST_AMOUNT]: 0.1 },
    // Without a template this is the first of its field, and makes it one of whole numbers.
    { [semconv.ATTR_SPANWISE_COST_AMOUNT]: 0 },
  ],
  'spanwise-conversations': [{ [semconv.ATTR_GEN_AI_CONVERSATION_ID]: 'c-17' }, {}],
  'spanwise-empty-searches': [
    {
      [semconv.ATTR_SPANWISE_VECTOR_OPERATION]: 'search',
      [semconv.ATTR_DB_RESPONSE_RETURNED_ROWS]: 0,
    },
    {
      [semconv.ATTR_SPANWISE_VECTOR_OPERATION]: 'search',
      [semconv.ATTR_DB_RESPONSE_RETURNED_ROWS]: 3,
    },
  ],
  'spanwise-judgements': [
    { 'event.name': semconv.EVENT_GEN_AI_EVALUATION_RESULT },
    { 'event.name': semconv.EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS },
  ],
};

/** A document as the exporter `opensearch` writes it. */
function writtenBy(of: Documents, attributes: Document): Document {
  const now = new Date().toISOString();
  const stream = { dataset: 'spanwise', namespace: 'default', type: 'span' };
  const common = { traceId: TRACE, spanId: SPAN, resource: { 'service.name': 'desk' } };
  return of === 'traces'
    ? {
        ...common,
        '@timestamp': '0001-01-01T00:00:00Z',
        startTime: now,
        endTime: now,
        name: 'chat',
        kind: 'Client',
        parentSpanId: '',
        status: { code: 'Unset', message: '' },
        attributes: { ...attributes, data_stream: stream },
      }
    : {
        ...common,
        '@timestamp': now,
        observedTimestamp: now,
        body: 'a body',
        severity: { number: 9 },
        attributes: { ...attributes, data_stream: { ...stream, type: 'record' } },
      };
}

describe.skipIf(reason !== undefined)(`OpenSearch${skipped}`, () => {
  let node: OpenSearch;
  let said: { status: number | null; stdout: string; stderr: string };

  const ask = async (method: string, path: string, body: string | null = null): Promise<any> => {
    const type = path.startsWith('/_bulk') ? 'application/x-ndjson' : 'application/json';
    const response = await fetch(`${node.address}${path}`, {
      method,
      headers: { 'content-type': type },
      body,
    });
    const reply = await response.json();
    expect(reply).not.toHaveProperty('error');
    return reply;
  };
  const indexOf = (of: Documents): string => `ss4o_${of}-spanwise-default`;

  beforeAll(async () => {
    node = await startOpenSearch();
    said = spawnSync(join(folder, 'set-up.sh'), ['opensearch', node.address], { encoding: 'utf8' });
    const actions = searches.flatMap(({ id, of }) =>
      EXAMPLES[id]!.toReversed().flatMap((attributes, index) => [
        { create: { _index: indexOf(of), _id: `${id}-${['other', 'found'][index]}` } },
        writtenBy(of, attributes),
      ]),
    );
    // Content in a span is longer than what an index takes as one word.
    const long = writtenBy('traces', {
      [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: JSON.stringify(['l'.repeat(100_000)]),
    });
    const lines = [...actions, { create: { _index: indexOf('traces'), _id: 'long' } }, long];
    const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    expect(await ask('POST', '/_bulk?refresh=true', body)).toMatchObject({ errors: false });
  });
  afterAll(() => node?.stop());

  it('takes the templates, and the script says that this node deletes nothing', () => {
    expect(said).toMatchObject({
      status: 0,
      stdout: '_index_template/spanwise-traces\n_index_template/spanwise-logs\n',
      stderr: 'this node has no index management: nothing is ever deleted\n',
    });
  });

  it('keeps what is sent in data streams, each attribute in a field of its type', async () => {
    const { data_streams: streams } = await ask('GET', '/_data_stream');
    expect(streams.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      indexOf('logs'),
      indexOf('traces'),
    ]);
    const fields = [
      [semconv.ATTR_GEN_AI_REQUEST_MODEL, 'keyword'],
      [semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS, 'long'],
      [semconv.ATTR_SPANWISE_COST_AMOUNT, 'double'],
    ] as const;
    for (const [attribute, type] of fields) {
      const field = fieldOf(attribute);
      const { fields: found } = await ask(
        'GET',
        `/${indexOf('traces')}/_field_caps?fields=${field}`,
      );
      expect(Object.keys(found[field])).toEqual([type]);
    }
  });

  it.each(['elasticsearch', 'opensearch'] as const)(
    'is imported a search for every question, by the page of %s',
    (page) => {
      const lines = readFileSync(join(folder, page, 'searches.ndjson'), 'utf8')
        .trim()
        .split('\n');
      const ids = lines.map((line) => JSON.parse(line).id as string);
      expect(ids).toEqual(['spanwise-traces', 'spanwise-logs', ...searches.map(({ id }) => id)]);
      expect(Object.keys(EXAMPLES).toSorted()).toEqual(searches.map(({ id }) => id).toSorted());
    },
  );

  it.each(searches.map((search) => [search.title, search] as const))(
    'finds what a search is for, and nothing else: %s',
    async (_title, { id, of, query }) => {
      const { hits } = await ask(
        'POST',
        `/${indexOf(of)}/_search`,
        JSON.stringify({ size: 100, query: { query_string: { query } } }),
      );
      expect(hits.hits.map((hit: { _id: string }) => hit._id)).toEqual([`${id}-found`]);
    },
  );
});

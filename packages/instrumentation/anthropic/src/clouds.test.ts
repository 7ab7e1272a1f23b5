/** The clients for Bedrock and Vertex AI, which load parts of `@anthropic-ai/sdk`: each way in a process of its own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it.each([
  ['import', 'before'],
  ['import', 'after'],
  ['require', 'before'],
  ['require', 'after'],
])('are watched when they are loaded by %s and we attach %s', async (format, order) => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=@spanwise/source',
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'clouds-app.ts'),
    format,
    order,
  ]);
  const { paths, spans, copies, problems, violations } = JSON.parse(stdout) as {
    readonly [name: string]: unknown;
  };
  // The model is in the path, not in what is sent.
  expect(paths).toEqual([
    '/model/eu.anthropic.claude-sonnet-5/invoke',
    '/model/eu.anthropic.claude-sonnet-5/invoke-with-response-stream',
    '/model/eu.anthropic.claude-sonnet-5/invoke-with-response-stream',
    '/model/eu.anthropic.claude-sonnet-5/invoke',
    '/v1/messages',
    '/projects/none/locations/europe-west1/publishers/anthropic/models/eu.anthropic.claude-sonnet-5:rawPredict',
  ]);
  const span = (provider: string): object => ({
    scope: '@spanwise/instrumentation-anthropic',
    name: 'chat eu.anthropic.claude-sonnet-5',
    provider,
    address: '127.0.0.1',
    outputTokens: 4,
    requestId: 'cloud_1',
  });
  expect(spans).toEqual([...Array<object>(5).fill(span('aws.bedrock')), span('gcp.vertex_ai')]);
  expect(copies).toHaveLength(1);
  expect(problems).toEqual([]);
  expect(violations).toEqual([]);
});

/** The transport of `@spanwise/pino` needs no SDK: packed, beside each line of OpenTelemetry. */
import { globSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { receiveGrpc, receiveHttp } from '../sdk/receiver.ts';
import { cannotInstall, executeText, install, own, SKIPPED } from './project.ts';

describe.skipIf(cannotInstall)(`@spanwise/pino${SKIPPED}`, () => {
  describe.each<[string, string, Record<string, string>]>([
    [
      'SDK 3.x',
      'pino-sdk3',
      { '@opentelemetry/api': '1.10.0', '@opentelemetry/sdk-logs': '3.1.0' },
    ],
    [
      'SDK 2.x',
      'pino-sdk2',
      {
        '@opentelemetry/api': '1.9.1',
        '@opentelemetry/api-logs': '0.223.0',
        '@opentelemetry/sdk-logs': '0.223.0',
      },
    ],
  ])('beside %s', (_line, name, sdk) => {
    let project: string;
    beforeAll(async () => {
      project = await install(name, { ...sdk, ...own('@spanwise/pino'), pino: '10.4.0' });
    });

    it.each([
      ['an ES module', 'app.mjs', "import pino from 'pino';"],
      ['CommonJS', 'app.cjs', "const pino = require('pino');"],
    ])('sends from %s over HTTP and gRPC', async (_format, file, load) => {
      const [http, grpc] = await Promise.all([receiveHttp(), receiveGrpc()]);
      try {
        const text = `${load}
const target = (endpoint, protocol) => ({ target: '@spanwise/pino', options: { endpoint, protocol } });
const targets = [target('${http.address}', 'http/protobuf'), target('${grpc.address}', 'grpc')];
const logger = pino({ transport: { targets } });
logger.info({ 'event.name': 'said' }, 'hello');
`;
        const { stderr } = await executeText(project, text, { file });
        expect(stderr).toBe('');
        expect([http.namesOf('logs'), grpc.namesOf('logs')]).toEqual([['said'], ['said']]);
      } finally {
        await Promise.all([http.stop(), grpc.stop()]);
      }
    });

    it('brings neither an SDK nor a second API', () => {
      const installed = globSync('node_modules/**/@opentelemetry/*/package.json', {
        cwd: project,
      }).map((file) => file.split('/').at(-2)!);
      expect(installed.filter((part) => part === 'api')).toHaveLength(1);
      expect(installed.filter((part) => part.includes('otlp'))).toEqual([]);
    });
  });
});

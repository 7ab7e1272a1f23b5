/**
 * An application that uses the client in every way, right and wrong, and prints all that it can tell of it. Run by
 * `untouched.test.ts`, alone and watched.
 */
import {
  printSituations,
  startWireServer,
  type Mode,
  type Situation,
  type WireReply,
} from '@spanwise/testing/situations';
import { redis } from './index.ts';
import { openClient, type OpenClient, type RedisExports } from './open-client.ts';
import { startRedisServer } from './redis-server.ts';

const [, , alias = '', mode] = process.argv;
const exports = (await import(alias)) as RedisExports;
const store = await startRedisServer();
// What is asked by HTTP between the situations.
const quiet = await startWireServer();

const found: WireReply = { json: [1, 'doc:1', ['score', '0.25', 'text', 'first']] };
const refused: WireReply = { status: 400, text: 'ERR wrong' };
const query = '*=>[KNN 3 @embedding $vector AS score]';
const PARAMS = { vector: Buffer.from('bytes') };
const words = ['FT.SEARCH', 'articles', query, 'PARAMS', '2', 'vector', 'bytes'];
let client: OpenClient;
const send = (...command: unknown[]): unknown => client.sendCommand(command);

const situations: readonly Situation[] = [
  ['a search', found, () => send(...words)],
  [
    'a search by its method',
    found,
    () => client.ft.search('articles', query, { PARAMS, DIALECT: 2 }),
  ],
  ['a search that finds nothing', { json: [0] }, () => send(...words)],
  ['a search that is refused', refused, () => send(...words)],
  [
    'one that is refused, by its method',
    refused,
    () => client.ft.search('articles', query, { PARAMS }),
  ],
  ['a search that is refused, and nobody looks', refused, () => void send(...words)],
  ['a reply of another shape', { json: 'text' }, () => send(...words)],
  ['a reply of null', { json: null }, () => send('VSIM', 'articles', 'ELE', 'a')],
  [
    'elements and their scores',
    { json: ['a', '1', 'b', '0.5'] },
    () => send('VSIM', 'articles', 'ELE', 'a', 'WITHSCORES'),
  ],
  [
    'an element that is added',
    { json: 1 },
    () => send('VADD', 'articles', 'FP32', Buffer.alloc(8), 'a'),
  ],
  ['an element that is removed', { json: 0 }, () => send('VREM', 'articles', 'a')],
  ['a command that is none', found, () => client.sendCommand([])],
  ['a search of nothing', refused, () => send('FT.SEARCH')],
  ['a command that is not watched', { json: 'v' }, () => client.get('k')],
  [
    'a transaction',
    [{ json: 1 }, found],
    () =>
      client.multi().addCommand(['VADD', 's', 'VALUES', '1', '1', 'a']).addCommand(words).exec(),
  ],
  [
    'a transaction of which a part is refused',
    [refused, found],
    () => client.multi().addCommand(words).addCommand(words).exec(),
  ],
  [
    'several at once',
    [found, { json: 1 }],
    () => client.multi().addCommand(words).addCommand(['VREM', 's', 'a']).exec(true),
  ],
  ['two searches at once', found, () => Promise.all([send(...words), send(...words)])],
  [
    'a copy',
    found,
    async () => {
      const copy = client.duplicate();
      copy.on('error', () => {});
      await copy.connect();
      const reply: unknown = await copy.sendCommand(words);
      await copy.disconnect();
      return reply;
    },
  ],
  [
    'the members of a client',
    found,
    () => [
      client.sendCommand.name,
      client.sendCommand.length,
      client.multi.name,
      client.constructor.name,
    ],
  ],
  [
    'a client that is closed',
    found,
    async () => {
      await client.disconnect();
      return send(...words);
    },
  ],
];
await printSituations({
  mode: mode as Mode,
  adapter: redis,
  exports,
  server: { ...quiet, ...store, url: quiet.url },
  // A client of version 4 is watched when it was made afterwards.
  situations: situations.map(([name, replies, use]) => [
    name,
    replies,
    async () => {
      client ??= await openClient(exports, store.url);
      return use();
    },
  ]),
});
await quiet.stop();

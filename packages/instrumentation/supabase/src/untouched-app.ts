/**
 * An application that uses the client in every way, right and wrong, and prints all that it can tell of it. Run by
 * `untouched.test.ts`, alone and watched.
 */
import {
  printSituations,
  startWireServer,
  tell,
  type Mode,
  type Situation,
  type WireReply,
} from '@spanwise/testing/situations';
import { supabase } from './index.ts';
import { installedAs, type Loose } from './open-client.ts';

const [, , alias = '', mode] = process.argv;
const { exports, open } = installedAs(alias);
const server = await startWireServer();
const client: Loose = open(server.url);

const found: WireReply = { json: [{ id: 1, content: 'a', similarity: 0.9 }] };
const refused: WireReply = { status: 400, json: { code: '22000', message: 'wrong' } };
const rpc = (more: object = {}, ...options: object[]): Loose =>
  client.rpc('match_documents', { query_embedding: [1, 0], match_count: 2, ...more }, ...options);

/** Not its details, which have a stack in them. */
const messageOf = ({ error }: Loose): unknown => [error.message, Object.keys(error as object)];

const situations: readonly Situation[] = [
  ['a search', found, () => rpc()],
  ['a search that nobody waits for', found, () => void rpc()],
  [
    'a search, waited for twice',
    found,
    async () => {
      const query = rpc();
      return [tell(await query), tell(await query)];
    },
  ],
  ['a search by then', found, () => rpc().then((answer: Loose) => answer.data)],
  ['a search by then of nothing', found, () => rpc().then(null, null)],
  [
    'a search by then, which throws',
    found,
    () =>
      rpc().then(() => {
        throw new Error('own');
      }),
  ],
  [
    'a search that throws, and nobody looks',
    refused,
    () => void rpc().throwOnError().then(null, null),
  ],
  ['a search that is built', found, () => rpc().select('id').eq('a', 'b').order('id').limit(1)],
  [
    'what is built',
    found,
    () => {
      const query = rpc();
      return [
        query.limit(1) === query,
        query.constructor.name,
        Object.keys(query as object),
        query.then.name,
        query.then.length,
      ];
    },
  ],
  ['one row', { json: { id: 1 } }, () => rpc().single()],
  ['one row or none', { json: [] }, () => rpc().maybeSingle()],
  ['a table', { text: 'id\n1\n' }, () => rpc().csv()],
  ['by get', found, () => rpc({}, { get: true })],
  ['with a count', found, () => rpc({}, { count: 'exact' })],
  ['a search that is refused', refused, () => rpc()],
  ['a search that is refused, and throws', refused, () => rpc().throwOnError()],
  ['a reply that cannot be read', { text: '{' }, async () => messageOf(await rpc())],
  ['a reply of null', { json: null }, () => rpc()],
  ['a reply of other things', { json: [null, 7] }, () => rpc()],
  [
    'a signal that is aborted',
    found,
    async () => (await rpc().abortSignal(AbortSignal.abort())).error?.message,
  ],
  [
    'what cannot be sent',
    found,
    () => {
      const circular: Record<string, unknown> = {};
      circular['own'] = circular;
      return rpc({ circular }).then(messageOf);
    },
  ],
  ['nothing that is given', found, () => client.rpc('hello')],
  ['null that is given', found, () => client.rpc('hello', null)],
  [
    'text that throws',
    found,
    () =>
      rpc({
        get query_text() {
          return 'a';
        },
      }),
  ],
];

await printSituations({ mode: mode as Mode, adapter: supabase, exports, server, situations });

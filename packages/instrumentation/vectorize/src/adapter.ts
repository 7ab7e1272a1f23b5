/** Instruments the bindings of Cloudflare Vectorize: their methods, and how their arguments and replies read as ours. */
import {
  defineAdapter,
  listOf,
  observedName,
  operation,
  type Adapter,
  type FailureFacts,
  type Operation,
  type Target,
} from '@spanwise/core/adapter';
import { createStoreCall, retrievedDocument } from '@spanwise/store';
import { readQuery, readSelection, readWrite, type BindingCall } from './calls.ts';
import { vectorizeHeader } from './header.ts';
import type { Matches, Mutation, Written } from './vectorize.ts';

/** The classes of bindings are no module's: `Vectorize` is what a stand-in for one is called. */
const target = (path: string): Target => ({ kind: 'method', path, export: 'Vectorize' });

const on = <Argument, Reply>(
  path: string,
  definition: Pick<
    Operation<BindingCall<Argument>, Reply>,
    'name' | 'request' | 'response' | 'output'
  >,
): Operation<never, never, never> =>
  operation<BindingCall<Argument>, Reply>({
    ...definition,
    method: target(path),
    body: ([argument, options], receiver) => ({
      name: observedName(receiver),
      argument: argument as Argument,
      options: options ?? {},
    }),
  });

const search = (path: string): Operation<never, never, never> =>
  on<unknown, Matches>(path, {
    name: 'search',
    request: (call) => ({ store: readQuery(call) }),
    response: ({ matches }) => ({ store: { scores: [listOf(matches).map(({ score }) => score)] } }),
    output: ({ matches }) => ({
      documents: listOf(matches).map(({ id, score, metadata }) =>
        retrievedDocument(id, score, metadata),
      ),
    }),
  });

const write = (path: string): Operation<never, never, never> =>
  on<readonly Written[], Mutation>(path, {
    name: 'write',
    request: (call) => ({ store: readWrite(call) }),
    response: ({ count }) => ({ store: { acceptedCount: count } }),
  });

/** A failure has the service's code in its message alone: `VECTOR_QUERY_ERROR (code = 40006): …`. */
function failure(error: unknown): FailureFacts | undefined {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  if (typeof message !== 'string') return undefined;
  const [, word, code] = /^(VECTOR_\w+_ERROR)(?: \(code = (\d+)\))?:/.exec(message) ?? [];
  return word === undefined ? undefined : { type: code ?? word, statusCode: code, message };
}

/** Instruments the bindings of Cloudflare Vectorize. */
export const vectorize: Adapter = defineAdapter({
  provider: 'cloudflare.vectorize',
  module: vectorizeHeader.module,
  store: createStoreCall,
  failure,
  isClient: (instance) => 'queryById' in instance && 'deleteByIds' in instance,
  operations: [
    search('query'),
    search('queryById'),
    write('insert'),
    write('upsert'),
    on<readonly string[], Mutation>('deleteByIds', {
      name: 'delete',
      request: (call) => ({ store: readSelection(call) }),
      response: ({ count }) => ({ store: { acceptedCount: count } }),
    }),
    on<readonly string[], readonly unknown[]>('getByIds', {
      name: 'read',
      request: (call) => ({ store: readSelection(call) }),
      response: (vectors) => ({ store: { returnedRows: vectors.length } }),
    }),
  ],
});

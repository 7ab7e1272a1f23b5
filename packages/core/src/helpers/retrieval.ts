/** A search for documents that an answer is made from: `retrieval`. */
import { requireName } from './options.ts';
import type { AnyFunction } from './any-function.ts';
import { countChunks, watchFunction } from './watched-function.ts';

/** What is known of a retrieval. */
export interface RetrievalOptions {
  /** What is searched, as the application names it, such as a collection. */
  readonly dataSource: string;
  /** How many documents are asked for. Default: not recorded. */
  readonly topK?: number | undefined;
}

/**
 * Wraps a retrieval: each call is a span `retrieval {dataSource}`. The query (a first argument that is a
 * text) and the documents (a result that is a list) are recorded only when content is captured.
 *
 * @returns a function with the type of `fn`.
 * @throws {ConfigError} when there is no data source.
 */
export function retrieval<F extends AnyFunction>(options: RetrievalOptions, fn: F): F {
  const { dataSource, topK } = requireName('retrieval', options, fn, 'dataSource');
  const operation = {
    name: 'retrieval' as const,
    method: dataSource,
    request: () => ({}),
    input: (callArguments: readonly unknown[]) => {
      const [query] = callArguments;
      return { query: typeof query === 'string' ? query : undefined };
    },
    response: (documents: unknown) => ({
      retrievedDocumentCount: Array.isArray(documents) ? documents.length : undefined,
    }),
    output: (documents: unknown) => ({
      documents: Array.isArray(documents) ? (documents as unknown[]).map(asDocument) : undefined,
    }),
    stream: countChunks,
  };
  return watchFunction(fn, () => ({
    operation,
    facts: { dataSourceId: dataSource, retrievalTopK: topK },
  }));
}

/** The conventions ask for objects; a document that is only a text stands in one. */
function asDocument(document: unknown): object {
  return typeof document === 'object' && document !== null && !Array.isArray(document)
    ? document
    : { content: document };
}

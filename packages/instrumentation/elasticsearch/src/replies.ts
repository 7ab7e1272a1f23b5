/** How a reply reads: what was found, what became of each record, and what went wrong. */
import { listOf, type FailureFacts, type ResponseFacts } from '@spanwise/core/adapter';
import { retrievedDocument } from '@spanwise/store';
import type {
  BulkItem,
  BulkReply,
  DeleteReply,
  Hit,
  MultiSearchReply,
  RawReply,
  SearchReply,
  ServerError,
} from './elasticsearch.ts';
import { isVector } from './writes.ts';

/** What is in a reply, be it the raw one or not. */
function contentOf<Reply extends object>(reply: Reply | RawReply<Reply>): Partial<Reply> {
  return (('statusCode' in reply && reply.body) || reply) as Partial<Reply>;
}

/** The searches of a reply that were answered, and those that were not. */
function searchesIn(
  reply: SearchReply | MultiSearchReply | RawReply<SearchReply | MultiSearchReply>,
): readonly SearchReply[] {
  const content = contentOf(reply) as SearchReply & MultiSearchReply;
  return content.responses ? listOf(content.responses) : [content];
}

const hitsOf = ({ hits }: SearchReply): readonly Hit[] => listOf(hits?.hits);

/** Reads what one or several searches found. One that no shard, or not each, could answer is a failure. */
export function readFound(reply: Parameters<typeof searchesIn>[0]): ResponseFacts {
  const searches = searchesIn(reply);
  const [failure] = searches.flatMap(({ error, status, _shards: shards }) => {
    const wrong = error ?? shards?.failures?.[0]?.reason;
    return wrong == null ? [] : [failureOf(wrong, status ?? undefined)];
  });
  return {
    failure,
    store: {
      scores: searches
        .filter(({ error }) => error == null)
        .map((search) => hitsOf(search).map(({ _score: score }) => scoreOf(score))),
    },
  };
}

function scoreOf(score: Hit['_score']): number | undefined {
  return typeof score === 'number' ? score : undefined;
}

/** The documents that were found, without their vectors. Content. */
export function documentsOf(reply: Parameters<typeof searchesIn>[0]): object[] {
  return searchesIn(reply)
    .flatMap((search) => hitsOf(search))
    .map(({ _id: id, _score: score, _source: source, fields }) =>
      retrievedDocument(id, score, withoutVectors(source ?? fields)),
    );
}

function withoutVectors(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(
    Object.entries(content).filter(([name, value]) => !isVector(name, value)),
  );
}

/** Reads what became of each record. Where none was accepted the call failed, though it was answered. */
export function readBulkReply(reply: BulkReply | RawReply<BulkReply>): ResponseFacts {
  const items = listOf(contentOf(reply).items).map(
    (item): BulkItem => Object.values(item)[0] ?? {},
  );
  const failed = items.filter(({ error }) => error != null);
  const [first] = failed;
  return {
    failure:
      first && failed.length === items.length ? failureOf(first.error!, first.status) : undefined,
    store: { acceptedCount: items.length - failed.length, failedCount: failed.length },
  };
}

/** Reads how many records were deleted. */
export function readDeleteReply(reply: DeleteReply | RawReply<DeleteReply>): ResponseFacts {
  const { deleted, failures } = contentOf(reply);
  return { store: { acceptedCount: deleted, failedCount: failures?.length } };
}

function failureOf(error: ServerError | string, statusCode?: number): FailureFacts {
  const { type, reason } = (typeof error === 'string' ? { type: error } : rootOf(error)) as {
    readonly type?: string;
    readonly reason?: string | null;
  };
  return { type: type ?? 'error', message: reason ?? undefined, statusCode };
}

/** An error of a search is told by the first of the shards' own. */
function rootOf(error: ServerError): ServerError {
  return error.root_cause?.[0] ?? error;
}

/** Reads what a client threw: the server's own word for it, else none. */
export function readFailure(error: unknown): FailureFacts | undefined {
  const { meta, message } = (error ?? {}) as {
    readonly meta?: { readonly body?: unknown; readonly statusCode?: number | null } | null;
    readonly message?: string;
  };
  const { error: body } = (meta?.body ?? {}) as { readonly error?: ServerError | string | null };
  if (body == null || typeof body !== 'object') return undefined;
  const { type } = rootOf(body);
  return type === undefined
    ? undefined
    : { type, message, statusCode: meta?.statusCode ?? undefined };
}

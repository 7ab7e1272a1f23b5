/** What the page reads from the server, as hooks. Each key begins with the name of its route, by which live updates reach it. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type {
  Comparison,
  Conversation,
  ConversationSummary,
  FilterValue,
  Group,
  GroupsQuery,
  Info,
  LibraryFindings,
  ListQuery,
  LogRecord,
  LogsQuery,
  Metric,
  MetricQuery,
  MetricSummary,
  NameDescriptions,
  Page,
  Span,
  Trace,
  TraceSummary,
} from '../../../src/api.ts';
import { formatCount } from '../parts/format.ts';
import { apiUrl, getJson, type QueryValues } from './api-client.ts';

/** A list that is read part by part. */
export interface LongList<Item> {
  readonly items: readonly Item[];
  /** How many match, in words; empty while it is read. */
  readonly total: string;
  readonly isLoading: boolean;
  readonly error: Error | null;
  /** Reads the next part. Does nothing at the end and while one is under way. */
  readonly loadMore: () => void;
}

/** Conversations that match. */
export function useConversations(
  query: ListQuery,
  isEnabled = true,
): LongList<ConversationSummary> {
  return useLongList('conversations', query, isEnabled);
}

/** Traces that match. */
export function useTraces(query: ListQuery, isEnabled = true): LongList<TraceSummary> {
  return useLongList('traces', query, isEnabled);
}

/** Log records that match, newest first. */
export function useLogs(query: LogsQuery): LongList<LogRecord> {
  return useLongList('logs', query, true);
}

/** One conversation. */
export function useConversation(key: string | undefined): UseQueryResult<Conversation> {
  return useQuery({
    queryKey: ['conversation', key],
    queryFn: ({ signal }) => getJson<Conversation>(apiUrl('conversation', { key: key! }), signal),
    enabled: key !== undefined,
  });
}

/** One trace. */
export function useTrace(traceId: string): UseQueryResult<Trace> {
  return useQuery({
    queryKey: ['trace', traceId],
    queryFn: ({ signal }) => getJson<Trace>(apiUrl('trace', { traceId }), signal),
  });
}

/** One span with nothing cut. Not read before `isEnabled`. */
export function useWholeSpan(
  traceId: string,
  spanId: string,
  isEnabled: boolean,
): UseQueryResult<Span> {
  return useQuery({
    queryKey: ['span', traceId, spanId],
    queryFn: ({ signal }) => getJson<Span>(apiUrl('span', { traceId, spanId }), signal),
    enabled: isEnabled,
  });
}

/** Traces by one of their values. */
export function useGroups(query: GroupsQuery | undefined): UseQueryResult<readonly Group[]> {
  return useQuery({
    queryKey: ['groups', query],
    queryFn: ({ signal }) => getJson<readonly Group[]>(apiUrl('groups', {}, { ...query }), signal),
    enabled: query !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** Values that a filter could have. */
export function useFilterValues(
  key: string | undefined,
  prefix: string,
): UseQueryResult<readonly FilterValue[]> {
  return useQuery({
    queryKey: ['values', key, prefix],
    queryFn: ({ signal }) =>
      getJson<readonly FilterValue[]>(apiUrl('values', {}, { key, prefix }), signal),
    enabled: key !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** Two things side by side. */
export function useComparison(
  left: string | undefined,
  right: string | undefined,
): UseQueryResult<Comparison> {
  return useQuery({
    queryKey: ['compare', left, right],
    queryFn: ({ signal }) => getJson<Comparison>(apiUrl('compare', {}, { left, right }), signal),
    enabled: Boolean(left && right),
  });
}

/** The metrics that are stored. */
export function useMetrics(): UseQueryResult<readonly MetricSummary[]> {
  return useQuery({
    queryKey: ['metrics'],
    queryFn: ({ signal }) => getJson<readonly MetricSummary[]>(apiUrl('metrics'), signal),
  });
}

/** One metric over time. */
export function useMetric(name: string, query: MetricQuery): UseQueryResult<Metric> {
  return useQuery({
    queryKey: ['metric', name, query],
    queryFn: ({ signal }) => getJson<Metric>(apiUrl('metric', { name }, { ...query }), signal),
    placeholderData: keepPreviousData,
  });
}

/** What is missing or outdated, by library; of one trace or of all that is stored. */
export function useFindings(traceId?: string): UseQueryResult<readonly LibraryFindings[]> {
  return useQuery({
    queryKey: ['findings', traceId],
    queryFn: ({ signal }) =>
      getJson<readonly LibraryFindings[]>(apiUrl('findings', {}, { traceId }), signal),
  });
}

/** Reads the viewer itself: also the question whether the page is signed in. */
export function readInfo({ signal }: { readonly signal: AbortSignal }): Promise<Info> {
  return getJson<Info>(apiUrl('info'), signal);
}

/** The viewer, and where to send telemetry. */
export function useInfo(): UseQueryResult<Info> {
  return useQuery({ queryKey: ['info'], queryFn: readInfo });
}

/** What the conventions say of names. Empty until it is read. */
export function useNames(): NameDescriptions {
  const { data } = useQuery({
    queryKey: ['names'],
    queryFn: ({ signal }) => getJson<NameDescriptions>(apiUrl('names'), signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? {};
}

function useLongList<Item>(
  route: 'conversations' | 'traces' | 'logs',
  query: object,
  isEnabled: boolean,
): LongList<Item> {
  const result: UseInfiniteQueryResult<{ pages: Page<Item>[] }> = useInfiniteQuery({
    queryKey: [route, query],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<Item>>(
        apiUrl(route, {}, { ...(query as QueryValues), cursor: pageParam }),
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled: isEnabled,
  });
  const { data, isPending, error, hasNextPage, isFetching, fetchNextPage } = result;
  return {
    items: data?.pages.flatMap((page) => page.items) ?? [],
    total: data === undefined ? '' : totalWords(data.pages[0]?.total),
    isLoading: isPending && isEnabled,
    error,
    loadMore: () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    },
  };
}

/** The server stops counting at 10,000. */
function totalWords(total: number | undefined): string {
  return total === undefined ? 'over 10,000' : formatCount(total);
}

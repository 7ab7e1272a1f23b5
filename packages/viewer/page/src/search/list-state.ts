/** What a list shows, kept in the address so that it can be linked to. */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { GroupsQuery, ListQuery } from '../../../src/api.ts';
import { addFilter } from './complete-query.ts';

/** How traces can be ordered, with a word for each. */
export const SORTS: readonly { value: NonNullable<ListQuery['sort']>; label: string }[] = [
  { value: 'newest', label: 'Newest' },
  { value: 'oldest', label: 'Oldest' },
  { value: 'errors', label: 'Errors first' },
  { value: 'slowest', label: 'Slowest' },
  { value: 'expensive', label: 'Most expensive' },
  { value: 'tokens', label: 'Most tokens' },
];

/** By what traces can be grouped, with a word for each. */
export const GROUPINGS: readonly { value: GroupsQuery['by']; label: string }[] = [
  { value: 'conversation', label: 'Conversation' },
  { value: 'user', label: 'User' },
  { value: 'tenant', label: 'Tenant' },
  { value: 'agent', label: 'Agent' },
  { value: 'model', label: 'Model' },
  { value: 'provider', label: 'Provider' },
  { value: 'service', label: 'Service' },
  { value: 'tool', label: 'Tool' },
];

/** The state of a list. */
export interface ListState {
  readonly query: string;
  readonly sort: NonNullable<ListQuery['sort']>;
  /** Absent: not grouped. */
  readonly group?: GroupsQuery['by'] | undefined;
  readonly setQuery: (query: string) => void;
  readonly setSort: (sort: string) => void;
  /** Empty: not grouped. */
  readonly setGroup: (group: string) => void;
  /** Shows what is in one group: its filter, ungrouped. */
  readonly openGroup: (filter: string) => void;
}

/** Reads and changes the address. */
export function useListState(): ListState {
  const [values, setValues] = useSearchParams();
  const change = useCallback(
    (changes: Readonly<Record<string, string>>, replace: boolean) => {
      setValues(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === '') after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace },
      );
    },
    [setValues],
  );
  const query = values.get('query') ?? '';
  const sort = SORTS.find(({ value }) => value === values.get('sort'))?.value ?? 'newest';
  const group = GROUPINGS.find(({ value }) => value === values.get('group'))?.value;
  return useMemo(
    () => ({
      query,
      sort,
      group,
      setQuery: (next) => change({ query: next }, true),
      setSort: (next) => change({ sort: next === 'newest' ? '' : next }, true),
      setGroup: (next) => change({ group: next }, false),
      openGroup: (filter) => change({ query: addFilter(query, filter), group: '' }, false),
    }),
    [query, sort, group, change],
  );
}

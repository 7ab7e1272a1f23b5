/** Traces by one of their values: how many, how slow, how expensive. */
import type { ReactNode } from 'react';
import { useGroups } from '../api/queries.ts';
import { Money, Tokens } from '../parts/figures.tsx';
import { formatCount, formatDuration, formatMoment } from '../parts/format.ts';
import { Failed, Nothing, Waiting } from '../parts/problem.tsx';
import { Tag } from '../parts/tag.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { makeVisible } from '../parts/visible-text.ts';
import { GROUPINGS, type ListState } from './list-state.ts';
import styles from './group-list.module.css';

/** Shows the groups. Choosing one shows what is in it. */
export function GroupList({ state }: { readonly state: ListState }): ReactNode {
  const { data: groups, error } = useGroups(
    state.group && { by: state.group, query: state.query || undefined },
  );
  if (error) return <Failed error={error} />;
  if (!groups) return <Waiting />;
  if (groups.length === 0) return <Nothing title="Nothing matches" />;
  const name = GROUPINGS.find(({ value }) => value === state.group)?.label.toLowerCase();
  return (
    <VirtualList
      items={groups}
      keyOf={({ value }) => value}
      estimate={76}
      label={`Groups by ${name}`}
      className={styles.list}
    >
      {(group) => (
        <button
          type="button"
          className={styles.group}
          disabled={group.filter === undefined}
          onClick={() => group.filter !== undefined && state.openGroup(group.filter)}
        >
          <span className={styles.head}>
            <b>{group.value === '' ? `no ${name}` : makeVisible(group.value)}</b>
            <span>{formatMoment(group.lastAt)}</span>
          </span>
          <span className={styles.facts}>
            <span>
              {formatCount(group.traceCount)} {group.traceCount === 1 ? 'trace' : 'traces'}
            </span>
            <span>median {formatDuration(group.medianMillis)}</span>
            <span>p95 {formatDuration(group.p95Millis)}</span>
            <Tokens usage={group.usage} />
            <Money cost={group.cost} />
            {group.errorCount > 0 ? (
              <Tag tone="bad">{formatCount(group.errorCount)} failed</Tag>
            ) : null}
          </span>
        </button>
      )}
    </VirtualList>
  );
}

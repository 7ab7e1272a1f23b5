/** Above a list: its search, its order, its grouping, and how many there are. */
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLive } from '../api/live.tsx';
import { formatCount } from '../parts/format.ts';
import { GROUPINGS, SORTS, type ListState } from './list-state.ts';
import { SearchBox } from './search-box.tsx';
import styles from './list-controls.module.css';

/** Shows the controls. */
export function ListControls({
  state,
  title,
  count,
}: {
  readonly state: ListState;
  readonly title: string;
  /** How many match, in words; empty while it is unknown. */
  readonly count: string;
}): ReactNode {
  const { isPaused, waitingCount, setPaused } = useLive();
  return (
    <header className={styles.controls}>
      <div className={styles.title}>
        <h1>{title}</h1>
        <span aria-live="polite">{count}</span>
        {isPaused && waitingCount > 0 ? (
          <button type="button" className={styles.waiting} onClick={() => setPaused(false)}>
            {waitingCount === 1 ? '1 new' : `${formatCount(waitingCount)} new`}: show
          </button>
        ) : null}
      </div>
      <div className={styles.row}>
        <SearchBox query={state.query} onChange={state.setQuery} />
      </div>
      <div className={styles.row}>
        <NativeSelect
          aria-label="Order"
          size="xs"
          value={state.sort}
          data={[...SORTS]}
          disabled={state.group !== undefined}
          onChange={(event) => state.setSort(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="Group by"
          size="xs"
          value={state.group ?? ''}
          data={[
            { value: '', label: 'Not grouped' },
            ...GROUPINGS.map(({ value, label }) => ({ value, label: `By ${label.toLowerCase()}` })),
          ]}
          onChange={(event) => state.setGroup(event.currentTarget.value)}
        />
      </div>
    </header>
  );
}

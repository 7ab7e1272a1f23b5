/** Where the time of a trace went. */
import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Trace } from '../../../src/api.ts';
import { CATEGORY_NAMES, categoryColor } from '../parts/category.ts';
import { formatDuration, formatShare } from '../parts/format.ts';
import styles from './time-shares.module.css';

/** Shows the shares as a bar. Nothing for a trace without time. */
export function TimeShares({ time }: { readonly time: Trace['time'] }): ReactNode {
  const whole = time.reduce((sum, { millis }) => sum + millis, 0);
  const shares = time.filter(({ millis }) => millis > 0);
  if (whole <= 0) return null;
  return (
    <div className={styles.shares} role="group" aria-label="Where the time went">
      <div className={styles.bar}>
        {shares.map(({ category, millis, spanCount }) => (
          <Tooltip
            key={category}
            label={`${CATEGORY_NAMES[category]}: ${formatDuration(millis)} in ${spanCount} ${spanCount === 1 ? 'span' : 'spans'}, without their children`}
          >
            <div style={{ flexGrow: millis / whole, background: categoryColor(category) }} />
          </Tooltip>
        ))}
      </div>
      <ul className={styles.legend}>
        {shares.slice(0, 5).map(({ category, millis }) => (
          <li key={category}>
            <span style={{ background: categoryColor(category) }} />
            {CATEGORY_NAMES[category]} <b>{formatShare(millis / whole)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

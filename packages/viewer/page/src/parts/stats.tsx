/** A row of figures with their names. */
import type { ReactNode } from 'react';
import styles from './stats.module.css';

/** One figure. */
export interface Stat {
  readonly name: string;
  readonly value: ReactNode;
  /** Small print below. */
  readonly detail?: ReactNode;
  readonly isBad?: boolean | undefined;
}

/** Shows the figures; those without a value are left out. */
export function Stats({ stats }: { readonly stats: readonly (Stat | undefined)[] }): ReactNode {
  return (
    <dl className={styles.stats}>
      {stats.map((stat) =>
        stat === undefined || stat.value === undefined || stat.value === null ? null : (
          <div key={stat.name} className={styles.stat} data-bad={stat.isBad || undefined}>
            <dt>{stat.name}</dt>
            <dd>
              {stat.value}
              {stat.detail ? <span className={styles.detail}>{stat.detail}</span> : null}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

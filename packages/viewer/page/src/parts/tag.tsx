/** A short fact in a row of others. */
import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './tag.module.css';

/** How much a fact matters. */
export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

/** Shows the fact. */
export function Tag({
  children,
  icon,
  tone = 'plain',
  hint,
}: {
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly tone?: Tone;
  /** Said when pointed at. */
  readonly hint?: ReactNode;
}): ReactNode {
  const tag = (
    <span className={styles.tag} data-tone={tone}>
      {icon}
      <span className={styles.words}>{children}</span>
    </span>
  );
  return hint ? <Tooltip label={hint}>{tag}</Tooltip> : tag;
}

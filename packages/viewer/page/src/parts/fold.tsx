/** Something that is folded away until it is asked for. */
import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import styles from './fold.module.css';

/** Shows the title, and what is folded away once it is opened. */
export function Fold({
  title,
  summary,
  icon,
  isOpen: isOpenAtFirst = false,
  children,
}: {
  readonly title: ReactNode;
  /** A line that says what is inside, while it is closed. */
  readonly summary?: ReactNode;
  readonly icon?: ReactNode;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const id = useId();
  return (
    <section className={styles.fold}>
      <UnstyledButton
        className={styles.head}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <IconChevronRight size={14} className={styles.chevron} data-open={isOpen || undefined} />
        {icon}
        <span className={styles.title}>{title}</span>
        {isOpen ? null : <span className={styles.summary}>{summary}</span>}
      </UnstyledButton>
      <div id={id} className={styles.body} hidden={!isOpen}>
        {isOpen ? children : null}
      </div>
    </section>
  );
}

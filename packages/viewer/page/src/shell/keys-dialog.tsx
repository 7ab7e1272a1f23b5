/** The keys of the page. */
import { Kbd, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './dialog.module.css';

const keys: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['1', '…', '6'], 'Conversations, traces, compare, metrics, logs, lint'],
  [['/'], 'Search'],
  [['j', 'k'], 'Next, previous in a list'],
  [['Enter'], 'Open'],
  [['←', '→'], 'Fold, unfold a span'],
  [['p'], 'Pause live updates, go on'],
  [['t'], 'Light or dark'],
  [['Esc'], 'Close, or back to the list'],
  [['?'], 'This list'],
];

/** Shows the list. */
export function KeysDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="Keys"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <dl className={styles.keys}>
        {keys.map(([names, what]) => (
          <div key={what}>
            <dt>{names.map((name) => (name === '…' ? '… ' : <Kbd key={name}>{name}</Kbd>))}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

/** A long list of which only what is seen is in the page. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import styles from './virtual-list.module.css';

/** A list and how to show it. */
export interface VirtualListProps<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item, index: number) => string;
  readonly children: (item: Item, index: number) => ReactNode;
  /** Height of an item in pixels, before it is measured. */
  readonly estimate: number;
  /** What scrolls. Absent: the list itself. */
  readonly scroller?: RefObject<HTMLElement | null> | undefined;
  /** Called when the end comes near. */
  readonly onEnd?: (() => void) | undefined;
  /** The item to bring into view when it changes. */
  readonly shown?: number | undefined;
  readonly className?: string | undefined;
  readonly label?: string | undefined;
  readonly role?: 'list' | 'listbox' | 'rowgroup' | 'tree' | undefined;
}

/** Shows the list. */
export function VirtualList<Item>({
  items,
  keyOf,
  children,
  estimate,
  scroller,
  onEnd,
  shown,
  className,
  label,
  role = 'list',
}: VirtualListProps<Item>): ReactNode {
  const own = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => (scroller ?? own).current,
    estimateSize: () => estimate,
    getItemKey: (index) => keyOf(items[index]!, index),
    overscan: 12,
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= items.length - 10 && items.length > 0) onEnd?.();
  }, [last, items.length, onEnd]);
  useEffect(() => {
    if (shown !== undefined && shown >= 0) virtual.scrollToIndex(shown, { align: 'auto' });
  }, [shown, virtual]);
  return (
    <div
      ref={own}
      className={`${scroller ? '' : styles.scroller} ${className ?? ''}`}
      role={role}
      aria-label={label}
    >
      <div className={styles.space} role="presentation" style={{ height: virtual.getTotalSize() }}>
        {visible.map((row) => (
          <div
            key={row.key}
            ref={virtual.measureElement}
            data-index={row.index}
            className={styles.item}
            role={role === 'list' ? 'listitem' : 'presentation'}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {children(items[row.index]!, row.index)}
          </div>
        ))}
      </div>
    </div>
  );
}

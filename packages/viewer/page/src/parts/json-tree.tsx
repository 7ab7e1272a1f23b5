/** A value as a tree that folds. */
import { useMemo, type ReactNode } from 'react';
import { JsonView, type Props } from 'react-json-view-lite';
import { groupLongValues } from './long-values.ts';
import { makeVisible } from './visible-text.ts';
import styles from './json-tree.module.css';

const look: NonNullable<Props['style']> = {
  container: styles.tree!,
  basicChildStyle: styles.child!,
  childFieldsContainer: styles.children!,
  label: styles.label!,
  clickableLabel: styles.label!,
  nullValue: styles.nothing!,
  undefinedValue: styles.nothing!,
  numberValue: styles.number!,
  stringValue: styles.string!,
  booleanValue: styles.boolean!,
  otherValue: styles.string!,
  punctuation: styles.punctuation!,
  expandIcon: styles.closed!,
  collapseIcon: styles.open!,
  collapsedContent: styles.folded!,
  noQuotesForStringValues: false,
  quotesForFieldNames: false,
  stringifyStringValues: false,
  ariaLables: { collapseJson: 'Fold', expandJson: 'Unfold' },
};

/** How many rows a tree may open by itself. */
const openRows = 40;

/** The tree of an object or array; another value alone. */
export function JsonTree({
  value,
  label,
}: {
  readonly value: unknown;
  /** Name of the tree for screen readers. */
  readonly label: string;
}): ReactNode {
  const data = useMemo(() => groupLongValues(visible(value)), [value]);
  const isSmall = useMemo(() => countRows(data, openRows) < openRows, [data]);
  if (typeof data !== 'object' || data === null) {
    return (
      <code className={styles.scalar}>
        {typeof data === 'string' ? data : JSON.stringify(data)}
      </code>
    );
  }
  return (
    <JsonView
      data={data}
      style={look}
      aria-label={label}
      shouldExpandNode={(level) => isSmall || level < 1}
      clickToExpandNode
      compactTopLevel
    />
  );
}

function visible(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return makeVisible(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 64) return '… (nested deeper than is shown)';
  if (Array.isArray(value)) return value.map((member) => visible(member, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [makeVisible(name), visible(member, depth + 1)]),
  );
}

function countRows(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const member of Object.values(value)) {
    count += countRows(member, limit - count);
    if (count >= limit) break;
  }
  return count;
}

/** Attributes with what the conventions say of each. */
import { HoverCard } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Attributes, AttributeValue, NameDescriptions } from '../../../src/api.ts';
import { useNames } from '../api/queries.ts';
import { JsonTree } from './json-tree.tsx';
import { MessageText } from './message-text.tsx';
import { makeVisible, parseStructure } from './visible-text.ts';
import styles from './attribute-table.module.css';

/** What the conventions say of a name; names whose last part varies are described once, as `a.b.<key>`. */
export function describeName(
  names: NameDescriptions,
  name: string,
): NameDescriptions[string] | undefined {
  if (Object.hasOwn(names, name)) return names[name];
  const general = `${name.slice(0, name.lastIndexOf('.'))}.<key>`;
  return Object.hasOwn(names, general) ? names[general] : undefined;
}

/** Shows the attributes in the order of their names. */
export function AttributeTable({
  attributes,
  filter = '',
}: {
  readonly attributes: Attributes;
  /** Shows only names and values that contain it. */
  readonly filter?: string;
}): ReactNode {
  const names = useNames();
  const words = filter.trim().toLowerCase();
  const entries = Object.entries(attributes)
    .filter(
      ([name, value]) =>
        words === '' ||
        name.toLowerCase().includes(words) ||
        JSON.stringify(value).toLowerCase().includes(words),
    )
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (entries.length === 0) return <p className={styles.none}>None.</p>;
  return (
    <table className={styles.table}>
      <tbody>
        {entries.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">
              <Name name={name} description={describeName(names, name)} />
            </th>
            <td>
              <Shown value={value} name={name} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({
  name,
  description,
}: {
  readonly name: string;
  readonly description: NameDescriptions[string] | undefined;
}): ReactNode {
  if (!description) return <code>{makeVisible(name)}</code>;
  return (
    <HoverCard width={340} openDelay={200} shadow="md" position="left-start">
      <HoverCard.Target>
        <button
          type="button"
          className={styles.known}
          data-old={description.replacedBy !== undefined || undefined}
        >
          <code>{makeVisible(name)}</code>
        </button>
      </HoverCard.Target>
      <HoverCard.Dropdown className={styles.card}>
        <p>{description.description}</p>
        <p className={styles.type}>
          {[description.type, description.unit].filter(Boolean).join(', ')}
          {description.examples?.length ? (
            <>
              {' '}
              · such as <code>{description.examples.join(', ')}</code>
            </>
          ) : null}
        </p>
        {description.replacedBy ? (
          <p className={styles.old}>
            Outdated <IconArrowRight size={13} /> <code>{description.replacedBy}</code>
          </p>
        ) : null}
      </HoverCard.Dropdown>
    </HoverCard>
  );
}

function Shown({
  value,
  name,
}: {
  readonly value: AttributeValue;
  readonly name: string;
}): ReactNode {
  if (typeof value !== 'string') return <JsonTree value={value} label={name} />;
  const json = parseStructure(value) as AttributeValue | undefined;
  if (json !== undefined || value.length > 200) {
    return <MessageText text={value} json={json} isMarkdown={false} label={name} />;
  }
  return <span className={styles.value}>{makeVisible(value)}</span>;
}

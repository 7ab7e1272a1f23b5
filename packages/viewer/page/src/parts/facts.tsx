/** Named facts in groups. */
import type { ReactNode } from 'react';
import type { AttributeValue } from '../../../src/api.ts';
import { makeVisible } from './visible-text.ts';
import styles from './facts.module.css';

/** A name and what is known; without a value it is not shown. */
export type Fact = readonly [name: string, value: AttributeValue | undefined];

/** Shows the groups that have something to say. */
export function Facts({
  groups,
}: {
  readonly groups: readonly { readonly name: string; readonly facts: readonly Fact[] }[];
}): ReactNode {
  return (
    <div className={styles.groups}>
      {groups.map(({ name, facts }) => {
        const said = facts.filter(([, value]) => value !== undefined && value !== '');
        if (said.length === 0) return null;
        return (
          <section key={name} className={styles.group} aria-label={name}>
            <h4>{name}</h4>
            <dl>
              {said.map(([fact, value]) => (
                <div key={fact} className={styles.fact}>
                  <dt>{makeVisible(fact)}</dt>
                  <dd>{makeVisible(typeof value === 'string' ? value : JSON.stringify(value))}</dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </div>
  );
}

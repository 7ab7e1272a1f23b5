/** What is missing or outdated in everything that was received, by library. */
import type { ReactNode } from 'react';
import { useFindings } from '../api/queries.ts';
import { Failed, Waiting } from '../parts/problem.tsx';
import { FindingsList } from './findings-list.tsx';
import styles from './lint-view.module.css';

/** Shows the findings. */
export function LintView(): ReactNode {
  const { data, error, refetch } = useFindings();
  return (
    <section className={styles.view} aria-label="Lint">
      <header>
        <h1>Lint</h1>
        <p>What the telemetry that arrived lacks, or says in outdated names, with the fix.</p>
      </header>
      {error ? <Failed error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Waiting /> : null}
      {data ? <FindingsList libraries={data} /> : null}
    </section>
  );
}

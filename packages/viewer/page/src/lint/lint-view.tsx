/** What is missing or outdated in everything that was received, by library. */
import type { ReactNode } from 'react';
import { useFindings } from '../api/queries.ts';
import { Read } from '../parts/problem.tsx';
import { FindingsList } from './findings-list.tsx';
import styles from './lint-view.module.css';

/** Shows the findings. */
export function LintView(): ReactNode {
  const findings = useFindings();
  return (
    <section className={styles.view} aria-label="Lint">
      <header>
        <h1>Lint</h1>
        <p>What the telemetry that arrived lacks, or says in outdated names, with the fix.</p>
      </header>
      <Read result={findings}>{(libraries) => <FindingsList libraries={libraries} />}</Read>
    </section>
  );
}

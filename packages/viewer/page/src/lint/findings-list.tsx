/** What is missing or outdated in what one library sent, with the fix. */
import { IconAlertTriangle, IconBulb, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { LibraryFindings, ViewerFinding } from '../../../src/api.ts';
import { useFindings } from '../api/queries.ts';
import { formatCount } from '../parts/format.ts';
import { Nothing, Read } from '../parts/problem.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { makeVisible } from '../parts/visible-text.ts';
import { traceLink } from '../shell/links.ts';
import styles from './findings-list.module.css';

const levels: Readonly<
  Record<ViewerFinding['level'], { rank: number; tone: Tone; Icon: typeof IconBulb }>
> = {
  violation: { rank: 0, tone: 'bad', Icon: IconAlertTriangle },
  improvement: { rank: 1, tone: 'warn', Icon: IconBulb },
  information: { rank: 2, tone: 'plain', Icon: IconInfoCircle },
};

/** The findings in the order of their weight, the most frequent first. */
export function orderFindings(findings: readonly ViewerFinding[]): ViewerFinding[] {
  return findings.toSorted(
    (one, other) => levels[one.level].rank - levels[other.level].rank || other.count - one.count,
  );
}

/** How many findings of each level there are, in words; empty without findings. */
export function countLevels(findings: readonly ViewerFinding[]): string {
  return (['violation', 'improvement', 'information'] as const)
    .map((level) => [level, findings.filter((finding) => finding.level === level).length] as const)
    .filter(([, count]) => count > 0)
    .map(
      ([level, count]) => `${count} ${level}${count === 1 || level === 'information' ? '' : 's'}`,
    )
    .join(', ');
}

/** Reads and shows what was found in one trace. */
export function TraceFindings({ traceId }: { readonly traceId: string }): ReactNode {
  return (
    <Read result={useFindings(traceId)}>
      {(libraries) => <FindingsList libraries={libraries} />}
    </Read>
  );
}

/** Shows the findings by library. */
export function FindingsList({
  libraries,
}: {
  readonly libraries: readonly LibraryFindings[];
}): ReactNode {
  if (libraries.length === 0) {
    return (
      <Nothing icon={<IconCircleCheck size={28} />} title="Nothing to look at yet">
        What arrives is held against the conventions.
      </Nothing>
    );
  }
  return (
    <div className={styles.libraries}>
      {libraries.map((library, index) => (
        <section key={index} className={styles.library} aria-label={library.library.name}>
          <header>
            <h2>{makeVisible(library.library.name || 'no name')}</h2>
            <span>{makeVisible(library.library.version ?? '')}</span>
            {library.dialects.map((dialect) => (
              <Tag key={dialect} hint="The conventions that it writes">
                {dialect}
              </Tag>
            ))}
            <span className={styles.count}>{formatCount(library.spanCount)} spans</span>
          </header>
          {library.findings.length === 0 ? (
            <p className={styles.good}>
              <IconCircleCheck size={16} /> All as the conventions say.
            </p>
          ) : (
            <>
              <p className={styles.sum}>{countLevels(library.findings)}</p>
              <ul>
                {orderFindings(library.findings).map((finding, at) => (
                  <FindingRow key={at} finding={finding} />
                ))}
              </ul>
            </>
          )}
        </section>
      ))}
    </div>
  );
}

function FindingRow({ finding }: { readonly finding: ViewerFinding }): ReactNode {
  const { tone, Icon } = levels[finding.level];
  return (
    <li className={styles.finding} data-level={finding.level}>
      <Icon size={17} aria-label={finding.level} />
      <div>
        <p>
          {makeVisible(finding.message)} <Tag tone={tone}>{formatCount(finding.count)} ×</Tag>
        </p>
        <p className={styles.fix}>{makeVisible(finding.fix)}</p>
        <p className={styles.where}>
          <span>{finding.signal}</span> <code>{makeVisible(finding.name)}</code>
          <span>{finding.rule}</span>
          {finding.example ? (
            <Link href={traceLink(finding.example.traceId, finding.example.spanId)}>
              An example
            </Link>
          ) : null}
        </p>
      </div>
    </li>
  );
}

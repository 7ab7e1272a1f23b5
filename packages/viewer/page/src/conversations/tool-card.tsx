/** A call of a tool with what came of it. */
import { UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronRight, IconCloud, IconTool, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { AttributeValue, ToolCallPart } from '../../../src/api.ts';
import { formatDuration } from '../parts/format.ts';
import fold from '../parts/fold.module.css';
import { JsonTree } from '../parts/json-tree.tsx';
import { MessageText } from '../parts/message-text.tsx';
import { makeVisible, parseStructure } from '../parts/visible-text.ts';
import { traceLink } from '../shell/links.ts';
import styles from './tool-card.module.css';

/** A value in one line: `{ id: "1042", limit: 3 }`. */
export function summarize(value: AttributeValue | undefined, maxLength = 120): string {
  if (value === undefined) return '';
  const text =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
          .map(([name, member]) => `${name}: ${JSON.stringify(member)}`)
          .join(', ')
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  const line = makeVisible(text.slice(0, maxLength * 2)).replaceAll(/\s+/g, ' ');
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}

/** Shows the call, its result folded away. */
export function ToolCard({ call }: { readonly call: ToolCallPart }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const hasFailed = call.error !== undefined;
  return (
    <section
      className={styles.card}
      aria-label={`Tool ${call.name}`}
      data-failed={hasFailed || undefined}
    >
      <UnstyledButton className={fold.head} onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
        <IconChevronRight size={14} className={fold.chevron} data-open={isOpen || undefined} />
        {call.isServerSide ? <IconCloud size={15} /> : <IconTool size={15} />}
        <span className={styles.name}>{makeVisible(call.name)}</span>
        <code className={styles.summary}>{summarize(call.arguments)}</code>
        <span className={styles.outcome}>
          {call.run ? formatDuration(call.run.durationMillis) : null}
          {hasFailed ? <IconX size={15} aria-label="failed" className={styles.bad} /> : null}
          {!hasFailed && call.result ? (
            <IconCheck size={15} aria-label="answered" className={styles.good} />
          ) : null}
          {!hasFailed && !call.result && !call.run ? <span>no result seen</span> : null}
        </span>
      </UnstyledButton>
      {isOpen ? null : <ResultLine call={call} />}
      {isOpen ? (
        <div className={styles.body}>
          <div>
            <h4>Arguments</h4>
            <Value
              value={call.arguments}
              label={`Arguments of ${call.name}`}
              missing="not recorded"
            />
          </div>
          <div>
            <h4>{hasFailed ? 'Error' : 'Result'}</h4>
            {call.error ? (
              <p className={styles.bad}>
                <b>{makeVisible(call.error.type)}</b> {makeVisible(call.error.message ?? '')}
              </p>
            ) : null}
            {call.result || !call.error ? (
              <Value
                value={call.result?.value}
                label={`Result of ${call.name}`}
                missing={call.run ? 'not recorded' : 'none seen'}
              />
            ) : null}
          </div>
          <footer>
            {call.id ? <code>{makeVisible(call.id)}</code> : null}
            {call.isServerSide ? <span>ran at the provider</span> : null}
            {call.run ? (
              <Link href={traceLink(call.run.traceId, call.run.spanId)}>
                Open the run in its trace
              </Link>
            ) : null}
          </footer>
        </div>
      ) : null}
    </section>
  );
}

/** A value of a tool: a tree, or text. */
export function Value({
  value,
  label,
  missing,
}: {
  readonly value: AttributeValue | undefined;
  readonly label: string;
  /** What absence means. */
  readonly missing: string;
}): ReactNode {
  if (value === undefined) return <p className={styles.missing}>{missing}</p>;
  if (typeof value === 'string') {
    const structure = parseStructure(value) as AttributeValue | undefined;
    return <MessageText text={value} json={structure} isMarkdown={false} label={label} />;
  }
  return <JsonTree value={value} label={label} />;
}

function ResultLine({ call }: { readonly call: ToolCallPart }): ReactNode {
  const text = call.error
    ? `${call.error.type} ${call.error.message ?? ''}`
    : summarize(call.result?.value, 200);
  if (text === '') return null;
  return (
    <div className={styles.result} data-failed={call.error ? true : undefined}>
      <span aria-hidden>↳</span> <code>{makeVisible(text)}</code>
    </div>
  );
}

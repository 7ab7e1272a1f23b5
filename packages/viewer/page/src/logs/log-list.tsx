/** Log records, each with its attributes folded away. */
import { IconTimeline } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { AttributeValue, LogRecord } from '../../../src/api.ts';
import { AttributeTable } from '../parts/attribute-table.tsx';
import { formatClock, formatMoment, formatWholeMoment } from '../parts/format.ts';
import { JsonTree } from '../parts/json-tree.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { makeVisible } from '../parts/visible-text.ts';
import { traceLink } from '../shell/links.ts';
import styles from './log-list.module.css';

/** What a record says, in one line. */
export function logLine({
  body,
  eventName,
  attributes,
}: Pick<LogRecord, 'body' | 'eventName' | 'attributes'>): string {
  const text =
    typeof body === 'string'
      ? body
      : body === undefined || body === null
        ? ''
        : JSON.stringify(body);
  const message = text || attributeLine(attributes, eventName);
  return makeVisible([eventName, message].filter(Boolean).join('  ').slice(0, 500)).replaceAll(
    /\s*\n\s*/g,
    ' ⏎ ',
  );
}

/** Shows the records. */
export function LogList({
  logs,
  onEnd,
  onSpan,
}: {
  readonly logs: readonly LogRecord[];
  readonly onEnd?: (() => void) | undefined;
  /** Given within a trace: shows the span of a record there. Absent: records link to their traces. */
  readonly onSpan?: ((spanId: string) => void) | undefined;
}): ReactNode {
  const [open, setOpen] = useState<string>();
  return (
    <VirtualList
      items={logs}
      keyOf={({ id }) => id}
      estimate={33}
      onEnd={onEnd}
      className={styles.list}
      label="Log records"
    >
      {(log) => (
        <div className={styles.record} data-severity={log.severity}>
          <div className={styles.line}>
            <button
              type="button"
              className={styles.open}
              aria-expanded={open === log.id}
              onClick={() => setOpen(open === log.id ? undefined : log.id)}
            >
              <time title={formatWholeMoment(log.at)}>
                {onSpan ? formatClock(log.at) : formatMoment(log.at)}
              </time>
              <span className={styles.severity}>
                {makeVisible(log.severityText ?? log.severity ?? '')}
              </span>
              <span className={styles.text}>{logLine(log)}</span>
              {onSpan || !log.service ? null : (
                <span className={styles.service}>{makeVisible(log.service)}</span>
              )}
            </button>
            {onSpan ? (
              log.spanId ? (
                <button
                  type="button"
                  className={styles.jump}
                  onClick={() => onSpan(log.spanId!)}
                  aria-label="Show its span"
                >
                  <IconTimeline size={15} />
                </button>
              ) : null
            ) : log.traceId && log.hasTrace ? (
              <Link
                href={traceLink(log.traceId, log.spanId)}
                className={styles.jump}
                aria-label="Open its trace"
              >
                <IconTimeline size={15} />
              </Link>
            ) : null}
          </div>
          {open === log.id ? (
            <div className={styles.details}>
              <Body body={log.body} />
              <AttributeTable attributes={log.attributes} />
              <p>
                {makeVisible([log.scope.name, log.scope.version].filter(Boolean).join(' '))}
                {log.traceId ? (
                  <>
                    {' '}
                    · trace <code>{makeVisible(log.traceId)}</code>
                  </>
                ) : null}
                {log.traceId && !log.hasTrace ? ' (not stored)' : ''}
              </p>
            </div>
          ) : null}
        </div>
      )}
    </VirtualList>
  );
}

function Body({ body }: { readonly body: AttributeValue | undefined }): ReactNode {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return <div className={styles.body}>{makeVisible(body)}</div>;
  return <JsonTree value={body} label="Body" />;
}

/** The first attributes that are short, those of the event itself first: `evaluation.name=grounding  score.value=0.93`. */
function attributeLine(attributes: LogRecord['attributes'], eventName: string | undefined): string {
  const own = eventName?.slice(0, eventName.lastIndexOf('.') + 1) || undefined;
  const isOther = ([name]: readonly [string, unknown]): number =>
    own !== undefined && name.startsWith(own) ? 0 : 1;
  return Object.entries(attributes)
    .filter((entry): entry is [string, string | number | boolean] => {
      const [, value] = entry;
      return typeof value !== 'object' && String(value).length <= 120;
    })
    .toSorted((one, other) => isOther(one) - isOther(other))
    .slice(0, 6)
    .map(([name, value]) => `${name.split('.').slice(-2).join('.')}=${String(value)}`)
    .join('  ');
}

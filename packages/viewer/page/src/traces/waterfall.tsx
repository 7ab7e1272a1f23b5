/** All spans of a trace, each where it lies in time. */
import { Switch, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconChevronRight,
  IconClockExclamation,
  IconFilter,
  IconUnlink,
} from '@tabler/icons-react';
import { useCallback, useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import type { Span, Trace } from '../../../src/api.ts';
import { CATEGORY_NAMES, categoryColor } from '../parts/category.ts';
import { Tokens } from '../parts/figures.tsx';
import { formatDuration } from '../parts/format.ts';
import { Nothing } from '../parts/problem.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { makeVisible } from '../parts/visible-text.ts';
import { axisTicks, keepMatching, waterfallRows, type WaterfallRow } from './waterfall-rows.ts';
import styles from './waterfall.module.css';

/** Shows the spans. */
export function Waterfall({
  trace,
  chosen,
  onChoose,
}: {
  readonly trace: Trace;
  /** Id of the chosen span. */
  readonly chosen: string | undefined;
  readonly onChoose: (spanId: string) => void;
}): ReactNode {
  const { spans, summary } = trace;
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState('');
  const [isCriticalOnly, setCriticalOnly] = useState(false);

  const rows = useMemo(() => {
    const words = text.trim().toLowerCase();
    const kept =
      words === '' && !isCriticalOnly
        ? spans
        : keepMatching(
            spans,
            (span) => (!isCriticalOnly || span.isCritical) && hasWords(span, words),
          );
    return waterfallRows(kept, folded);
  }, [spans, folded, text, isCriticalOnly]);

  const toggle = useCallback((spanId: string, isFolded?: boolean) => {
    setFolded((before) => {
      const after = new Set(before);
      if (isFolded ?? !before.has(spanId)) after.add(spanId);
      else after.delete(spanId);
      return after;
    });
  }, []);
  const index = rows.findIndex(({ span }) => span.spanId === chosen);
  const step = (by: number): void => {
    const next = rows[index === -1 ? 0 : index + by];
    if (next) onChoose(next.span.spanId);
  };
  useHotkeys([
    ['J', () => step(1)],
    ['K', () => step(-1)],
    ['ArrowDown', () => step(1)],
    ['ArrowUp', () => step(-1)],
    ['ArrowLeft', () => chosen !== undefined && toggle(chosen, true)],
    ['ArrowRight', () => chosen !== undefined && toggle(chosen, false)],
  ]);

  return (
    <div className={styles.waterfall}>
      <div className={styles.tools}>
        <TextInput
          size="xs"
          type="search"
          leftSection={<IconFilter size={14} />}
          placeholder="Filter spans"
          aria-label="Filter spans"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Switch
          size="xs"
          label="Critical path only"
          checked={isCriticalOnly}
          onChange={(event) => setCriticalOnly(event.currentTarget.checked)}
        />
        <button
          type="button"
          className={styles.all}
          onClick={() =>
            setFolded(
              folded.size > 0
                ? new Set()
                : new Set(
                    rows
                      .filter(({ depth, childCount }) => depth > 0 && childCount > 0)
                      .map(({ span }) => span.spanId),
                  ),
            )
          }
        >
          {folded.size > 0 ? 'Unfold all' : 'Fold all'}
        </button>
      </div>
      <div className={styles.axis} aria-hidden>
        <div className={styles.ticks}>
          {axisTicks(summary.durationMillis, 6).map((tick) => (
            <span key={tick} style={{ left: `${(tick / summary.durationMillis) * 100}%` }}>
              {formatDuration(tick)}
            </span>
          ))}
        </div>
      </div>
      {rows.length === 0 ? <Nothing title="No span matches" /> : null}
      <VirtualList
        items={rows}
        keyOf={({ span }) => span.spanId}
        estimate={32}
        shown={index}
        className={styles.rows}
        label="Spans"
      >
        {(row) => (
          <SpanRow
            row={row}
            summary={summary}
            isChosen={row.span.spanId === chosen}
            isFolded={folded.has(row.span.spanId)}
            onChoose={onChoose}
            onToggle={toggle}
          />
        )}
      </VirtualList>
    </div>
  );
}

function SpanRow({
  row: { span, depth, isOrphan, childCount, hiddenCount },
  summary,
  isChosen,
  isFolded,
  onChoose,
  onToggle,
}: {
  readonly row: WaterfallRow;
  readonly summary: Trace['summary'];
  readonly isChosen: boolean;
  readonly isFolded: boolean;
  readonly onChoose: (spanId: string) => void;
  readonly onToggle: (spanId: string) => void;
}): ReactNode {
  const whole = Math.max(summary.durationMillis, 0.001);
  const left = clamp(((span.startedAt - summary.startedAt) / whole) * 100);
  const width = clamp((span.durationMillis / whole) * 100, 100 - left);
  const place = left + width <= 70 ? 'after' : left >= 20 ? 'before' : 'inside';
  const firstChunk = span.call?.stream?.firstChunkMillis;
  const name = makeVisible(span.name);
  const more = name.includes(span.label)
    ? ''
    : makeVisible(span.label.replace(span.name, '').trim());
  return (
    <div
      className={styles.row}
      data-chosen={isChosen || undefined}
      data-critical={span.isCritical || undefined}
      style={{ '--kind': categoryColor(span.category) } as CSSProperties}
    >
      <div className={styles.name} style={{ paddingLeft: 8 + Math.min(depth, 24) * 14 }}>
        {childCount > 0 ? (
          <button
            type="button"
            className={styles.fold}
            aria-label={isFolded ? `Unfold ${name}` : `Fold ${name}`}
            aria-expanded={!isFolded}
            onClick={() => onToggle(span.spanId)}
          >
            <IconChevronRight size={13} data-open={!isFolded || undefined} />
          </button>
        ) : (
          <span className={styles.fold} />
        )}
        <button
          type="button"
          className={styles.open}
          aria-pressed={isChosen}
          onClick={() => onChoose(span.spanId)}
        >
          <i className={styles.dot} title={CATEGORY_NAMES[span.category]} />
          <span className={styles.words}>
            {name}
            {more === '' ? null : <small>{more}</small>}
          </span>
          {hiddenCount > 0 ? <span className={styles.hidden}>+{hiddenCount}</span> : null}
          {span.status === 'error' ? (
            <IconAlertTriangle size={14} className={styles.bad} aria-label="failed" />
          ) : null}
          {isOrphan ? <IconUnlink size={14} aria-label="its parent did not arrive" /> : null}
          {span.skewMillis === undefined ? null : (
            <IconClockExclamation
              size={14}
              aria-label={`moved by ${formatDuration(span.skewMillis)}: clocks differ`}
            />
          )}
          {span.call ? (
            <span className={styles.tokens}>
              <Tokens usage={span.call.usage} />
            </span>
          ) : null}
        </button>
      </div>
      {/* A bar repeats what the row says to those who see it; the button beside it is what is used. */}
      <div className={styles.time} aria-hidden onClick={() => onChoose(span.spanId)}>
        <span className={styles.bar} style={{ left: `${left}%`, width: `${width}%` }}>
          {firstChunk !== undefined &&
          span.durationMillis > 0 &&
          firstChunk <= span.durationMillis ? (
            <i
              className={styles.first}
              style={{ left: `${(firstChunk / span.durationMillis) * 100}%` }}
            />
          ) : null}
        </span>
        <span
          className={styles.duration}
          data-place={place}
          style={
            place === 'after'
              ? { left: `${left + width}%` }
              : { right: `${100 - left - (place === 'inside' ? width : 0)}%` }
          }
        >
          {formatDuration(span.durationMillis)}
        </span>
      </div>
    </div>
  );
}

function hasWords(span: Span, words: string): boolean {
  return (
    words === '' ||
    span.name.toLowerCase().includes(words) ||
    span.label.toLowerCase().includes(words) ||
    span.category.includes(words)
  );
}

function clamp(percent: number, most = 100): number {
  return Math.min(Math.max(percent, 0), most);
}

/** All traces, one a row. */
import { useHotkeys } from '@mantine/hooks';
import { IconTimeline } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { TraceSummary } from '../../../src/api.ts';
import { useTraces } from '../api/queries.ts';
import { Money, Tokens } from '../parts/figures.tsx';
import { formatCount, formatDuration, formatMoment, formatWholeMoment } from '../parts/format.ts';
import { Failed, Nothing, Waiting } from '../parts/problem.tsx';
import { SnippetLine } from '../parts/snippet-line.tsx';
import { Tag } from '../parts/tag.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { firstLine, makeVisible } from '../parts/visible-text.ts';
import { GroupList } from '../search/group-list.tsx';
import { ListControls } from '../search/list-controls.tsx';
import { useListState } from '../search/list-state.ts';
import { Environment } from '../shell/about-dialog.tsx';
import frame from '../search/list-view.module.css';
import { traceLink } from '../shell/links.ts';
import styles from './traces-view.module.css';

/** Shows the list. */
export function TracesView(): ReactNode {
  const state = useListState();
  const [, go] = useLocation();
  const [marked, setMarked] = useState(-1);
  const list = useTraces(
    { query: state.query || undefined, sort: state.sort },
    state.group === undefined,
  );
  const { items } = list;
  const longest = items.reduce((most, { durationMillis }) => Math.max(most, durationMillis), 0);
  useHotkeys([
    ['J', () => setMarked((before) => Math.min(before + 1, items.length - 1))],
    ['K', () => setMarked((before) => Math.max(before - 1, 0))],
    [
      'Enter',
      () => {
        const trace = items[marked];
        if (trace) go(traceLink(trace.traceId));
      },
    ],
  ]);
  return (
    <section className={frame.view} aria-label="Traces">
      <ListControls state={state} title="Traces" count={state.group ? '' : list.total} />
      {state.group ? <GroupList state={state} /> : null}
      {!state.group && list.error ? <Failed error={list.error} /> : null}
      {!state.group && list.isLoading ? <Waiting /> : null}
      {!state.group && !list.isLoading && !list.error && items.length === 0 ? (
        state.query === '' ? (
          <Nothing icon={<IconTimeline size={28} />} title="Waiting for the first trace">
            <Environment />
          </Nothing>
        ) : (
          <Nothing title="Nothing matches">No trace has all of this.</Nothing>
        )
      ) : null}
      {!state.group && items.length > 0 ? (
        <VirtualList
          items={items}
          keyOf={({ traceId }) => traceId}
          estimate={62}
          onEnd={list.loadMore}
          shown={marked}
          className={styles.rows}
          label="Traces"
        >
          {(trace, index) => (
            <TraceRow trace={trace} longest={longest} isMarked={index === marked} />
          )}
        </VirtualList>
      ) : null}
    </section>
  );
}

function TraceRow({
  trace,
  longest,
  isMarked,
}: {
  readonly trace: TraceSummary;
  readonly longest: number;
  readonly isMarked: boolean;
}): ReactNode {
  const { traceId, name, service, question, snippet, durationMillis, errorCount, models } = trace;
  return (
    <a href={`#${traceLink(traceId)}`} className={styles.row} data-marked={isMarked || undefined}>
      <span className={styles.what}>
        <span className={styles.name}>
          <b>{makeVisible(name)}</b>
          {service ? <span>{makeVisible(service)}</span> : null}
          {trace.isOpen ? <Tag tone="accent">running</Tag> : null}
          {errorCount > 0 ? (
            <Tag tone="bad">
              {errorCount === 1 ? '1 error' : `${formatCount(errorCount)} errors`}
            </Tag>
          ) : null}
          {trace.retryCount > 0 ? <Tag tone="warn">retried</Tag> : null}
        </span>
        {snippet ? (
          <SnippetLine snippet={snippet} />
        ) : (
          <span className={styles.question}>{question ? firstLine(question, 200) : ' '}</span>
        )}
      </span>
      <span className={styles.model}>{makeVisible(models.join(', '))}</span>
      <span className={styles.figures}>
        <Tokens usage={trace.usage} />
        <Money cost={trace.cost} />
      </span>
      <span className={styles.spans}>
        {trace.spanCount === 1 ? '1 span' : `${formatCount(trace.spanCount)} spans`}
      </span>
      <span className={styles.duration}>
        <span>{formatDuration(durationMillis)}</span>
        <span className={styles.track} aria-hidden>
          <span style={{ width: `${longest > 0 ? (durationMillis / longest) * 100 : 0}%` }} />
        </span>
      </span>
      <time title={formatWholeMoment(trace.startedAt)}>{formatMoment(trace.startedAt)}</time>
    </a>
  );
}

/** One trace: every span of it in time, and beside it what is known of the chosen one. */
import { Button, Tabs } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowLeft, IconGitCompare, IconMessages } from '@tabler/icons-react';
import { Suspense, lazy, useCallback, useMemo, useState, type ReactNode } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { Trace } from '../../../src/api.ts';
import { useTrace } from '../api/queries.ts';
import { LogList } from '../logs/log-list.tsx';
import { CopyMenu } from '../parts/copy-menu.tsx';
import { Money, Tokens } from '../parts/figures.tsx';
import { formatCount, formatDuration, formatWholeMoment } from '../parts/format.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { Nothing, Read, Waiting, droppedWords } from '../parts/problem.tsx';
import { Stats } from '../parts/stats.tsx';
import { Tag } from '../parts/tag.tsx';
import { firstLine, makeVisible } from '../parts/visible-text.ts';
import { compareLink, conversationLink } from '../shell/links.ts';
import { SpanPanel } from './span-panel.tsx';
import { TimeShares } from './time-shares.tsx';
import { Waterfall } from './waterfall.tsx';
import styles from './trace-view.module.css';

const GraphView = lazy(async () => ({ default: (await import('./graph-view.tsx')).GraphView }));
const TraceFindings = lazy(async () => ({
  default: (await import('../lint/findings-list.tsx')).TraceFindings,
}));

/** Reads and shows the trace. */
export function TraceView({ traceId }: { readonly traceId: string }): ReactNode {
  return (
    <Read result={useTrace(traceId)} missing={droppedWords}>
      {(trace) => <TraceBody trace={trace} />}
    </Read>
  );
}

function TraceBody({ trace }: { readonly trace: Trace }): ReactNode {
  const { summary, spans, logs, graph } = trace;
  const [, go] = useLocation();
  const [values, setValues] = useSearchParams();
  const [tab, setTab] = useState<string | null>('spans');
  const chosen = values.get('span') ?? undefined;
  const span = useMemo(() => spans.find(({ spanId }) => spanId === chosen), [spans, chosen]);
  const choose = useCallback(
    (spanId: string | undefined) => {
      setValues(spanId === undefined ? {} : { span: spanId }, { replace: true });
    },
    [setValues],
  );
  useHotkeys([['Escape', () => (chosen === undefined ? go('/traces') : choose(undefined))]]);
  return (
    <div className={styles.view}>
      <header className={styles.header}>
        <div className={styles.top}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconArrowLeft size={15} />}
            onClick={() => go('/traces')}
          >
            Traces
          </Button>
          <h1>{makeVisible(summary.name)}</h1>
          {summary.isOpen ? <Tag tone="accent">running, or its root never came</Tag> : null}
          <div className={styles.actions}>
            {trace.conversationKey === undefined ? null : (
              <LinkButton
                href={conversationLink(trace.conversationKey)}
                icon={<IconMessages size={14} />}
              >
                Conversation
              </LinkButton>
            )}
            <LinkButton href={compareLink(summary.traceId)} icon={<IconGitCompare size={14} />}>
              Compare
            </LinkButton>
            <CopyMenu traceId={summary.traceId} />
          </div>
        </div>
        {summary.question ? (
          <p className={styles.question}>{firstLine(summary.question, 240)}</p>
        ) : null}
        <div className={styles.sums}>
          <Stats
            stats={[
              { name: 'time', value: formatDuration(summary.durationMillis) },
              { name: 'spans', value: formatCount(summary.spanCount) },
              summary.callCount > 0
                ? { name: 'model calls', value: formatCount(summary.callCount) }
                : undefined,
              {
                name: 'tokens',
                value:
                  summary.usage.inputTokens === undefined &&
                  summary.usage.outputTokens === undefined ? undefined : (
                    <Tokens usage={summary.usage} />
                  ),
              },
              { name: 'cost', value: summary.cost ? <Money cost={summary.cost} /> : undefined },
              summary.errorCount > 0
                ? { name: 'errors', value: formatCount(summary.errorCount), isBad: true }
                : undefined,
              {
                name: 'started',
                value: <span className={styles.plain}>{formatWholeMoment(summary.startedAt)}</span>,
              },
            ]}
          />
          <TimeShares time={trace.time} />
        </div>
      </header>
      <div className={styles.split} data-open={span !== undefined || undefined}>
        <Tabs value={tab} onChange={setTab} className={styles.tabs} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="spans">Spans</Tabs.Tab>
            {graph.nodes.length > 1 ? <Tabs.Tab value="graph">Who called whom</Tabs.Tab> : null}
            <Tabs.Tab value="logs">Logs {logs.length > 0 ? formatCount(logs.length) : ''}</Tabs.Tab>
            <Tabs.Tab value="lint">Lint</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="spans" className={styles.panel}>
            <Waterfall trace={trace} chosen={chosen} onChoose={choose} />
          </Tabs.Panel>
          <Tabs.Panel value="graph" className={styles.panel}>
            <Suspense fallback={<Waiting />}>
              <GraphView graph={graph} />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="logs" className={styles.panel}>
            {logs.length === 0 ? (
              <Nothing title="No logs">No log record names this trace.</Nothing>
            ) : (
              <LogList logs={logs} onSpan={choose} />
            )}
          </Tabs.Panel>
          <Tabs.Panel value="lint" className={styles.panel}>
            <Suspense fallback={<Waiting />}>
              <TraceFindings traceId={summary.traceId} />
            </Suspense>
          </Tabs.Panel>
        </Tabs>
        {span ? (
          <SpanPanel
            key={span.spanId}
            span={span}
            logs={logs}
            conversationKey={trace.conversationKey}
            onClose={() => choose(undefined)}
            onSpan={choose}
          />
        ) : null}
      </div>
    </div>
  );
}

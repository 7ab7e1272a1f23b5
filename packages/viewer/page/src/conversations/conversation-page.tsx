/** One conversation: what it was about, what it cost, and every message. */
import { Button, SegmentedControl } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowLeft,
  IconGitCompare,
  IconInfoCircle,
  IconTimeline,
} from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Conversation } from '../../../src/api.ts';
import { useConversation } from '../api/queries.ts';
import { CopyMenu } from '../parts/copy-menu.tsx';
import { Money, describeCost } from '../parts/figures.tsx';
import { formatCount, formatDuration, formatMoment } from '../parts/format.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { Read, droppedWords } from '../parts/problem.tsx';
import { Stats } from '../parts/stats.tsx';
import { Tag } from '../parts/tag.tsx';
import { firstLine, makeVisible } from '../parts/visible-text.ts';
import { quoteValue } from '../search/complete-query.ts';
import { compareLink, conversationLink, traceLink } from '../shell/links.ts';
import { hasContent } from './blocks.ts';
import { ThreadView } from './thread-view.tsx';
import styles from './conversation-page.module.css';

/** Reads and shows the conversation. */
export function ConversationPage({
  conversationKey,
}: {
  readonly conversationKey: string;
}): ReactNode {
  return (
    <Read result={useConversation(conversationKey)} missing={droppedWords}>
      {(conversation) => <ConversationBody conversation={conversation} />}
    </Read>
  );
}

function ConversationBody({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const { summary, threads, traces, evaluations } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string>();
  const [, go] = useLocation();
  const thread = threads.find(({ id }) => id === chosen) ?? threads[0];
  const { usage, cost } = summary;
  const firstTrace = traces[0];
  return (
    <div className={styles.page} ref={scroller}>
      <header className={styles.header}>
        <div className={styles.top}>
          <Button
            className={styles.back}
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconArrowLeft size={15} />}
            onClick={() => go('/conversations')}
          >
            All
          </Button>
          <h2>{firstLine(summary.title, 200)}</h2>
          <div className={styles.actions}>
            {firstTrace ? (
              <>
                <LinkButton href={traceLink(firstTrace.traceId)} icon={<IconTimeline size={14} />}>
                  Trace
                </LinkButton>
                <LinkButton href={compareLink(summary.key)} icon={<IconGitCompare size={14} />}>
                  Compare
                </LinkButton>
                <CopyMenu traceId={firstTrace.traceId} link={conversationLink(summary.key)} />
              </>
            ) : null}
          </div>
        </div>
        <div className={styles.tags}>
          <span>{formatMoment(summary.startedAt)}</span>
          {summary.agents.map((agent) => (
            <FilterTag key={agent} filter="agent" value={agent} />
          ))}
          {summary.models.map((model) => (
            <FilterTag key={model} filter="model" value={model} />
          ))}
          {summary.tenantId ? <FilterTag filter="tenant" value={summary.tenantId} /> : null}
          {summary.userId ? <FilterTag filter="user" value={summary.userId} /> : null}
          {summary.conversationId ? (
            <FilterTag filter="conversation" value={summary.conversationId} />
          ) : null}
          {summary.service ? <FilterTag filter="service" value={summary.service} /> : null}
        </div>
        <Stats
          stats={[
            {
              name: summary.callCount === 1 ? 'model call' : 'model calls',
              value: formatCount(summary.callCount),
            },
            summary.toolCount > 0
              ? {
                  name: summary.toolCount === 1 ? 'tool run' : 'tool runs',
                  value: formatCount(summary.toolCount),
                }
              : undefined,
            usage.inputTokens === undefined
              ? undefined
              : {
                  name: 'input tokens',
                  value: formatCount(usage.inputTokens),
                  detail: usage.cacheReadTokens
                    ? `${formatCount(usage.cacheReadTokens)} cached`
                    : undefined,
                },
            usage.outputTokens === undefined
              ? undefined
              : {
                  name: 'output tokens',
                  value: formatCount(usage.outputTokens),
                  detail: usage.reasoningTokens
                    ? `${formatCount(usage.reasoningTokens)} reasoning`
                    : undefined,
                },
            {
              name: 'cost',
              value: cost ? <Money cost={cost} /> : <span className={styles.unknown}>unknown</span>,
              detail: cost?.source,
            },
            { name: 'time', value: formatDuration(summary.durationMillis) },
            summary.errorCount > 0
              ? { name: 'errors', value: formatCount(summary.errorCount), isBad: true }
              : undefined,
          ]}
        />
        {cost ? <span className={styles.hidden}>{describeCost(cost)}</span> : null}
      </header>
      {threads.length > 1 ? (
        <div className={styles.threads}>
          <SegmentedControl
            size="xs"
            aria-label="Threads of this conversation"
            value={thread?.id}
            onChange={setChosen}
            data={threads.map(({ id, agent, title }) => ({
              value: id,
              label: firstLine(agent ?? title, 32) || 'thread',
            }))}
          />
        </div>
      ) : null}
      <div className={styles.body}>
        {conversation.isCut ? (
          <Note icon={<IconInfoCircle size={16} />}>
            It is longer than what is shown; the oldest messages are left out.
          </Note>
        ) : null}
        {hasContent(threads) ? null : (
          <Note icon={<IconInfoCircle size={16} />}>
            The application records no messages. Turn them on with{' '}
            <code>captureContent: 'span'</code> or{' '}
            <code>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=span_only</code>.
          </Note>
        )}
        {thread ? <ThreadView key={thread.id} thread={thread} scroller={scroller} /> : null}
        {evaluations.length > 0 ? (
          <section className={styles.evaluations} aria-label="Evaluations">
            <h3>Evaluations</h3>
            {evaluations.map(({ name, score, label, explanation, traceId, spanId }, index) => (
              <div key={index}>
                <Link href={traceLink(traceId, spanId)}>
                  <Tag tone="accent">{makeVisible(name)}</Tag>
                </Link>
                <b>{score}</b>
                <span>{makeVisible(label ?? '')}</span>
                <span className={styles.unknown}>{makeVisible(explanation ?? '')}</span>
              </div>
            ))}
          </section>
        ) : null}
      </div>
    </div>
  );
}

function FilterTag({
  filter,
  value,
}: {
  readonly filter: string;
  readonly value: string;
}): ReactNode {
  const query = `${filter}:${quoteValue(value)}`;
  return (
    <Link
      href={`/conversations?${new URLSearchParams({ query }).toString()}`}
      className={styles.filter}
      title={`All with ${query}`}
    >
      <Tag>
        <span className={styles.key}>{filter}</span> <b>{makeVisible(value)}</b>
      </Tag>
    </Link>
  );
}

function Note({
  icon,
  children,
}: {
  readonly icon: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={styles.note} role="note">
      {icon ?? <IconAlertTriangle size={16} />}
      <span>{children}</span>
    </div>
  );
}

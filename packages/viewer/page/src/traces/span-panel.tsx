/** What is known of one span. */
import { ActionIcon, Alert, Button, Tabs, TextInput, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconFilter, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { LogRecord, Span } from '../../../src/api.ts';
import { useConversation, useWholeSpan } from '../api/queries.ts';
import { blocksOf } from '../conversations/blocks.ts';
import { CallDetails } from '../conversations/call-line.tsx';
import { PartView } from '../conversations/part-view.tsx';
import { SystemPrompt } from '../conversations/thread-view.tsx';
import { LogList } from '../logs/log-list.tsx';
import { AttributeTable } from '../parts/attribute-table.tsx';
import { CATEGORY_NAMES, categoryColor } from '../parts/category.ts';
import { CopyMenu } from '../parts/copy-menu.tsx';
import { formatClock, formatDuration, formatShare } from '../parts/format.ts';
import { JsonTree } from '../parts/json-tree.tsx';
import { Stats } from '../parts/stats.tsx';
import { Tag } from '../parts/tag.tsx';
import { makeVisible } from '../parts/visible-text.ts';
import { traceLink } from '../shell/links.ts';
import styles from './span-panel.module.css';

/** Shows the span. */
export function SpanPanel({
  span: short,
  logs,
  conversationKey,
  onClose,
  onSpan,
}: {
  /** As the trace has it; long texts are cut. */
  readonly span: Span;
  /** Of the whole trace. */
  readonly logs: readonly LogRecord[];
  readonly conversationKey: string | undefined;
  readonly onClose: () => void;
  readonly onSpan: (spanId: string) => void;
}): ReactNode {
  const [isWholeAsked, askWhole] = useState(false);
  const { data: whole } = useWholeSpan(short.traceId, short.spanId, isWholeAsked);
  const span = whole ?? short;
  const ownLogs = logs.filter(({ spanId }) => spanId === span.spanId);
  const cut = whole === undefined && (span.cut?.length ?? 0) > 0;
  return (
    <aside className={styles.panel} aria-label="Span">
      <header className={styles.header}>
        <div className={styles.top}>
          <i style={{ background: categoryColor(span.category) }} />
          <h2>{makeVisible(span.name)}</h2>
          <CopyMenu traceId={span.traceId} spanId={span.spanId} call={span.call} />
          <Tooltip label="Close (Esc)">
            <ActionIcon variant="subtle" color="gray" aria-label="Close the span" onClick={onClose}>
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        </div>
        <div className={styles.tags}>
          <Tag>{CATEGORY_NAMES[span.category]}</Tag>
          <Tag>{span.kind}</Tag>
          {span.service ? <Tag hint="service">{makeVisible(span.service)}</Tag> : null}
          <Tag hint="What recorded it">
            {makeVisible([span.scope.name, span.scope.version].filter(Boolean).join(' '))}
          </Tag>
          {span.dialect ? (
            <Tag hint="The conventions that it was recorded by">{span.dialect}</Tag>
          ) : null}
          {span.isCritical ? (
            <Tag tone="accent" hint="The trace waited for it">
              critical path
            </Tag>
          ) : null}
        </div>
        <Stats
          stats={[
            { name: 'time', value: formatDuration(span.durationMillis) },
            {
              name: 'without children',
              value: formatDuration(span.selfMillis),
              detail:
                span.durationMillis > 0
                  ? formatShare(span.selfMillis / span.durationMillis)
                  : undefined,
            },
            { name: 'started', value: formatClock(span.startedAt) },
            span.skewMillis === undefined
              ? undefined
              : { name: 'moved, clocks differ', value: formatDuration(span.skewMillis) },
          ]}
        />
      </header>
      {span.status === 'error' ? (
        <Alert
          color="red"
          variant="light"
          icon={<IconAlertTriangle size={18} />}
          className={styles.alert}
          title={makeVisible(span.call?.error?.type ?? 'Failed')}
        >
          {makeVisible(span.statusMessage ?? span.call?.error?.message ?? 'It says no more.')}
        </Alert>
      ) : null}
      {cut ? (
        <div className={styles.cut}>
          <span>Long values are cut.</span>
          <Button size="compact-xs" variant="light" onClick={() => askWhole(true)}>
            Read them whole
          </Button>
        </div>
      ) : null}
      <Tabs
        defaultValue={span.call ? 'call' : 'attributes'}
        keepMounted={false}
        className={styles.tabs}
      >
        <Tabs.List>
          {span.call ? <Tabs.Tab value="call">Call</Tabs.Tab> : null}
          <Tabs.Tab value="attributes">Attributes</Tabs.Tab>
          {span.events.length > 0 ? (
            <Tabs.Tab value="events">Events {span.events.length}</Tabs.Tab>
          ) : null}
          {span.links.length > 0 ? (
            <Tabs.Tab value="links">Links {span.links.length}</Tabs.Tab>
          ) : null}
          {ownLogs.length > 0 ? <Tabs.Tab value="logs">Logs {ownLogs.length}</Tabs.Tab> : null}
          <Tabs.Tab value="json">JSON</Tabs.Tab>
        </Tabs.List>
        {span.call ? (
          <Tabs.Panel value="call" className={styles.body}>
            <CallDetails call={span.call} />
            {conversationKey === undefined ? null : (
              <Messages conversationKey={conversationKey} spanId={span.spanId} />
            )}
          </Tabs.Panel>
        ) : null}
        <Tabs.Panel value="attributes" className={styles.body}>
          <Attributes span={span} />
        </Tabs.Panel>
        <Tabs.Panel value="events" className={styles.body}>
          {span.events.map((event, index) => (
            <section key={index} className={styles.event}>
              <h3>
                {makeVisible(event.name)}{' '}
                <span>after {formatDuration(event.at - span.startedAt)}</span>
              </h3>
              <AttributeTable attributes={event.attributes} />
            </section>
          ))}
        </Tabs.Panel>
        <Tabs.Panel value="links" className={styles.body}>
          {span.links.map((link, index) => (
            <section key={index} className={styles.event}>
              <h3>
                {link.isStored ? (
                  <Link href={traceLink(link.traceId, link.spanId)}>
                    <code>{makeVisible(link.traceId)}</code>
                  </Link>
                ) : (
                  <>
                    <code>{makeVisible(link.traceId)}</code> <span>not stored</span>
                  </>
                )}
              </h3>
              <AttributeTable attributes={link.attributes} />
            </section>
          ))}
        </Tabs.Panel>
        <Tabs.Panel value="logs" className={styles.logs}>
          <LogList logs={ownLogs} onSpan={onSpan} />
        </Tabs.Panel>
        <Tabs.Panel value="json" className={styles.body}>
          <JsonTree value={span} label="Span" />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}

function Attributes({ span }: { readonly span: Span }): ReactNode {
  const [filter, setFilter] = useState('');
  return (
    <>
      <TextInput
        size="xs"
        type="search"
        leftSection={<IconFilter size={14} />}
        placeholder="Filter attributes"
        aria-label="Filter attributes"
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      <AttributeTable attributes={span.attributes} filter={filter} />
      {span.normalized ? (
        <section className={styles.event}>
          <h3>
            In the newest names <span>{span.dialect}</span>
          </h3>
          <AttributeTable attributes={span.normalized} filter={filter} />
        </section>
      ) : null}
      <section className={styles.event}>
        <h3>Resource</h3>
        <AttributeTable attributes={span.resource} filter={filter} />
      </section>
    </>
  );
}

/** The messages that this call added to its conversation. */
function Messages({
  conversationKey,
  spanId,
}: {
  readonly conversationKey: string;
  readonly spanId: string;
}): ReactNode {
  const { data } = useConversation(conversationKey);
  const thread = data?.threads.find(({ entries }) =>
    entries.some((entry) => entry.kind === 'call' && entry.call.spanId === spanId),
  );
  if (!thread) return null;
  const messages = blocksOf(thread.entries).flatMap((block) => {
    if (block.kind === 'answer') return block.call.spanId === spanId ? block.messages : [];
    return block.kind === 'message' && block.entry.spanId === spanId ? [block.entry] : [];
  });
  return (
    <section className={styles.messages} aria-label="Messages">
      <SystemPrompt parts={thread.system} />
      {messages.map((message, index) => (
        <div key={index}>
          <h3>{makeVisible(message.role)}</h3>
          {message.parts.map((part, at) => (
            <PartView key={at} part={part} author={message.role} />
          ))}
        </div>
      ))}
    </section>
  );
}

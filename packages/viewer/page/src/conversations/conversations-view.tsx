/** All conversations beside the one that is read. */
import { useHotkeys } from '@mantine/hooks';
import { IconMessages } from '@tabler/icons-react';
import { useCallback, useEffect, type ReactNode } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { ConversationSummary } from '../../../src/api.ts';
import { useConversations } from '../api/queries.ts';
import { Money, Tokens } from '../parts/figures.tsx';
import { formatMoment, formatWholeMoment } from '../parts/format.ts';
import { Failed, Nothing, Waiting } from '../parts/problem.tsx';
import { SnippetLine } from '../parts/snippet-line.tsx';
import { Tag } from '../parts/tag.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { firstLine, makeVisible } from '../parts/visible-text.ts';
import { GroupList } from '../search/group-list.tsx';
import { ListControls } from '../search/list-controls.tsx';
import { useListState } from '../search/list-state.ts';
import { Environment } from '../shell/about-dialog.tsx';
import { conversationLink } from '../shell/links.ts';
import { ConversationPage } from './conversation-page.tsx';
import styles from './conversations-view.module.css';

/** Shows the list, and the conversation with the key. */
export function ConversationsView({
  selected,
}: {
  readonly selected?: string | undefined;
}): ReactNode {
  const state = useListState();
  const [, go] = useLocation();
  const search = useSearch();
  const list = useConversations(
    { query: state.query || undefined, sort: state.sort },
    state.group === undefined,
  );
  const { items } = list;
  const index = items.findIndex(({ key }) => key === selected);

  const open = useCallback(
    (key: string, replace = false) => {
      go(conversationLink(key) + (search ? `?${search}` : ''), { replace });
    },
    [go, search],
  );
  const step = (by: number): void => {
    const next = items[index === -1 ? 0 : index + by];
    if (next) open(next.key, index !== -1);
  };
  useHotkeys([
    ['J', () => step(1)],
    ['K', () => step(-1)],
    ['Escape', () => go(`/conversations${search ? `?${search}` : ''}`)],
  ]);

  // On a wide screen something is always read: the newest, until another is chosen.
  const first = items[0]?.key;
  useEffect(() => {
    if (
      selected === undefined &&
      first !== undefined &&
      state.query === '' &&
      matchMedia('(min-width: 1000px)').matches
    ) {
      open(first, true);
    }
  }, [selected, first, state.query, open]);

  return (
    <div className={styles.view} data-selected={selected !== undefined || undefined}>
      <section className={styles.list} aria-label="Conversations">
        <ListControls state={state} title="Conversations" count={state.group ? '' : list.total} />
        {state.group ? <GroupList state={state} /> : null}
        {!state.group && list.error ? <Failed error={list.error} /> : null}
        {!state.group && list.isLoading ? <Waiting /> : null}
        {!state.group && !list.isLoading && !list.error && items.length === 0 ? (
          state.query === '' ? (
            <Nothing icon={<IconMessages size={28} />} title="Waiting for the first call">
              <span className={styles.start}>Set these where your application runs:</span>
              <Environment />
            </Nothing>
          ) : (
            <Nothing title="Nothing matches">No conversation has all of this.</Nothing>
          )
        ) : null}
        {!state.group && items.length > 0 ? (
          <VirtualList
            items={items}
            keyOf={({ key }) => key}
            estimate={88}
            onEnd={list.loadMore}
            shown={index}
            className={styles.rows}
            label="Conversations"
          >
            {(conversation) => (
              <ConversationRow
                conversation={conversation}
                isSelected={conversation.key === selected}
                onOpen={open}
              />
            )}
          </VirtualList>
        ) : null}
      </section>
      <div className={styles.detail}>
        {selected === undefined ? (
          items.length > 0 ? (
            <Nothing icon={<IconMessages size={28} />} title="Choose a conversation" />
          ) : null
        ) : (
          <ConversationPage key={selected} conversationKey={selected} />
        )}
      </div>
    </div>
  );
}

function ConversationRow({
  conversation,
  isSelected,
  onOpen,
}: {
  readonly conversation: ConversationSummary;
  readonly isSelected: boolean;
  readonly onOpen: (key: string) => void;
}): ReactNode {
  const { key, title, lastAt, answer, snippet, models, errorCount, usage, cost } = conversation;
  return (
    <a
      href={`#${conversationLink(key)}`}
      className={styles.row}
      aria-current={isSelected || undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(key);
      }}
    >
      <span className={styles.head}>
        <b>{firstLine(title, 160)}</b>
        <time title={formatWholeMoment(lastAt)}>{formatMoment(lastAt)}</time>
      </span>
      {snippet ? (
        <SnippetLine snippet={snippet} />
      ) : answer ? (
        <span className={styles.answer}>{firstLine(answer, 160)}</span>
      ) : null}
      <span className={styles.facts}>
        {errorCount > 0 ? (
          <Tag tone="bad">{errorCount === 1 ? '1 error' : `${errorCount} errors`}</Tag>
        ) : null}
        {models.length > 0 ? (
          <span className={styles.model}>
            {makeVisible(models[0]!)}
            {models.length > 1 ? ` +${models.length - 1}` : ''}
          </span>
        ) : null}
        <Tokens usage={usage} />
        <Money cost={cost} />
      </span>
    </a>
  );
}

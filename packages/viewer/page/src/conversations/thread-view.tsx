/** A thread: system prompt, messages, calls and tools, one below the other. */
import { IconFileText, IconRobot, IconSettings, IconTool, IconUser } from '@tabler/icons-react';
import { memo, useMemo, type ReactNode, type RefObject } from 'react';
import { Link } from 'wouter';
import type { MessageEntry, Part, Thread } from '../../../src/api.ts';
import { Fold } from '../parts/fold.tsx';
import { formatClock, formatCount } from '../parts/format.ts';
import { Tag } from '../parts/tag.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { firstLine, makeVisible } from '../parts/visible-text.ts';
import { traceLink } from '../shell/links.ts';
import { blockKey, blocksOf, type Block } from './blocks.ts';
import { CallLine } from './call-line.tsx';
import { PartView } from './part-view.tsx';
import { ToolCard } from './tool-card.tsx';
import styles from './thread-view.module.css';

/** From this many blocks on, only what is seen is in the page. Below it, the browser's own search finds everything. */
const manyBlocks = 150;

const roles: Readonly<Record<string, { name: string; Icon: typeof IconUser }>> = {
  user: { name: 'User', Icon: IconUser },
  assistant: { name: 'Assistant', Icon: IconRobot },
  system: { name: 'System', Icon: IconSettings },
  developer: { name: 'Developer', Icon: IconSettings },
  tool: { name: 'Tool', Icon: IconTool },
};

/** Shows the thread. */
export function ThreadView({
  thread,
  scroller,
}: {
  readonly thread: Thread;
  readonly scroller: RefObject<HTMLElement | null>;
}): ReactNode {
  const blocks = useMemo(() => blocksOf(thread.entries), [thread.entries]);
  return (
    <div className={styles.thread}>
      <SystemPrompt parts={thread.system} />
      {blocks.length > manyBlocks ? (
        <VirtualList
          items={blocks}
          keyOf={blockKey}
          estimate={120}
          scroller={scroller}
          label="Messages"
        >
          {(block) => <BlockView block={block} />}
        </VirtualList>
      ) : (
        blocks.map((block, index) => <BlockView key={blockKey(block, index)} block={block} />)
      )}
    </div>
  );
}

/** The system prompt, folded. Nothing without one. */
export function SystemPrompt({ parts }: { readonly parts: readonly Part[] }): ReactNode {
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  if (parts.length === 0) return null;
  return (
    <div className={styles.system}>
      <Fold
        icon={<IconFileText size={15} />}
        title="System prompt"
        summary={`${formatCount(text.length)} characters · ${firstLine(text, 160)}`}
      >
        <div className={styles.parts}>
          {parts.map((part, index) => (
            <PartView key={index} part={part} author="system" />
          ))}
        </div>
      </Fold>
    </div>
  );
}

const BlockView: (props: { readonly block: Block }) => ReactNode = memo(({ block }) => {
  switch (block.kind) {
    case 'turn':
      return (
        <div className={styles.turn}>
          <Link href={traceLink(block.traceId)}>
            Turn {block.number} · {formatClock(block.at)}
          </Link>
        </div>
      );
    case 'message':
      return <Message entry={block.entry} />;
    case 'answer':
      return (
        <article className={styles.block} data-role="assistant" aria-label="Assistant">
          <Avatar author="assistant" />
          <div className={styles.content}>
            <CallLine call={block.call} />
            {block.messages.map((message, index) => (
              <div key={index} className={styles.parts}>
                {block.messages.length > 1 ? (
                  <Tag>
                    choice {(message.choice ?? index) + 1} of {block.messages.length}
                  </Tag>
                ) : null}
                <Parts entry={message} />
              </div>
            ))}
            {block.messages.length === 0 && !block.call.error ? (
              <p className={styles.quiet}>
                {block.call.hasContent ? 'It brought nothing back.' : 'Messages are not recorded.'}
              </p>
            ) : null}
          </div>
        </article>
      );
    case 'tool':
      return (
        <article className={styles.block} data-role="tool" aria-label="Tool">
          <Avatar author="tool" />
          <div className={styles.content}>
            <ToolCard call={block.entry.call} />
          </div>
        </article>
      );
  }
});

function Message({ entry }: { readonly entry: MessageEntry }): ReactNode {
  const name = entry.name ?? roles[entry.role]?.name ?? entry.role;
  return (
    <article className={styles.block} data-role={entry.role} aria-label={name}>
      <Avatar author={entry.role} />
      <div className={styles.content}>
        <header className={styles.who}>{makeVisible(name)}</header>
        <div className={entry.role === 'user' ? `${styles.parts} ${styles.bubble}` : styles.parts}>
          <Parts entry={entry} />
        </div>
      </div>
    </article>
  );
}

function Parts({ entry }: { readonly entry: MessageEntry }): ReactNode {
  if (entry.parts.length === 0) return <p className={styles.quiet}>empty</p>;
  return entry.parts.map((part, index) => <PartView key={index} part={part} author={entry.role} />);
}

function Avatar({ author }: { readonly author: string }): ReactNode {
  const { Icon } = roles[author] ?? { Icon: IconUser };
  return (
    <div className={styles.avatar} aria-hidden>
      <Icon size={16} stroke={1.8} />
    </div>
  );
}

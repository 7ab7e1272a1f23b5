/** One part of a message, whatever it is. */
import { IconArchive, IconBrain } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Part } from '../../../src/api.ts';
import { Fold } from '../parts/fold.tsx';
import { formatCount } from '../parts/format.ts';
import { JsonTree } from '../parts/json-tree.tsx';
import { Media } from '../parts/media.tsx';
import { MessageText } from '../parts/message-text.tsx';
import { firstLine, makeVisible } from '../parts/visible-text.ts';
import { ToolCard, Value } from './tool-card.tsx';
import styles from './part-view.module.css';

/** Shows the part. */
export function PartView({
  part,
  author,
}: {
  readonly part: Part;
  /** Role of who wrote the message: what a model wrote is Markdown at first, what others wrote stays as it is. */
  readonly author: string;
}): ReactNode {
  switch (part.type) {
    case 'text':
      return (
        <MessageText
          text={part.text}
          json={part.json}
          isMarkdown={author === 'assistant'}
          label={`${author} message`}
        />
      );
    case 'reasoning':
      return (
        <Fold
          icon={<IconBrain size={15} className={styles.thinking} />}
          title="Thinking"
          summary={part.text === '' ? 'not shown by the provider' : firstLine(part.text, 160)}
        >
          {part.text === '' ? (
            <p className={styles.quiet}>The provider keeps it to itself.</p>
          ) : (
            <MessageText text={part.text} isMarkdown label="thinking" />
          )}
        </Fold>
      );
    case 'tool_call':
      return <ToolCard call={part} />;
    case 'tool_result':
      return (
        <Fold title="Result of a tool" summary={part.id ? makeVisible(part.id) : undefined}>
          <Value value={part.value} label="Result of a tool" missing="not recorded" />
        </Fold>
      );
    case 'media':
      return <Media part={part} />;
    case 'compaction':
      return (
        <Fold
          icon={<IconArchive size={15} />}
          title="The conversation was shortened here"
          summary={
            part.text === undefined ? undefined : `${formatCount(part.text.length)} characters`
          }
        >
          <MessageText
            text={part.text ?? 'What it was shortened to is not recorded.'}
            isMarkdown
            label="summary"
          />
        </Fold>
      );
    case 'other':
      return (
        <Fold title={makeVisible(part.name)}>
          <JsonTree value={part.value} label={part.name} />
        </Fold>
      );
  }
}

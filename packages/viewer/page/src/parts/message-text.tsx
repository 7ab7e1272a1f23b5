/** The text of a message: as Markdown, as it is, or as a tree when it is JSON. */
import { ActionIcon, CopyButton, Group, Tooltip } from '@mantine/core';
import { IconBraces, IconCheck, IconCopy, IconMarkdown, IconTxt } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { AttributeValue } from '../../../src/api.ts';
import { formatCount } from './format.ts';
import { JsonTree } from './json-tree.tsx';
import { Markdown } from './markdown.tsx';
import { VirtualList } from './virtual-list.tsx';
import { makeVisible, splitLines } from './visible-text.ts';
import styles from './message-text.module.css';

/** From this many characters on a text is shown line by line: Markdown would hold the page up. */
const longText = 30_000;

type Shape = 'markdown' | 'text' | 'tree';

/** Shows the text. */
export function MessageText({
  text,
  json,
  isMarkdown,
  label,
}: {
  readonly text: string;
  /** The value when the text is JSON. */
  readonly json?: AttributeValue | undefined;
  /** Whether it is Markdown at first. */
  readonly isMarkdown: boolean;
  /** What it is, for screen readers. */
  readonly label: string;
}): ReactNode {
  const isLong = text.length > longText;
  const usual: Shape =
    typeof json === 'object' && json !== null
      ? 'tree'
      : isMarkdown && !isLong
        ? 'markdown'
        : 'text';
  const [chosen, setChosen] = useState<Shape>();
  const shape = chosen ?? usual;
  return (
    <div className={styles.text}>
      <div className={styles.actions} role="toolbar" aria-label={`Show ${label} as`}>
        {shapesOf(json, isLong).map(({ name, words, Icon }) => (
          <Tooltip key={name} label={words}>
            <ActionIcon
              size="sm"
              variant={shape === name ? 'light' : 'subtle'}
              color={shape === name ? 'indigo' : 'gray'}
              aria-label={words}
              aria-pressed={shape === name}
              onClick={() => setChosen(name)}
            >
              <Icon size={14} />
            </ActionIcon>
          </Tooltip>
        ))}
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? 'Copied' : 'Copy text'}>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label="Copy text"
                onClick={copy}
              >
                {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </div>
      {shape === 'tree' ? <JsonTree value={json} label={label} /> : null}
      {shape === 'markdown' ? <Markdown text={text} /> : null}
      {shape === 'text' && isLong ? <LongText text={text} label={label} /> : null}
      {shape === 'text' && !isLong ? <div className={styles.plain}>{makeVisible(text)}</div> : null}
    </div>
  );
}

/** A text of any length, of which only the lines that are seen are in the page. */
function LongText({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const lines = useMemo(() => splitLines(makeVisible(text), 2_000), [text]);
  return (
    <>
      <Group className={styles.note} gap={6}>
        {formatCount(text.length)} characters, shown line by line
      </Group>
      <VirtualList
        items={lines}
        keyOf={(_, index) => String(index)}
        estimate={20}
        className={styles.long}
        label={label}
      >
        {(line) => <div className={styles.plain}>{line === '' ? '\u00A0' : line}</div>}
      </VirtualList>
    </>
  );
}

function shapesOf(
  json: AttributeValue | undefined,
  isLong: boolean,
): { name: Shape; words: string; Icon: typeof IconTxt }[] {
  return [
    ...(typeof json === 'object' && json !== null
      ? [{ name: 'tree', words: 'As a tree', Icon: IconBraces } as const]
      : []),
    ...(isLong ? [] : [{ name: 'markdown', words: 'As Markdown', Icon: IconMarkdown } as const]),
    { name: 'text', words: 'As it is', Icon: IconTxt },
  ];
}

/** Two traces, calls or conversations side by side, with what differs marked. */
import { Button } from '@mantine/core';
import { IconArrowsExchange, IconEqual } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';
import type {
  Comparison,
  ComparisonRow,
  ComparisonSide,
  MessageEntry,
  Part,
} from '../../../src/api.ts';
import { useComparison } from '../api/queries.ts';
import { formatCount, formatDuration, formatWholeMoment } from '../parts/format.ts';
import { Failed, Nothing, Waiting } from '../parts/problem.tsx';
import { firstLine, makeVisible } from '../parts/visible-text.ts';
import { conversationLink, traceLink } from '../shell/links.ts';
import { CompareChooser } from './compare-chooser.tsx';
import { wordChanges, type Stretch } from './word-changes.ts';
import styles from './compare-view.module.css';

const groupNames: Readonly<Record<ComparisonRow['group'], string>> = {
  model: 'Model',
  parameters: 'Parameters',
  versions: 'Versions',
  tokens: 'Tokens',
  cost: 'Cost',
  time: 'Time',
  outcome: 'Outcome',
};

/** Shows the comparison, or asks for what to compare. */
export function CompareView(): ReactNode {
  const [values, setValues] = useSearchParams();
  const left = values.get('left') ?? undefined;
  const right = values.get('right') ?? undefined;
  const { data, error } = useComparison(left, right);
  const choose = (side: 'left' | 'right', ref: string): void => {
    setValues((before) => {
      const after = new URLSearchParams(before);
      after.set(side, ref);
      return after;
    });
  };
  return (
    <section className={styles.view} aria-label="Compare">
      <header className={styles.header}>
        <h1>Compare</h1>
        {left && right ? (
          <>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconArrowsExchange size={14} />}
              onClick={() => setValues({ left: right, right: left })}
            >
              Swap
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => setValues({ left })}>
              Choose another
            </Button>
          </>
        ) : null}
      </header>
      {left && right ? (
        <>
          {error ? <Failed error={error} missing="One of the two is not stored any more." /> : null}
          {!data && !error ? <Waiting /> : null}
          {data ? <Sides comparison={data} /> : null}
        </>
      ) : (
        <CompareChooser
          title={left ? 'Choose what to compare it with' : 'Choose the first'}
          taken={left}
          onChoose={(ref) => choose(left ? 'right' : 'left', ref)}
        />
      )}
    </section>
  );
}

function Sides({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const { left, right, rows, messages } = comparison;
  const [isAllShown, setAllShown] = useState(true);
  const shown = isAllShown ? rows : rows.filter(({ isSame }) => !isSame);
  const groups = Map.groupBy(shown, ({ group }) => group);
  return (
    <div className={styles.sides}>
      <div className={styles.titles}>
        <Title side={left} />
        <Title side={right} />
      </div>
      <div className={styles.toggle}>
        <Button size="compact-xs" variant="subtle" onClick={() => setAllShown(!isAllShown)}>
          {isAllShown ? 'Only what differs' : 'All facts'}
        </Button>
      </div>
      <table className={styles.facts}>
        {[...groups].map(([group, facts]) => (
          <tbody key={group}>
            <tr>
              <th colSpan={4} scope="rowgroup">
                {groupNames[group]}
              </th>
            </tr>
            {facts.map((row) => (
              <tr key={row.name} data-differs={!row.isSame || undefined}>
                <th scope="row">{makeVisible(row.name)}</th>
                <td>{written(row.left, row.unit)}</td>
                <td>{written(row.right, row.unit)}</td>
                <td className={styles.change}>{change(row)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <h2>Messages</h2>
      {messages.length === 0 ? <Nothing title="No messages are recorded" /> : null}
      {messages.map((pair, index) => (
        <Pair key={index} {...pair} />
      ))}
    </div>
  );
}

function Title({ side }: { readonly side: ComparisonSide }): ReactNode {
  const [traceId = '', spanId] = side.ref.split('/');
  return (
    <div>
      <Link
        href={
          side.kind === 'conversation' ? conversationLink(side.ref) : traceLink(traceId, spanId)
        }
      >
        {firstLine(side.title, 120)}
      </Link>
      <span>
        {side.kind} · {formatWholeMoment(side.startedAt)}
      </span>
    </div>
  );
}

function Pair({ left, right, isSame }: Comparison['messages'][number]): ReactNode {
  const texts = useMemo(() => [textOf(left), textOf(right)] as const, [left, right]);
  const changes = useMemo(() => wordChanges(...texts), [texts]);
  return (
    <div className={styles.pair} data-same={isSame || undefined}>
      <Side entry={left} stretches={changes.left} kind="removed" />
      <Side entry={right} stretches={changes.right} kind="added" />
      {isSame ? (
        <span className={styles.same}>
          <IconEqual size={13} /> the same
        </span>
      ) : null}
    </div>
  );
}

function Side({
  entry,
  stretches,
  kind,
}: {
  readonly entry: MessageEntry | undefined;
  readonly stretches: readonly Stretch[];
  readonly kind: 'removed' | 'added';
}): ReactNode {
  if (!entry) return <div className={styles.absent}>nothing here</div>;
  return (
    <article className={styles.message} data-role={entry.role}>
      <h3>{makeVisible(entry.role)}</h3>
      <div>
        {stretches.map(({ text, isOwn }, index) =>
          isOwn ? (
            <mark key={index} data-kind={kind}>
              {makeVisible(text)}
            </mark>
          ) : (
            <span key={index}>{makeVisible(text)}</span>
          ),
        )}
      </div>
    </article>
  );
}

/** A message as one text, in which what is no text has its name. */
export function textOf(entry: MessageEntry | undefined): string {
  return (entry?.parts ?? []).map(partText).join('\n');
}

function partText(part: Part): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'reasoning':
      return `[thinking] ${part.text}`;
    case 'tool_call':
      return `[tool] ${part.name} ${JSON.stringify(part.arguments ?? {})}${part.result ? `\n[result] ${JSON.stringify(part.result.value)}` : ''}`;
    case 'tool_result':
      return `[result] ${JSON.stringify(part.value)}`;
    case 'media':
      return `[${part.modality}] ${part.mimeType ?? ''}`;
    case 'compaction':
      return `[shortened] ${part.text ?? ''}`;
    case 'other':
      return `[${part.name}] ${JSON.stringify(part.value)}`;
  }
}

function written(value: string | number | undefined, unit: ComparisonRow['unit']): string {
  if (value === undefined) return '–';
  if (typeof value === 'string') return makeVisible(value);
  if (unit === 'ms') return formatDuration(value);
  if (unit === 'money') return String(Number(value.toPrecision(4)));
  return formatCount(value);
}

/** How much more or less the right side is, in per cent. */
function change({ left, right, unit }: ComparisonRow): string {
  if (
    unit === undefined ||
    typeof left !== 'number' ||
    typeof right !== 'number' ||
    left === 0 ||
    left === right
  )
    return '';
  const share = Math.round(((right - left) / left) * 100);
  return `${share > 0 ? '+' : '−'}${Math.abs(share)}%`;
}

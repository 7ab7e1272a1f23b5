/** Chooses a conversation or a trace to compare. */
import { SegmentedControl, TextInput } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useConversations, useTraces } from '../api/queries.ts';
import { formatDuration, formatMoment } from '../parts/format.ts';
import { Nothing, Waiting } from '../parts/problem.tsx';
import { firstLine, makeVisible } from '../parts/visible-text.ts';
import styles from './compare-view.module.css';

type Kind = 'conversations' | 'traces';

/** One that can be chosen. */
interface Offer {
  readonly ref: string;
  readonly title: string;
  readonly facts: readonly string[];
}

/** Lists them, found by a query. What is `taken` is not offered, and its kind is offered first. */
export function CompareChooser({
  title,
  taken,
  onChoose,
}: {
  readonly title: string;
  readonly taken: string | undefined;
  readonly onChoose: (ref: string) => void;
}): ReactNode {
  const [kind, setKind] = useState<Kind>(
    taken !== undefined && /^[0-9a-f]{32}(?:\/|$)/.test(taken) ? 'traces' : 'conversations',
  );
  const [query, setQuery] = useState('');
  const { offers, isLoading } = useOffers(kind, query);
  const offered = offers.filter(({ ref }) => ref !== taken);
  return (
    <div className={styles.chooser}>
      <h2>{title}</h2>
      <SegmentedControl
        aria-label="What to choose from"
        data={[
          { value: 'conversations', label: 'Conversations' },
          { value: 'traces', label: 'Traces' },
        ]}
        value={kind}
        onChange={(value) => setKind(value)}
      />
      <TextInput
        type="search"
        placeholder={`Search ${kind}`}
        aria-label={`Search ${kind}`}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {isLoading ? <Waiting /> : null}
      {!isLoading && offered.length === 0 ? (
        <Nothing icon={<IconGitCompare size={28} />} title="Nothing to compare">
          It takes two. A single call can be compared from its own page.
        </Nothing>
      ) : null}
      <ul>
        {offered.map(({ ref, title: name, facts }) => (
          <li key={ref}>
            <button type="button" onClick={() => onChoose(ref)}>
              <b>{firstLine(name, 120)}</b>
              <span>{makeVisible(facts.filter(Boolean).join(' · '))}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useOffers(
  kind: Kind,
  query: string,
): { readonly offers: readonly Offer[]; readonly isLoading: boolean } {
  const asked = { query: query || undefined, limit: 50 };
  const conversations = useConversations(asked, kind === 'conversations');
  const traces = useTraces(asked, kind === 'traces');
  return kind === 'conversations'
    ? {
        isLoading: conversations.isLoading,
        offers: conversations.items.map(({ key, title, lastAt, models }) => ({
          ref: key,
          title,
          facts: [formatMoment(lastAt), models.join(', ')],
        })),
      }
    : {
        isLoading: traces.isLoading,
        offers: traces.items.map(
          ({ traceId, name, question, startedAt, durationMillis, models }) => ({
            ref: traceId,
            title: question ?? name,
            facts: [
              ...(question === undefined ? [] : [name]),
              formatMoment(startedAt),
              formatDuration(durationMillis),
              models.join(', '),
            ],
          }),
        ),
      };
}

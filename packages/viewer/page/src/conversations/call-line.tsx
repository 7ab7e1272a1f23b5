/** What is known of one call of a model: in a line, and in full when it is unfolded. */
import { Collapse, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight, IconRefresh } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Call } from '../../../src/api.ts';
import { CopyMenu } from '../parts/copy-menu.tsx';
import { Facts, type Fact } from '../parts/facts.tsx';
import { Money, Tokens, describeCost, describeUsage } from '../parts/figures.tsx';
import fold from '../parts/fold.module.css';
import { formatCost, formatCount, formatDuration, formatWholeMoment } from '../parts/format.ts';
import { Tag, type Tone } from '../parts/tag.tsx';
import { makeVisible } from '../parts/visible-text.ts';
import { compareLink, tracesLink, traceLink } from '../shell/links.ts';
import { StreamLine } from './stream-line.tsx';
import { ToolDefinitions } from './tool-definitions.tsx';
import styles from './call-line.module.css';

/** How much a finish reason matters: what cuts an answer short is worth seeing. */
export function finishTone(reason: string): Tone {
  if (/^(?:length|max_tokens|max_output_tokens|incomplete)$/i.test(reason)) return 'warn';
  if (/^(?:content_filter|error|refusal|safety|failed)$/i.test(reason)) return 'bad';
  return 'plain';
}

/** Shows the call. */
export function CallLine({
  call,
  isOpen: isOpenAtFirst = false,
}: {
  readonly call: Call;
  readonly isOpen?: boolean;
}): ReactNode {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const model = call.responseModel ?? call.requestModel ?? call.operation;
  return (
    <div className={styles.call}>
      <div className={styles.head}>
        <UnstyledButton
          className={styles.line}
          onClick={() => setOpen(!isOpen)}
          aria-expanded={isOpen}
        >
          <IconChevronRight
            size={14}
            className={`${fold.chevron} ${styles.chevron}`}
            data-open={isOpen || undefined}
          />
          <span className={styles.model}>{makeVisible(model)}</span>
          <span>{formatDuration(call.durationMillis)}</span>
          {call.stream?.firstChunkMillis === undefined ? null : (
            <span className={styles.quiet}>
              first chunk {formatDuration(call.stream.firstChunkMillis)}
            </span>
          )}
          <Tokens usage={call.usage} />
          {call.usage.cacheReadTokens ? (
            <span className={styles.quiet}>{formatCount(call.usage.cacheReadTokens)} cached</span>
          ) : null}
          {call.usage.reasoningTokens ? (
            <span className={styles.quiet}>
              {formatCount(call.usage.reasoningTokens)} reasoning
            </span>
          ) : null}
          <Money cost={call.cost} />
        </UnstyledButton>
        <span className={styles.tags}>
          {call.retries && call.retries.count > 0 ? (
            <Tag tone="warn" icon={<IconRefresh size={12} />}>
              {call.retries.count === 1 ? 'retried once' : `retried ${call.retries.count} times`}
            </Tag>
          ) : null}
          {call.rateLimits.filter(isNearlyUsedUp).map(({ kind, remaining, limit }) => (
            <Tag key={kind} tone="warn" icon={<IconAlertTriangle size={12} />}>
              {kindWords[kind]}: {formatCount(remaining!)} of {formatCount(limit!)} left
            </Tag>
          ))}
          {call.finishReasons.map((reason, index) => (
            <Tag key={index} tone={finishTone(reason)} hint="Why the model stopped">
              {makeVisible(reason)}
            </Tag>
          ))}
          {call.error ? <Tag tone="bad">{makeVisible(call.error.type)}</Tag> : null}
        </span>
      </div>
      {call.error ? (
        <div className={styles.error} role="note">
          <IconAlertTriangle size={16} />
          <span>
            <b>{makeVisible(call.error.type)}</b>
            {call.error.message ? ` ${makeVisible(call.error.message)}` : ''}
          </span>
        </div>
      ) : null}
      <Collapse expanded={isOpen}>{isOpen ? <CallDetails call={call} /> : null}</Collapse>
    </div>
  );
}

/** All that is known of a call. */
export function CallDetails({ call }: { readonly call: Call }): ReactNode {
  return (
    <div className={styles.details}>
      <StreamLine call={call} />
      <Facts groups={factsOf(call)} />
      {call.evaluations.length > 0 ? (
        <ul className={styles.evaluations} aria-label="Evaluations">
          {call.evaluations.map(({ name, score, label, explanation }, index) => (
            <li key={index}>
              <Tag tone="accent">{makeVisible(name)}</Tag> <b>{score ?? ''}</b>{' '}
              {makeVisible(label ?? '')}{' '}
              <span className={styles.quiet}>{makeVisible(explanation ?? '')}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <ToolDefinitions tools={call.tools} />
      <div className={styles.actions}>
        <Link href={traceLink(call.traceId, call.spanId)}>Open in its trace</Link>
        <Link href={compareLink(`${call.traceId}/${call.spanId}`)}>Compare it</Link>
        {call.requestModel ? (
          <Link href={tracesLink(`model:${JSON.stringify(call.requestModel)}`)}>
            All of this model
          </Link>
        ) : null}
        <CopyMenu traceId={call.traceId} spanId={call.spanId} call={call} />
      </div>
    </div>
  );
}

const kindWords: Readonly<Record<Call['rateLimits'][number]['kind'], string>> = {
  requests: 'requests',
  tokens: 'tokens',
  input_tokens: 'input tokens',
  output_tokens: 'output tokens',
};

function isNearlyUsedUp({ limit, remaining }: Call['rateLimits'][number]): boolean {
  return limit !== undefined && remaining !== undefined && remaining <= limit * 0.1;
}

function factsOf(call: Call): { name: string; facts: readonly Fact[] }[] {
  const { retries, prompt } = call;
  return [
    {
      name: 'Call',
      facts: [
        ['operation', call.operation],
        ['provider', call.provider],
        ['server', call.server],
        ['asked for', call.requestModel],
        ['answered by', call.responseModel],
        ['reply id', call.responseId],
        ['request id', call.requestId],
        ['started', formatWholeMoment(call.startedAt)],
        ['output', call.outputType],
      ],
    },
    {
      name: 'Tokens and cost',
      facts: [
        ['tokens', describeUsage(call.usage) || undefined],
        ['cost', call.cost ? formatCost(call.cost.amount, call.cost.currency) : undefined],
        ['price', call.cost ? describeCost(call.cost) : undefined],
      ],
    },
    {
      name: 'Parameters',
      facts: Object.entries(call.parameters).map(([name, value]): Fact => [name, value]),
    },
    {
      name: 'Limits and retries',
      facts: [
        ...call.rateLimits.map(({ kind, limit, remaining, resetMillis }): Fact => [
          kindWords[kind],
          [
            remaining === undefined ? undefined : `${formatCount(remaining)} left`,
            limit === undefined ? undefined : `of ${formatCount(limit)}`,
            resetMillis === undefined ? undefined : `back in ${formatDuration(resetMillis)}`,
          ]
            .filter((words) => words !== undefined)
            .join(' '),
        ]),
        ['retries', retries?.count],
        [
          'waited for retries',
          retries?.waitMillis === undefined ? undefined : formatDuration(retries.waitMillis),
        ],
        [
          'told to wait',
          retries?.afterMillis === undefined ? undefined : formatDuration(retries.afterMillis),
        ],
      ],
    },
    {
      name: 'Versions',
      facts: [
        ['prompt', prompt?.name],
        ['prompt version', prompt?.version],
        ...Object.entries(call.versions).map(([name, value]): Fact => [name, value]),
      ],
    },
    {
      name: 'Recording',
      facts: [
        ['cut values', call.truncated || undefined],
        ['content', call.hasContent ? undefined : 'not recorded by the application'],
      ],
    },
  ];
}

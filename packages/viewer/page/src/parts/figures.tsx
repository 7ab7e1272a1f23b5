/** Tokens and money: with their parts and where they come from. What nobody said is not shown as 0. */
import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Cost, Usage } from '../../../src/api.ts';
import { formatCost, formatCount, formatShortCount } from './format.ts';
import styles from './figures.module.css';

/** Parts of the tokens in words: `1,234 input (128 cached), 61 output (20 reasoning)`. Empty when nothing is known. */
export function describeUsage(usage: Usage): string {
  const sides: string[] = [];
  if (usage.inputTokens !== undefined) {
    sides.push(
      `${formatCount(usage.inputTokens)} input${describeParts([
        [usage.cacheReadTokens, 'cached'],
        [usage.cacheWriteTokens, 'written to the cache'],
      ])}`,
    );
  }
  if (usage.outputTokens !== undefined) {
    sides.push(
      `${formatCount(usage.outputTokens)} output${describeParts([[usage.reasoningTokens, 'reasoning']])}`,
    );
  }
  return sides.join(', ');
}

/** What the counts are part of: ` (128 cached)`; empty when none is known. */
function describeParts(parts: readonly (readonly [number | undefined, string])[]): string {
  const said = parts.filter(([count]) => count !== undefined && count > 0);
  if (said.length === 0) return '';
  return ` (${said.map(([count, word]) => `${formatCount(count!)} ${word}`).join(', ')})`;
}

/** Tokens of a call or of many: `1,234 → 61`. Nothing when unknown. */
export function Tokens({ usage }: { readonly usage: Usage }): ReactNode {
  const words = describeUsage(usage);
  if (words === '') return null;
  return (
    <Tooltip label={words}>
      <span className={styles.figure}>
        {usage.inputTokens === undefined ? '?' : formatShortCount(usage.inputTokens)}
        <span className={styles.arrow} aria-hidden>
          →
        </span>
        {usage.outputTokens === undefined ? '?' : formatShortCount(usage.outputTokens)}
        <span className={styles.unit}>tokens</span>
      </span>
    </Tooltip>
  );
}

/** Where an amount comes from, in words. */
export function describeCost(cost: Cost): string {
  return [
    cost.source
      ? `Price from ${cost.source}`
      : 'Nobody said where the price comes from, or several did',
    cost.priceDate ? `, as of ${cost.priceDate}` : '',
    cost.isPartial ? '. At least this: some calls have no known cost' : '',
    '.',
  ].join('');
}

/** An amount of money with its source. Nothing when unknown. */
export function Money({ cost }: { readonly cost?: Cost | undefined }): ReactNode {
  if (!cost) return null;
  return (
    <Tooltip label={describeCost(cost)}>
      <span className={styles.figure}>
        {cost.isPartial ? '≥ ' : ''}
        {formatCost(cost.amount, cost.currency)}
      </span>
    </Tooltip>
  );
}

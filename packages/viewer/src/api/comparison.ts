/** Two of something side by side. */
import type { MessageEntry } from './conversation.ts';

/** Two traces, calls or conversations side by side. */
export interface Comparison {
  readonly left: ComparisonSide;
  readonly right: ComparisonSide;
  /** Numbers and facts: parameters, versions, tokens, cost, times. */
  readonly rows: readonly ComparisonRow[];
  /** The messages aligned: what is on one side only has no other. */
  readonly messages: readonly {
    readonly left?: MessageEntry | undefined;
    readonly right?: MessageEntry | undefined;
    readonly isSame: boolean;
  }[];
}

/** One side of a comparison. */
export interface ComparisonSide {
  readonly ref: string;
  readonly kind: 'trace' | 'call' | 'conversation';
  readonly title: string;
  readonly startedAt: number;
}

/** One fact on both sides. */
export interface ComparisonRow {
  readonly group: 'model' | 'parameters' | 'versions' | 'tokens' | 'cost' | 'time' | 'outcome';
  readonly name: string;
  readonly unit?: 'ms' | 'tokens' | 'money' | undefined;
  readonly left?: string | number | undefined;
  readonly right?: string | number | undefined;
  readonly isSame: boolean;
}

/** What a span did, as a word and a colour. */
import type { SpanCategory } from '../../../src/api.ts';

/** A word for people. */
export const CATEGORY_NAMES: Readonly<Record<SpanCategory, string>> = {
  model: 'Model',
  agent: 'Agent',
  tool: 'Tools',
  retrieval: 'Retrieval',
  embeddings: 'Embeddings',
  workflow: 'Workflow',
  memory: 'Memory',
  http: 'HTTP',
  database: 'Database',
  messaging: 'Queue',
  other: 'Own code',
};

/** The colour, as a value for CSS. */
export function categoryColor(category: SpanCategory): string {
  return `var(--kind-${category})`;
}

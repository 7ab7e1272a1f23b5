/** The scripted embeddings find the right article. */
import { expect, it } from 'vitest';
import { embed } from './bag-of-words.ts';
import { articles, searchText } from './knowledge/documents.ts';

const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, value, index) => sum + value * right[index]!, 0);

function nearest(question: string): string | undefined {
  const vector = embed(question);
  return articles
    .map((article) => ({ id: article.id, score: dot(vector, embed(searchText(article))) }))
    .toSorted((left, right) => right.score - left.score)[0]?.id;
}

it('has 30 articles or more', () => {
  expect(articles.length).toBeGreaterThanOrEqual(30);
});

it.each([
  ['How long can I return an item?', 'returns-window'],
  ['My parcel arrived damaged, what now?', 'parcel-damaged'],
  ['I forgot my password', 'account-password'],
  ['How do I wash a wool jumper?', 'care-wool'],
  ['Which size of shoes should I take?', 'size-guide'],
])('finds for "%s" the article %s', (question, id) => {
  expect(nearest(question)).toBe(id);
});

it('gives vectors of length 1', () => {
  expect(Math.hypot(...embed('wool'))).toBeCloseTo(1);
});

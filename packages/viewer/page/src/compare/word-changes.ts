/** Two texts with what differs between them marked. */
import { diffWordsWithSpace } from 'diff';

/** A stretch of a text. */
export interface Stretch {
  readonly text: string;
  /** True: the other text does not have it. */
  readonly isOwn: boolean;
}

/** From this many characters on, texts are not compared word by word: it takes too long. */
const longText = 20_000;

/** Both texts in stretches. Long ones come as one stretch each. */
export function wordChanges(left: string, right: string): { left: Stretch[]; right: Stretch[] } {
  if (left === right)
    return { left: [{ text: left, isOwn: false }], right: [{ text: right, isOwn: false }] };
  if (left.length + right.length > longText) {
    return { left: [{ text: left, isOwn: true }], right: [{ text: right, isOwn: true }] };
  }
  const changes = diffWordsWithSpace(left, right);
  return {
    left: changes
      .filter(({ added }) => !added)
      .map(({ value, removed }) => ({ text: value, isOwn: removed })),
    right: changes
      .filter(({ removed }) => !removed)
      .map(({ value, added }) => ({ text: value, isOwn: added })),
  };
}

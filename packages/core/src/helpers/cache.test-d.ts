/** The wrapped lookup has the type of the lookup, and what it gives back is what `read` reads. */
import { expectTypeOf, it } from 'vitest';
import { cache } from './cache.ts';

interface Entry {
  readonly answer: string;
  readonly score: number;
}
declare function look(question: string): Promise<Entry | undefined>;

it('keeps the type of the function', () => {
  expectTypeOf(cache({ name: 'answers' }, look)).toEqualTypeOf(look);
});

it('hands what was found to `read`', () => {
  const read = cache(
    {
      name: 'answers',
      kind: 'semantic',
      read: (found) => {
        expectTypeOf(found).toEqualTypeOf<Entry | undefined>();
        return { similarity: found?.score };
      },
    },
    look,
  );
  expectTypeOf(read).toEqualTypeOf(look);
});

it('refuses another kind', () => {
  // @ts-expect-error -- there are two
  const read = cache({ name: 'answers', kind: 'fuzzy' }, look);
  expectTypeOf(read).toEqualTypeOf(look);
});

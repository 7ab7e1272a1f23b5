/** The wrapped function has the type of the function, with its overloads and generics. */
import { expectTypeOf, it } from 'vitest';
import { agent } from './agent.ts';
import { tool } from './tool.ts';

declare function overloaded(value: string): string;
declare function overloaded(value: number): number;
declare function generic<T>(value: T): Promise<T[]>;

it('keeps overloads', () => {
  const wrapped = tool({ name: 't' }, overloaded);
  expectTypeOf(wrapped).toEqualTypeOf(overloaded);
  expectTypeOf(wrapped('a')).toBeString();
  expectTypeOf(wrapped(1)).toBeNumber();
});

it('keeps generics', () => {
  const wrapped = agent({ name: 'a' }, generic);
  expectTypeOf(wrapped<Date>).returns.resolves.toEqualTypeOf<Date[]>();
});

it('keeps generators', () => {
  const wrapped = agent({ name: 'a' }, async function* run(_n: number) {
    yield 'x';
  });
  expectTypeOf(wrapped).returns.toEqualTypeOf<AsyncGenerator<string, void, unknown>>();
});

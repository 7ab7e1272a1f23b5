/** The shapes that are read are those of `node:sqlite`. */
import type { StatementSync } from 'node:sqlite';
import { expectTypeOf, it } from 'vitest';
import type { Statement } from './sqlite.ts';

it('has statements that tell their text', () => {
  expectTypeOf<StatementSync>().toExtend<Statement>();
  expectTypeOf<StatementSync['sourceSQL']>().toEqualTypeOf<string>();
  expectTypeOf<StatementSync>().toHaveProperty('iterate');
});

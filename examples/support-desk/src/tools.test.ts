/** What a tool does with arguments that a model wrote. */
import { describe, expect, it } from 'vitest';
import { ArgumentError, createTools, requireText } from './tools.ts';

describe('requireText', () => {
  it('reads a text', () => {
    expect(requireText({ id: '1042' }, 'id')).toBe('1042');
  });

  it.each([[{}], [{ id: '' }], [{ id: 1042 }], [{ id: null }], [null], ['1042'], [[]]])(
    'refuses %j',
    (input) => {
      expect(() => requireText(input, 'id')).toThrow(ArgumentError);
    },
  );
});

describe('createTools', () => {
  const tools = createTools({ search: async () => [] });

  it('tells the model of each tool which argument it needs', () => {
    expect(
      Array.from(tools, ([name, { definition }]) => [
        name,
        definition.function.name,
        definition.function.parameters?.['required'],
      ]),
    ).toEqual([
      ['search_knowledge', 'search_knowledge', ['question']],
      ['look_up_order', 'look_up_order', ['id']],
      ['refund_order', 'refund_order', ['id']],
    ]);
  });

  it('runs a tool', async () => {
    await expect(tools.get('refund_order')!.run({ id: '1043' })).resolves.toEqual({
      id: '1043',
      refundedEuros: 189,
    });
  });

  it('fails as the work fails', async () => {
    await expect(tools.get('refund_order')!.run({ id: '1044' })).rejects.toThrow('61 days ago');
  });

  it('fails when the argument is missing', async () => {
    await expect(tools.get('refund_order')!.run({ order: '1043' })).rejects.toThrow(ArgumentError);
  });
});

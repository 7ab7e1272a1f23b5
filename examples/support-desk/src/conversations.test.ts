/** What is remembered of conversations. */
import { expect, it } from 'vitest';
import { createConversations } from './conversations.ts';

it('remembers what was said, in order', () => {
  const conversations = createConversations();
  conversations.add('a', 'one?', 'One.');
  conversations.add('a', 'two?', 'Two.');
  expect(conversations.of('a').map(({ content }) => content)).toEqual([
    'one?',
    'One.',
    'two?',
    'Two.',
  ]);
  expect(conversations.of('b')).toEqual([]);
});

it('keeps the last 20 messages of a conversation', () => {
  const conversations = createConversations();
  for (let index = 0; index < 11; index += 1) conversations.add('a', `${index}?`, `${index}.`);
  expect(conversations.of('a')).toHaveLength(20);
  expect(conversations.of('a')[0]).toEqual({ role: 'user', content: '1?' });
});

it('forgets the conversation that was silent longest, from the 1001st on', () => {
  const conversations = createConversations();
  for (let index = 0; index < 1000; index += 1) conversations.add(`c-${index}`, '?', '.');
  conversations.add('c-0', '?', '.');
  expect(conversations.of('c-1')).toHaveLength(2);
  conversations.add('c-1000', '?', '.');
  expect(conversations.of('c-1')).toEqual([]);
  expect(conversations.of('c-0')).toHaveLength(4);
});

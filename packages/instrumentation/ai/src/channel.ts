/** Where the SDK tells what it does. */
import type { Operation } from '@spanwise/core/adapter';
import type { Told } from './ai.ts';

/** The operation that the SDK tells of by one of these words: 7 on its channel, 5 and 6 by what `telemetry.ts` hears. */
export function told(...types: readonly string[]): Pick<Operation<Told>, 'method' | 'when'> {
  return {
    method: {
      kind: 'channel',
      channel: 'ai:telemetry',
      calledAs: types[0],
      // Not the message itself: a call whose end is never told ends when that is dropped.
      callArguments: ({ type, event }) => [{ type, event }],
    },
    when: ({ type }) => types.includes(type ?? ''),
  };
}

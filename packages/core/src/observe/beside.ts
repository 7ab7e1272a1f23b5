/** Watches the promise of the whole reply that some clients give beside a stream, for those who read only that. */
import type { Call } from '../record/call.ts';
import { hide } from './hide.ts';

/** Once the stream itself is read, it tells how the call ends. */
export function watchBeside(result: unknown, call: Call): void {
  const { beside } = call;
  if (beside === undefined) return;
  const { property, isFollowed } = beside;
  const promise = (result as Record<string, unknown>)[property];
  if (!(promise instanceof Promise)) return;
  // Looks into the result, and so keeps the stream, which nobody else may hold while the promise is waited for.
  const isUnread = (): boolean => !call.hasChunks && call.streamIn(result) !== undefined;
  const follower = promise.then(
    (reply: unknown) => {
      if (isUnread()) call.streamEnds('completed', undefined, reply);
      return reply;
    },
    (error: unknown) => {
      if (isUnread()) call.streamEnds('failed', error);
      if (!isFollowed) throw error;
    },
  );
  // A rejection that nobody handles is to be one, not none and not two.
  if (!isFollowed) hide(result as object, property, follower);
}

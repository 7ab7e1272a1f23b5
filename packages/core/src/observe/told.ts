/** Watches an object that the client tells of the end by calling its methods, as those that `pg` submits. */
import type { Told } from '../adapter/adapter.ts';
import type { Call } from '../record/call.ts';
import { safely } from '../safely.ts';
import { abandonWhenUnread } from './dropped.ts';
import { hide } from './hide.ts';

type Method = (this: unknown, ...values: unknown[]) => unknown;

/** Ends the call when the object is told of the end. Gives back false for one that has no such methods. */
export function watchTold(object: unknown, { ends, fails, reply }: Told, call: Call): boolean {
  if (typeof object !== 'object' || object === null) return false;
  const { [ends]: end, [fails]: fail } = object as Record<string, unknown>;
  if (typeof end !== 'function' || typeof fail !== 'function') return false;
  hide(object, ends, function (this: unknown, ...values: unknown[]): unknown {
    try {
      return (end as Method).apply(this, values);
    } finally {
      call.reply(safely('reading a reply', () => reply(object, values)));
    }
  });
  hide(object, fails, function (this: unknown, ...values: unknown[]): unknown {
    call.fail(values[0]);
    return (fail as Method).apply(this, values);
  });
  abandonWhenUnread(object, call);
  return true;
}

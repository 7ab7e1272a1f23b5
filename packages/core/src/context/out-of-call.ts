/** Leaves the call that a context is in. */
import type { Context } from '@opentelemetry/api';
import { CALL } from './scopes.ts';

/** Marks work that is not inside a physical call, though it may have been started from one. */
export function outOfCall(of: Context): Context {
  return of.getValue(CALL) === undefined ? of : of.deleteValue(CALL);
}

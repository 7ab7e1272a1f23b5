/** Which tenants metrics tell apart. */
import type { Context } from '@opentelemetry/api';
import { contextFacts } from '../context/context.ts';
import { countDropped } from '../count-dropped.ts';
import { state } from '../state.ts';

/** The tenant of a context as a metric attribute: `other` from the limit on, `undefined` when none was asked for. */
export function tenantLabel(of: Context, limit: number): string | undefined {
  if (limit === 0) return undefined;
  const tenant = contextFacts(of)?.tenantId;
  if (typeof tenant !== 'string' || tenant === '') return undefined;
  const { tenants } = state();
  if (tenants.has(tenant)) return tenant;
  if (tenants.size < limit) {
    tenants.add(tenant);
    return tenant;
  }
  countDropped('tenant over the limit');
  return 'other';
}

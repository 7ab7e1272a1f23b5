/** Whether a call of a store stays within what belongs to its tenant. */
import type { StoreRequest, TenantLimits } from '@spanwise/core/adapter';

const SEPARATORS = '-_:./| ';

/**
 * Whether a call was limited to a tenant; `undefined` without one, or where the call does not
 * show it. A value must be the tenant's id; a name may hold it between separators, as `docs_acme` does.
 */
export function isScoped(tenant: unknown, store: StoreRequest | undefined): boolean | undefined {
  const limits: TenantLimits | undefined = store?.limits;
  if (!limits || typeof tenant !== 'string' || tenant === '') return undefined;
  const { names: parts = [], values = [] } = limits;
  return (
    values.some((value) => isId(value) && String(value) === tenant) ||
    [store?.collection, store?.namespace, ...parts].some(
      (part) => isId(part) && holds(String(part), tenant),
    )
  );
}

function isId(value: unknown): value is string | number | bigint {
  return /^(?:string|number|bigint)$/.test(typeof value);
}

function holds(name: string, tenant: string): boolean {
  const isEdge = (at: number): boolean =>
    at < 0 || at >= name.length || SEPARATORS.includes(name[at]!);
  for (let at = name.indexOf(tenant); at !== -1; at = name.indexOf(tenant, at + 1))
    if (isEdge(at - 1) && isEdge(at + tenant.length)) return true;
  return false;
}

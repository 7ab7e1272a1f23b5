/** Fills the variables of a query in, as Grafana does before it asks a store. */

/**
 * The query with values in the place of `$name` and `${name}`; those without a value match everything.
 *
 * @throws {Error} when a time is asked for that has no value.
 */
export function fillIn(expression: string, values: Readonly<Record<string, string>> = {}): string {
  return expression.replaceAll(/\$\{?([A-Za-z_]\w*)\}?/g, (_found, name: string) => {
    const value = values[name];
    if (value !== undefined) return value;
    if (name.startsWith('__')) throw new Error(`no value for $${name} in: ${expression}`);
    return '.*';
  });
}

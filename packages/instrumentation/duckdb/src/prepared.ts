/** What a prepared statement is told is noted, and how it reads: its own is out of reach, in native code. */
import type { AnyFunction, ReplacedFunction } from '@spanwise/core/adapter';
import type { ParameterValues } from '@spanwise/instrumentation-pg/vector-query';

/** What a statement was told. */
export interface Prepared {
  readonly text: unknown;
  readonly list: unknown[];
  named: ParameterValues['named'];
}

/** Where a statement keeps it: not listed, and gone with it. */
const PREPARED = Symbol.for('spanwise.duckdb.prepared');

/** What a statement was told; `undefined` for one that was prepared before Spanwise was attached. */
export function preparedOf(statement: unknown): Prepared | undefined {
  return (statement as { readonly [PREPARED]?: Prepared } | null | undefined)?.[PREPARED];
}

/** A follower is given back, which settles alike: a branch beside would hide a rejection that nobody handles. */
function notePrepare(original: AnyFunction): AnyFunction {
  return function prepare(this: unknown, ...callArguments: unknown[]): unknown {
    const promise = original.apply(this, callArguments);
    if (!(promise instanceof Promise)) return promise;
    return promise.then((statement: unknown) => {
      const prepared: Prepared = { text: callArguments[0], list: [], named: undefined };
      if (typeof statement === 'object' && statement !== null)
        Reflect.defineProperty(statement, PREPARED, { value: prepared, configurable: true });
      return statement;
    });
  };
}

/** Values that all methods for them pass on, by their place. */
function noteValue(original: AnyFunction): AnyFunction {
  return function bind(this: unknown, ...callArguments: unknown[]): unknown {
    const [place, value] = callArguments;
    const prepared = preparedOf(this);
    if (prepared && typeof place === 'number') prepared.list[place - 1] = value;
    return original.apply(this, callArguments);
  };
}

function noteNamed(original: AnyFunction): AnyFunction {
  return function bind(this: unknown, ...callArguments: unknown[]): unknown {
    const [values] = callArguments;
    const prepared = preparedOf(this);
    if (prepared && typeof values === 'object' && values !== null && !Array.isArray(values))
      prepared.named = values as ParameterValues['named'];
    return original.apply(this, callArguments);
  };
}

const ofStatement = (path: string, wrap: ReplacedFunction['wrap']): ReplacedFunction => ({
  method: { kind: 'method', path, export: 'DuckDBPreparedStatement' },
  wrap,
});

/** The methods that prepare a statement and give it its values. */
export const noted: readonly ReplacedFunction[] = [
  {
    method: { kind: 'method', path: 'prepare', export: 'DuckDBConnection' },
    wrap: notePrepare,
  },
  ofStatement('bind', noteNamed),
  ...['bindValue', 'bindVarchar', 'bindInteger', 'bindBigInt'].map((path) =>
    ofStatement(path, noteValue),
  ),
];

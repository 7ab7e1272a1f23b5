/** Replacing one method, and putting it back. */
import { describe, expect, it } from 'vitest';
import { isNamespace, isWatched, markWatched, patchMethod } from './patch.ts';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
const wrap = (original: AnyFunction): AnyFunction =>
  function (this: unknown, ...callArguments) {
    return original.apply(this, callArguments);
  };

describe('patchMethod', () => {
  it.each<[string, () => object]>([
    [
      'a method of a class',
      () =>
        class {
          call(_first: unknown) {
            return 1;
          }
        }.prototype,
    ],
    ['a property', () => ({ call: (_first: unknown) => 1 })],
    ['a getter', () => Object.defineProperty({}, 'call', { get: () => call, configurable: true })],
    ['one that is inherited', () => Object.create({ call })],
    ['one of a sealed object', () => Object.seal({ call })],
  ])('replaces %s, looks like it, and puts it back exactly', (_name, make) => {
    const owner = make() as { call: AnyFunction };
    const before = Object.getOwnPropertyDescriptor(owner, 'call');
    const original = owner.call;
    const patched = patchMethod(owner, 'call', wrap);
    expect(patched.done).toBe(true);
    expect(owner.call).not.toBe(original);
    expect([owner.call.name, owner.call.length]).toEqual([original.name, original.length]);
    expect(owner.call()).toBe(1);
    expect(Object.keys(owner)).toEqual(Object.keys(make()));
    if (patched.done) patched.undo();
    expect(Object.getOwnPropertyDescriptor(owner, 'call')).toEqual(before);
    expect(owner.call).toBe(original);
  });

  it.each<[string, object, string]>([
    ['missing', {}, 'missing'],
    ['not a function', { call: 7 }, 'missing'],
    ['frozen', Object.freeze({ call }), 'frozen'],
    ['inherited by what cannot be extended', Object.freeze(Object.create({ call })), 'frozen'],
    ['watched', { call: markWatched(() => 1, call) }, 'watched already'],
  ])('leaves one that is %s', (_name, owner, why) => {
    expect(patchMethod(owner, 'call', wrap)).toEqual({ done: false, why });
  });

  it('leaves what somebody put in front since', () => {
    const owner = { call };
    const patched = patchMethod(owner, 'call', wrap);
    owner.call = theirs;
    if (patched.done) patched.undo();
    expect(owner.call).toBe(theirs);
  });

  it('leaves the exports of an ES module', async () => {
    const namespace = (await import('node:path')) as object;
    expect(isNamespace(namespace)).toBe(true);
    expect(patchMethod(namespace, 'join', wrap)).toEqual({ done: false, why: 'frozen' });
  });
});

describe('isWatched', () => {
  it('recognises a watched function by its mark, whoever set it', () => {
    const marked = Object.assign(() => 1, { [Symbol.for('spanwise.watched')]: true });
    expect([isWatched(marked), isWatched(call), isWatched(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

function theirs(): number {
  return 2;
}

function call(_first?: unknown): number {
  return 1;
}

/** What an adapter's header finds by itself, and what is attached only where it is asked for. */
import { expect, it, vi } from 'vitest';
import type { Adapter, AdapterEntry, ModuleExports } from '../adapter/index.ts';
import { attach } from './attach.ts';

interface Line {
  write(): string;
}

/** A library of one function, which nobody finds in `node_modules`. */
function createLibrary(header: Partial<AdapterEntry> = {}) {
  const exports: Line = { write: () => 'bare' };
  let found = (_exports: ModuleExports): void => {};
  const stop = vi.fn<() => void>();
  const load = vi.fn<() => Adapter>(() => ({
    module: { name: 'made-up', versions: '*' },
    operations: [],
    replaced: [
      {
        method: { kind: 'export', name: 'write' },
        wrap: (original) => () => `${String(original())} and ours`,
      },
    ],
  }));
  const entry: AdapterEntry = {
    id: 'madeUp',
    packageName: 'made-up-adapter',
    packageVersion: '1.0.0',
    module: { name: 'made-up', versions: '*' },
    load,
    discover: (tell) => {
      found = tell;
      return stop;
    },
    ...header,
  };
  return { entry, load, stop, exports, find: () => found(exports as never) };
}

it('an adapter is loaded when its library is found', () => {
  const { entry, load, stop, exports, find } = createLibrary();
  const attachment = attach({ adapters: [entry] });
  expect(load).not.toHaveBeenCalled();
  find();
  expect(load).toHaveBeenCalledOnce();
  expect(exports.write()).toBe('bare and ours');
  attachment.disable();
  expect(exports.write()).toBe('bare');
  expect(stop).toHaveBeenCalledOnce();
});

it.each([
  ['nobody names it', undefined, 'bare'],
  ['it is switched on', true, 'bare and ours'],
  ['it has options', { logFields: 'ecs' }, 'bare and ours'],
  ['it is switched off', false, 'bare'],
])('one that is to be asked for, where %s', (_name, asked, line) => {
  const { entry, exports, find } = createLibrary({ isOptIn: true });
  const attachment = attach({
    adapters: [entry],
    instrumentations: asked === undefined ? {} : { madeUp: asked },
  });
  find();
  expect(exports.write()).toBe(line);
  attachment.disable();
});

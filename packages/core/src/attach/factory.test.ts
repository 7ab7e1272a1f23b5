/** What is watched of objects that a library's functions make. */
import { expect, it } from 'vitest';
import { recordTelemetry } from '@spanwise/testing';
import { operation, type AdapterEntry, type FactoryTarget } from '../adapter/index.ts';
import { attach, type Attachment } from './attach.ts';

interface Part {
  readonly search: () => string;
}

class Manager {
  find(): string {
    return 'found';
  }
}

interface Made {
  readonly own: Part;
  readonly manager: Manager;
  readonly nested: { readonly next: () => Promise<Made> };
}

/** An object with a function of its own, a method of a class that nobody exports, and what makes another of it. */
function make(): Made {
  return {
    own: { search: () => 'searched' },
    manager: new Manager(),
    nested: { next: () => Promise.resolve(make()) },
  };
}

const receivers: unknown[] = [];

function attachTo(exports: object): Attachment {
  const target = (path: string): FactoryTarget => ({
    kind: 'factory',
    factories: ['connect'],
    further: ['nested.next', 'nested.missing'],
    path,
  });
  const entry: AdapterEntry = {
    id: 'madeUp',
    packageName: 'made-up-adapter',
    packageVersion: '1.0.0',
    module: { name: 'made-up', versions: '*' },
    load: () => ({
      module: { name: 'made-up', versions: '*' },
      operations: [],
      replaced: ['own.search', 'manager.find', 'nobody.has'].map((path) => ({
        method: target(path),
        wrap: (original) =>
          function (this: unknown, ...values: unknown[]) {
            receivers.push(this);
            return `${String(original.apply(this, values))} by ${path}`;
          },
      })),
    }),
  };
  return attach({ adapters: [entry], modules: { madeUp: exports } });
}

const use = ({ own, manager }: Made): readonly string[] => [own.search(), manager.find()];
const watched = ['searched by own.search', 'found by manager.find'];

it.each([
  ['the module has', (connect: () => unknown) => ({ connect })],
  ['the default export has', (connect: () => unknown) => ({ default: { connect } })],
  [
    'the default export of a default export has',
    (connect: () => unknown) => ({
      default: { default: { connect } },
    }),
  ],
])('is what a function that %s makes, and what that makes', async (_name, exportsOf) => {
  const exports = exportsOf(make) as { connect: () => Made; default: never };
  const attachment = attachTo(exports);
  const find = (from: typeof exports): (() => Made) => from.connect ?? find(from.default);
  const made = find(exports)();
  expect(use(made)).toEqual(watched);
  expect(receivers.slice(-2)).toEqual([made.own, made.manager]);
  expect(Object.keys(made.own)).toEqual(['search']);
  expect(use(await made.nested.next())).toEqual(watched);
  attachment.disable();
  expect(use(find(exports)())).toEqual(['searched', 'found']);
});

it('is of the object that made it, where the adapter says so', () => {
  const seen: unknown[] = [];
  class Client {
    readonly parts = { search: (): string => 'searched' };
    part(): Part {
      return this.parts;
    }
  }
  const target: FactoryTarget = {
    kind: 'factory',
    export: 'Client',
    factories: ['part'],
    receiver: 'maker',
    path: 'search',
  };
  const entry: AdapterEntry = {
    id: 'madeUp',
    packageName: 'made-up-adapter',
    packageVersion: '1.0.0',
    module: { name: 'made-up', versions: '*' },
    load: () => ({
      module: { name: 'made-up', versions: '*' },
      operations: [
        operation({
          name: 'search',
          method: target,
          body: (_, receiver) => {
            seen.push(receiver);
            return {};
          },
          request: () => ({}),
        }),
      ],
    }),
  };
  const recorded = recordTelemetry();
  const attachment = attach({ adapters: [entry], modules: { madeUp: { Client } } });
  const client = new Client();
  expect(client.part()).toBe(client.parts);
  expect(client.part().search()).toBe('searched');
  expect(seen).toEqual([client]);
  attachment.disable();
  return recorded.stop();
});

it('is nothing of a factory that throws or promises nothing', async () => {
  const exports = {
    connect: (result: unknown): unknown => {
      if (result instanceof Error) throw result;
      return result;
    },
  };
  const attachment = attachTo(exports);
  expect(() => exports.connect(new RangeError('mine'))).toThrow(RangeError);
  expect(exports.connect(null)).toBeNull();
  await expect(exports.connect(Promise.resolve(7))).resolves.toBe(7);
  await expect(exports.connect(Promise.reject(new RangeError('mine')))).rejects.toThrow('mine');
  expect(attachment.report().failures).toEqual({});
  attachment.disable();
});

/** The contract, on exchanges, for the oldest and newest client that is supported. */
import { describeAdapter, readExchanges, type ClientVersion } from '@spanwise/testing';
import { huggingface } from './index.ts';

type Functions = Readonly<Record<string, (body: object, options?: object) => unknown>>;

/** The functions of the module, told where to send; its own objects are tried in programs of their own. */
const create = (exports: Functions, endpointUrl: string): object =>
  Object.fromEntries(
    Object.keys(exports).map((name) => [
      name,
      (body: object | undefined, options?: object) =>
        exports[name]!({ endpointUrl, ...body }, { retry_on_error: false, ...options }),
    ]),
  );
/** The exports of a module cannot be redefined once it is loaded: of a copy they can. */
const client = (alias: string): ClientVersion => ({
  alias,
  load: async () => ({ ...((await import(alias)) as object) }),
  create,
});

describeAdapter(huggingface, {
  clients: [client('huggingface3-oldest'), client('@huggingface/inference')],
  exchanges: readExchanges(import.meta.dirname),
  isLazy: true,
  // A generator that is left lets its reader go, and the connection stays.
  closesStreams: false,
});

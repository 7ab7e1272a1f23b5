/** The contract, on exchanges, for the oldest and newest of each supported major. */
import { describeAdapter, readExchanges, stainlessClients } from '@spanwise/testing';
import { together } from './index.ts';

describeAdapter(together, {
  clients: stainlessClients('Together', (alias) => import(alias), [
    'together-oldest',
    'together-ai',
  ]),
  exchanges: readExchanges(import.meta.dirname),
});

/** The contract, on exchanges, for the oldest and newest of each supported major. */
import { describeAdapter, readExchanges, stainlessClients } from '@spanwise/testing';
import { groq } from './index.ts';

describeAdapter(groq, {
  clients: stainlessClients('Groq', (alias) => import(alias), [
    'groq0-oldest',
    'groq0',
    'groq1-oldest',
    'groq-sdk',
  ]),
  exchanges: readExchanges(import.meta.dirname),
});

/** The contract, on exchanges, for the oldest and newest of each supported major. */
import { describeAdapter, readExchanges, stainlessClients } from '@spanwise/testing';
import { openai } from './index.ts';

describeAdapter(openai, {
  clients: stainlessClients('OpenAI', (alias) => import(alias), [
    'openai4-oldest',
    'openai4',
    'openai5-oldest',
    'openai5',
    'openai6-oldest',
    'openai6',
    'openai7-oldest',
    'openai',
  ]),
  exchanges: readExchanges(import.meta.dirname),
  // The options are the last argument, behind a query that may be left out.
  withSignal: ([first, second], signal) =>
    typeof first === 'string' ? [first, second, { signal }] : [first, { signal }],
});

/** The contract, on exchanges, for the oldest and newest of each supported major. */
import { describeAdapter, readExchanges, stainlessClients } from '@spanwise/testing';
import { cerebras } from './index.ts';

describeAdapter(cerebras, {
  clients: stainlessClients(
    'Cerebras',
    (alias) => import(alias),
    ['cerebras-oldest', '@cerebras/cerebras_cloud_sdk'],
    {
      // A request of its own in the constructor.
      warmTCPConnection: false,
    },
  ),
  exchanges: readExchanges(import.meta.dirname),
});

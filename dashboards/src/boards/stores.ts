/** The board of what applications stand on: vector stores, databases, brokers, gateways, proxies. */
import type { Board, BoardPanel } from '../board.ts';
import type { LayerName } from '../servers/layer.ts';
import * as servers from '../servers/queries.ts';

const variables = servers.serverVariables;
const { BY_SERVER, legendOf } = servers;

function lines(
  panel: Pick<BoardPanel, 'title' | 'asks' | 'advice' | 'unit'>,
  expression: string,
): BoardPanel {
  return {
    ...panel,
    emptyWhen:
      'No server that says it is scraped: see `collector/single-node/targets` and `docs/reference/servers.md`.',
    kind: 'timeseries',
    queries: [{ expression, legend: legendOf(BY_SERVER) }],
  };
}

const gauge = (name: LayerName, how: 'sum' | 'max' | 'min' = 'sum'): string =>
  servers.gaugeOf(name, BY_SERVER, variables, how);

/** Stores, brokers and gateways. */
export const stores: Board = {
  uid: 'spanwise-stores',
  title: 'Stores, brokers and gateways',
  asks: 'Is what the application stands on the cause?',
  variables,
  rows: [
    {
      title: 'Servers',
      panels: [
        {
          title: 'Servers that answer',
          asks: 'Does every server that is scraped answer?',
          advice: 'A 0 is a server that is down, or an address in `targets` that is wrong.',
          emptyWhen: 'No server is scraped: see `collector/single-node/targets`.',
          kind: 'table',
          unit: 'short',
          queries: [{ expression: 'max by (job, instance) (up{instance=~"$server"})' }],
        },
        lines(
          {
            title: 'Requests a second',
            asks: 'How much is asked of each?',
            advice: 'A jump here and none in the calls of models is another client.',
            unit: 'reqps',
          },
          servers.growthOf('requests', BY_SERVER, variables),
        ),
        lines(
          {
            title: 'Failed requests a second',
            asks: 'Does any of them fail?',
            advice: 'Look at the log of the server, and at failed spans of its clients.',
            unit: 'reqps',
          },
          servers.growthOf('failures', BY_SERVER, variables),
        ),
        lines(
          {
            title: 'Searches, 95th percentile',
            asks: 'How long does a search take inside the store?',
            advice:
              'Quick here and slow in the spans of the client is the network or the client. Slow here: the index, or its memory.',
            unit: 's',
          },
          gauge('slowest', 'max'),
        ),
        lines(
          {
            title: 'Messages and updates that wait',
            asks: 'Do consumers and indexes keep up?',
            advice: 'What only grows will not be caught up with: add consumers.',
            unit: 'short',
          },
          gauge('backlog'),
        ),
        lines(
          {
            title: 'Look-ups that the cache answered',
            asks: 'Does the cache help?',
            advice: 'A fall is a cache that is too small, or keys that changed with a release.',
            unit: 'percentunit',
          },
          gauge('cacheHits', 'min'),
        ),
        lines(
          {
            title: 'Open connections',
            asks: 'Do clients give connections back?',
            advice: 'A line that only rises is a leak, or a pool for each request.',
            unit: 'short',
          },
          gauge('connections'),
        ),
        lines(
          {
            title: 'What is kept',
            asks: 'Does the amount of data move as it should?',
            advice: 'A fall that nobody planned is a job that deleted, or a shard that is gone.',
            unit: 'short',
          },
          gauge('items'),
        ),
      ],
    },
  ],
};

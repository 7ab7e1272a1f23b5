/** The board of model servers that are run by oneself, whatever engine they are. */
import type { Board, BoardPanel } from '../board.ts';
import { SYSTEMS } from '../servers/systems.ts';
import * as servers from '../servers/queries.ts';
import type { LayerName } from '../servers/layer.ts';

const variables = [...servers.serverVariables, servers.servedModel];
const { BY_MODEL, BY_SERVER, legendOf } = servers;

/** Why a measure is missing: nobody is scraped, or these do not say it. */
function missingAt(...names: readonly LayerName[]): string {
  const silent = SYSTEMS.filter(
    ({ kind, reads }) =>
      (kind === 'inference' || kind === 'gateway') && names.every((name) => !(name in reads)),
  ).map(({ title }) => title);
  return `No server is scraped: see \`collector/single-node/targets\`.${silent.length > 0 ? ` Not said by: ${silent.join(', ')}.` : ''}`;
}

function lines(
  panel: Pick<BoardPanel, 'title' | 'asks' | 'advice' | 'unit'>,
  name: LayerName,
  expression: string,
  by: readonly string[],
): BoardPanel {
  return {
    ...panel,
    emptyWhen: missingAt(name),
    kind: 'timeseries',
    queries: [{ expression, legend: legendOf(by) }],
  };
}

/** Model servers. */
export const inference: Board = {
  uid: 'spanwise-inference',
  title: 'Model servers',
  asks: 'Do our own model servers keep up, and what limits them?',
  variables,
  rows: [
    {
      title: 'Load',
      panels: [
        lines(
          {
            title: 'Requests worked on',
            asks: 'How much does each server do at once?',
            advice:
              'A server that stays at its limit while others are idle is a matter of routing.',
            unit: 'short',
          },
          'running',
          servers.gaugeOf('running', BY_SERVER, variables),
          BY_SERVER,
        ),
        lines(
          {
            title: 'Requests waiting',
            asks: 'Does anybody wait before a model begins?',
            advice:
              'A queue that stays is too little capacity: add servers, or limit what is sent at once.',
            unit: 'short',
          },
          'waiting',
          servers.gaugeOf('waiting', BY_SERVER, variables),
          BY_SERVER,
        ),
        lines(
          {
            title: 'KV cache used',
            asks: 'Is memory for contexts what limits the servers?',
            advice:
              'Near 100 % requests wait or are put back: shorter contexts, fewer at once, or more memory.',
            unit: 'percentunit',
          },
          'cacheUsed',
          servers.gaugeOf('cacheUsed', BY_SERVER, variables, 'max'),
          BY_SERVER,
        ),
        lines(
          {
            title: 'Input found in the prefix cache',
            asks: 'How much of the input need not be computed again?',
            advice:
              'Put what is always the same first in the prompt, and route alike prompts alike.',
            unit: 'percentunit',
          },
          'prefixHits',
          servers.gaugeOf('prefixHits', BY_SERVER, variables, 'min'),
          BY_SERVER,
        ),
        lines(
          {
            title: 'Requests put back',
            asks: 'Is work thrown away because memory ran out?',
            advice: 'Each one computes its input twice. Allow fewer requests at once.',
            unit: 'cps',
          },
          'preemptions',
          servers.growthOf('preemptions', BY_SERVER, variables),
          BY_SERVER,
        ),
      ],
    },
    {
      title: 'Speed',
      panels: [
        lines(
          {
            title: 'First token, 95th percentile',
            asks: 'How long until the first token?',
            advice: 'Compare with "Requests waiting": without a queue, prompts are long.',
            unit: 's',
          },
          'firstToken',
          servers.quantileOf(0.95, 'firstToken', BY_MODEL, variables),
          BY_MODEL,
        ),
        lines(
          {
            title: 'Each further token, 95th percentile',
            asks: 'How fast does text come?',
            advice: 'Larger batches give more tokens in all and make each reader wait longer.',
            unit: 's',
          },
          'outputToken',
          servers.quantileOf(0.95, 'outputToken', BY_MODEL, variables),
          BY_MODEL,
        ),
        lines(
          {
            title: 'Whole request, 95th percentile',
            asks: 'How long does a reply take?',
            advice: 'Longer replies or slower ones: look at the two panels before.',
            unit: 's',
          },
          'duration',
          servers.quantileOf(0.95, 'duration', BY_MODEL, variables),
          BY_MODEL,
        ),
        lines(
          {
            title: 'Output tokens a second',
            asks: 'How much text do the servers write?',
            advice: 'Flat with a queue is the limit of the hardware.',
            unit: 'short',
          },
          'outputTokens',
          servers.growthOf('outputTokens', BY_MODEL, variables),
          BY_MODEL,
        ),
        lines(
          {
            title: 'Input tokens a second',
            asks: 'How much do the servers read?',
            advice: 'Input that grows without more requests is longer prompts.',
            unit: 'short',
          },
          'inputTokens',
          servers.growthOf('inputTokens', BY_MODEL, variables),
          BY_MODEL,
        ),
      ],
    },
  ],
};

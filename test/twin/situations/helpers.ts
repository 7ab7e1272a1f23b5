/** Helpers that make calls themselves, and the other operations: what a client's file lists of them. */
/* oxlint-disable no-await-in-loop -- one thing after the other is what is tested */
import type { Loose, StreamHelper, TestedClient } from '../tested-client.ts';
import { listen, readAll } from './reading.ts';
import type { Api, ExpectedSpans, Situation } from './situation.ts';

const ONE: ExpectedSpans = { count: 1, status: 'by outcome' };
const TOOL_REPLIES = ['tool loop', 'tool loop that fails', '429', 'chat'];

/** The situations of the helpers and of the other operations. */
export function helperSituations(tested: TestedClient): Situation[] {
  const operations = [...(tested.parse ? [tested.parse] : []), ...tested.operations];
  return [
    ...tested.streamHelpers.flatMap(streamHelperSituations),
    ...toolLoopSituations(tested),
    ...operations.map(({ name, since, before, replies, call }) => ({
      group: 'other operations, never awaited',
      name,
      reply: replies[0] ?? '',
      since,
      before,
      spans: { count: 1 },
      run: async (client: Loose, api: Api) => {
        api.keep(call(client, api));
        await api.arrived();
        await api.unhandled();
      },
    })),
    ...operations.flatMap((operation) =>
      operation.replies.flatMap((reply): Situation[] => {
        const { name, since, before, spans = ONE, call } = operation;
        const common = { group: name, reply, since, before, spans };
        return [
          {
            ...common,
            name: `${reply}, awaited`,
            run: async (client, api) => {
              // A file is read first: then what comes back is a promise of the caller's own.
              const promise = call(client, api);
              return [api.describePromise(promise), await api.attempt(() => promise)];
            },
          },
          {
            ...common,
            name: `${reply}, with its raw reply`,
            spans: { count: spans.count },
            run: async (client, api) => {
              const promise = call(client, api);
              if (typeof promise.withResponse !== 'function') return api.attempt(() => promise);
              return [
                await api.attempt(() => promise.withResponse()),
                await api.attempt(() => promise),
              ];
            },
          },
        ];
      }),
    ),
    ...tested.streamedOperations.flatMap(({ name, replies, since, before, spans = ONE, call }) =>
      replies.flatMap((reply): Situation[] => [
        {
          group: name,
          name: reply,
          reply,
          since,
          before,
          spans,
          run: async (client, api) => {
            const promise = call(client, api);
            const described = api.describePromise(promise);
            const value = await api.value(() => promise);
            return [described, api.describe(value), await readAll(value, api), api.describe(value)];
          },
        },
        {
          group: name,
          name: `${reply}, teed`,
          reply,
          since,
          before,
          needs: 'tee',
          spans: { count: spans.count },
          run: async (client, api) => {
            const value = await api.value(() => call(client, api));
            const [left, right] = value.tee();
            return Promise.all([readAll(left, api), readAll(right, api)]);
          },
        },
      ]),
    ),
  ];
}

function streamHelperSituations(helper: StreamHelper): Situation[] {
  const { name, since, open, replies, held } = helper;
  const group = `${name}, left`;
  const left: ExpectedSpans = { count: 1, status: 'unset' };
  return [
    ...replies.flatMap((reply): Situation[] => [
      {
        group: `${name}, by events`,
        name: reply,
        reply,
        since,
        spans: { count: 1 },
        run: async (client, api) => {
          const runner = open(client, api);
          const events = listen(runner, helper.events, api);
          const results = [];
          for (const method of helper.results)
            results.push(await api.attempt(() => runner[method]()));
          return {
            class: runner.constructor.name,
            results,
            events,
            state: [runner.ended, runner.errored, runner.aborted],
          };
        },
      },
      {
        group: `${name}, in a loop`,
        name: reply,
        reply,
        since,
        spans: { count: 1 },
        run: (client, api) => readAll(open(client, api), api),
      },
    ]),
    {
      group,
      name: 'break',
      reply: held,
      since,
      spans: left,
      run: async (client, api) => {
        const runner = open(client, api);
        let count = 0;
        for await (const chunk of runner) {
          void chunk;
          count += 1;
          if (count === 2) break;
        }
        return [count, await api.attempt(() => runner.done()), runner.aborted];
      },
    },
    {
      group,
      name: 'abort',
      reply: held,
      since,
      spans: left,
      run: async (client, api) => {
        const runner = open(client, api);
        runner.on(helper.chunkEvent, () => runner.abort());
        return [await api.attempt(() => runner.done()), runner.aborted];
      },
    },
    {
      group,
      name: 'nobody listens and it fails',
      reply: '429',
      since,
      spans: { count: 1, status: 'error' },
      run: async (client, api) => {
        const runner = api.keep(open(client, api));
        await api.arrived();
        await api.unhandled();
        return runner.errored;
      },
    },
    {
      group,
      name: 'becomes a ReadableStream',
      reply: replies[0] ?? '',
      since,
      spans: left,
      run: (client, api) =>
        api.attempt(() => {
          const runner = open(client, api);
          return typeof runner.toReadableStream === 'function'
            ? new Response(runner.toReadableStream()).text()
            : runner.done();
        }),
    },
  ];
}

function toolLoopSituations({ toolLoop }: TestedClient): Situation[] {
  if (toolLoop === undefined) return [];
  const { since, run, callsWhenToolThrows } = toolLoop;
  const group = 'helpers: tools';
  const answer = (city: string): string => `sunny in ${city}`;
  const throws = (): never => {
    throw new RangeError('hostile tool');
  };
  const loop =
    (isStreamed: boolean, answers = answer): Situation['run'] =>
    (client: Loose, api) =>
      run(client, api, { answer: answers, isStreamed });
  return [
    ...TOOL_REPLIES.map((reply): Situation => ({
      group,
      name: reply,
      reply,
      since,
      spans: { count: reply.startsWith('tool loop') ? 2 : 1 },
      run: loop(false),
    })),
    {
      group,
      name: 'tool loop, streamed',
      reply: 'tool loop',
      since,
      spans: { count: 2, status: 'unset', stream: 'completed' },
      run: loop(true),
    },
    {
      group,
      name: 'a tool that throws',
      reply: 'tool loop',
      since,
      spans: { count: callsWhenToolThrows },
      run: loop(false, throws),
    },
  ];
}

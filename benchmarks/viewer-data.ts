/** Conversations for the benchmarks of the viewer: 10,000 traces of 10 spans with 1 kB of content each, as OTLP/JSON. */

const TRACES = 10_000;
const SPANS_PER_TRACE = 10;
const TRACES_PER_REQUEST = 50;
const CONTENT_CHARACTERS = 1000;
const VOCABULARY = 20_000;
/** Stands in one trace out of a hundred, of which one span has it. */
export const RARE_WORD: string = 'needle';
/** Stands in every span. */
export const COMMON_WORD: string = 'order';

/** The requests, the same each time. */
export function* requests(traces: number = TRACES): Generator<string> {
  const random = createRandom(7);
  const started = Date.now() - traces * 100;
  for (let first = 0; first < traces; first += TRACES_PER_REQUEST) {
    const spans: object[] = [];
    for (let trace = first; trace < Math.min(traces, first + TRACES_PER_REQUEST); trace += 1) {
      for (let span = 0; span < SPANS_PER_TRACE; span += 1)
        spans.push(spanOf(trace, span, started + trace * 100, random));
    }
    yield JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [attribute('service.name', 'support-desk')] },
          scopeSpans: [{ scope: { name: 'benchmark' }, spans }],
        },
      ],
    });
  }
}

function spanOf(trace: number, span: number, started: number, random: () => number): object {
  const isRoot = span === 0;
  const words = [COMMON_WORD, ...(trace % 100 === 0 && span === 5 ? [RARE_WORD] : [])];
  let length = 0;
  for (const word of words) length += word.length + 1;
  while (length < CONTENT_CHARACTERS) {
    // Some words are frequent and most are rare, as in a language.
    const word = `w${Math.floor(VOCABULARY ** random()).toString(36)}`;
    words.push(word);
    length += word.length + 1;
  }
  const content = words.join(' ');
  return {
    traceId: (trace + 1).toString(16).padStart(32, '0'),
    spanId: (trace * SPANS_PER_TRACE + span + 1).toString(16).padStart(16, '0'),
    ...(!isRoot && { parentSpanId: (trace * SPANS_PER_TRACE + 1).toString(16).padStart(16, '0') }),
    name: isRoot ? 'invoke_agent support' : 'chat gpt-4o-mini',
    kind: isRoot ? 1 : 3,
    startTimeUnixNano: `${started + span}000000`,
    endTimeUnixNano: `${started + span + 50}000000`,
    attributes: [
      attribute('gen_ai.operation.name', isRoot ? 'invoke_agent' : 'chat'),
      attribute('gen_ai.conversation.id', `c-${trace % 3000}`),
      ...(isRoot
        ? [attribute('gen_ai.agent.name', 'support')]
        : [
            attribute('gen_ai.provider.name', 'openai'),
            attribute('gen_ai.request.model', trace % 3 === 0 ? 'gpt-4o' : 'gpt-4o-mini'),
            { key: 'gen_ai.usage.input_tokens', value: { intValue: '250' } },
            { key: 'gen_ai.usage.output_tokens', value: { intValue: '40' } },
          ]),
      attribute(
        'gen_ai.input.messages',
        JSON.stringify([{ role: 'user', parts: [{ type: 'text', content }] }]),
      ),
    ],
  };
}

function attribute(key: string, stringValue: string): object {
  return { key, value: { stringValue } };
}

/** Numbers from 0 to 1 that are the same each time. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

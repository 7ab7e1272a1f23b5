/** Conversations for the benchmark of the viewer: 10,000 traces of 10 spans with 1 kB of content each, the same each time. */
import { type Attributes, context, SpanKind, trace, type Tracer } from '@opentelemetry/api';
import {
  ATTR_GEN_AI_AGENT_NAME,
  ATTR_GEN_AI_CONVERSATION_ID,
  ATTR_GEN_AI_INPUT_MESSAGES,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_USAGE_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
} from '@spanwise/semconv';

export const TRACES = 10_000;
export const SPANS_PER_TRACE = 10;
const CONTENT_CHARACTERS = 1000;
const VOCABULARY = 20_000;
const CONVERSATIONS = 3000;

/** Writes one trace by this tracer. `needle` stands in one span of every hundredth, `order` in all. */
export function writeTrace(tracer: Tracer, number: number, random: () => number): void {
  const conversation = { [ATTR_GEN_AI_CONVERSATION_ID]: `c-${number % CONVERSATIONS}` };
  const root = tracer.startSpan('invoke_agent support', {
    attributes: {
      [ATTR_GEN_AI_OPERATION_NAME]: 'invoke_agent',
      [ATTR_GEN_AI_AGENT_NAME]: 'support',
      ...conversation,
      ...messages(['order'], random),
    },
  });
  const within = trace.setSpan(context.active(), root);
  for (let child = 1; child < SPANS_PER_TRACE; child += 1) {
    const words = number % 100 === 0 && child === 5 ? ['order', 'needle'] : ['order'];
    const attributes: Attributes = {
      [ATTR_GEN_AI_OPERATION_NAME]: 'chat',
      [ATTR_GEN_AI_PROVIDER_NAME]: 'openai',
      [ATTR_GEN_AI_REQUEST_MODEL]: number % 3 === 0 ? 'gpt-4o' : 'gpt-4o-mini',
      [ATTR_GEN_AI_USAGE_INPUT_TOKENS]: 250,
      [ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]: 40,
      ...conversation,
      ...messages(words, random),
    };
    tracer.startSpan('chat small', { kind: SpanKind.CLIENT, attributes }, within).end();
  }
  root.end();
}

/** Some words are frequent and most are rare, as in a language. */
function messages(first: readonly string[], random: () => number): Attributes {
  const words = [...first];
  for (let length = words.join(' ').length; length < CONTENT_CHARACTERS;) {
    const number = Math.floor(VOCABULARY ** random());
    const word = `${'etaoinshrdlu'[number % 12]}${number.toString(36)}`;
    words.push(word);
    length += word.length + 1;
  }
  return {
    [ATTR_GEN_AI_INPUT_MESSAGES]: JSON.stringify([
      { role: 'user', parts: [{ type: 'text', content: words.join(' ') }] },
    ]),
  };
}

/** Numbers from 0 to 1 that are the same each time. */
export function createRandom(): () => number {
  let state = 7;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The scripted replies of the Gemini API: ordinary ones and hostile ones. */
import { event, json, SERVER_SENT_EVENTS, type Reply } from './reply.ts';
import { defineVendor, streamOf, type Vendor, type Wire } from './vendor.ts';

type Fields = Readonly<Record<string, unknown>>;

const USAGE = { promptTokenCount: 12, candidatesTokenCount: 5, totalTokenCount: 17 };
const FUNCTION_CALL = { functionCall: { name: 'weather', args: { city: 'Paris' } } };

function candidate(parts: unknown, more: Fields = { finishReason: 'STOP' }): Fields {
  return { index: 0, content: { role: 'model', parts }, ...more };
}

function reply(candidates: unknown, more: Fields = { usageMetadata: USAGE }): Fields {
  return { candidates, modelVersion: 'gemini-3-flash', responseId: 'r_1', ...more };
}

const said = (text: unknown): string => event(reply([candidate([{ text }], {})], {}));
const CHUNKS = [
  said('Hel'),
  said('lo'),
  said(', world'),
  said('. €'),
  event(reply([candidate([{ text: '' }])])),
];
const WIRE: Wire = {
  headers: {},
  limits: {},
  failure: (code) => ({ error: { code: 7, message: `scripted ${code}`, status: code } }),
  overloaded: 503,
  answer: reply([candidate([{ text: 'Hello, world. €' }])]),
  toolAnswer: reply([candidate([FUNCTION_CALL])]),
  stream: SERVER_SENT_EVENTS,
  chunks: CHUNKS,
  toolChunks: [event(reply([candidate([FUNCTION_CALL])]))],
  textChunk: said,
  errorChunk: event({ error: { code: 503, message: 'overloaded', status: 'UNAVAILABLE' } }),
  isStreamed: ({ path }) => path.includes(':streamGenerateContent'),
  hasToolAnswer: ({ body }) =>
    JSON.stringify(body?.['contents'] ?? []).includes('"functionResponse"'),
};

/** The ordinary answer after something odd. */
const oddly = (...odd: readonly unknown[]): Reply =>
  streamOf(WIRE, [...odd.map((each) => event(each)), ...CHUNKS]);

/** The replies of the Gemini API. */
export const GEMINI: Vendor = defineVendor(WIRE, {
  whole: {
    'chat cut by length': json(reply([candidate([], { finishReason: 'MAX_TOKENS' })])),
    'chat refused': json({ promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: USAGE }),
    'chat, content missing': json(reply([{ index: 0 }])),
    'chat, candidates null': json(reply(null)),
    'chat, candidate null': json(reply([null])),
    'chat, usage null': json(reply([candidate([{ text: 'a' }])], { usageMetadata: null })),
    'chat, wrong types': json(
      reply([{ index: 'x', content: { role: 7, parts: 'x' }, finishReason: {} }], {
        usageMetadata: { promptTokenCount: 'many', candidatesTokenCount: -1 },
      }),
    ),
  },
  streamed: {
    'chat stream, candidate null': oddly(reply([null])),
    'chat stream, parts odd': oddly(reply([candidate([null, 7, { text: 7 }], {})], {})),
    'chat stream, only usage': streamOf(WIRE, [event({ usageMetadata: USAGE })]),
  },
  other: {
    embeddings: json({ embeddings: [{ values: [0.25, -0.5] }] }),
    'tokens counted': json({ totalTokens: 3 }),
  },
});

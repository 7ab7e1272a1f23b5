/** `InvokeModel`, whole and streamed: a model's own shapes, carried as JSON. */
import {
  headerOf,
  type HttpFacts,
  type Operation,
  type RequestFacts,
  type ResponseFacts,
} from '@spanwise/core/adapter';
import type { InvokeChunk, InvokeInput, InvokeOutput, Usage } from './bedrock.ts';
import { commandOperation, readCommand, type Command } from './command.ts';
import { tokenUsage } from './converse.ts';
import { familyOf, type Family } from './families.ts';
import { jsonBody, MAX_FACT_BYTES } from './json-body.ts';
import { modelFacts } from './model-facts.ts';

const CLIENT = 'BedrockRuntimeClient';
const METRICS = 'amazon-bedrock-invocationMetrics';
const GUARDRAIL = 'amazon-bedrock-guardrailAction';
/** The headers of a whole reply, and what the last chunk of a stream calls the same. */
const COUNTS: Readonly<Record<keyof Omit<Usage, 'cacheDetails'>, readonly [string, string]>> = {
  inputTokens: ['x-amzn-bedrock-input-token-count', 'inputTokenCount'],
  outputTokens: ['x-amzn-bedrock-output-token-count', 'outputTokenCount'],
  cacheReadInputTokens: ['x-amzn-bedrock-cache-read-input-token-count', 'cacheReadInputTokenCount'],
  cacheWriteInputTokens: [
    'x-amzn-bedrock-cache-write-input-token-count',
    'cacheWriteInputTokenCount',
  ],
};

/** What one of these commands sends. */
interface Invocation extends InvokeInput {
  readonly family: Family;
  /** The body; `undefined` for one too long to be read for its facts. */
  readonly sent: object | undefined;
}

/** What Bedrock adds to any model's reply or to a chunk of it. */
interface Envelope {
  [METRICS]?: Readonly<Record<string, number>> | undefined;
  [GUARDRAIL]?: string | undefined;
}

/** A streamed reply while it is read. */
interface Folded {
  readonly family: Family;
  readonly reply: object;
  readonly envelope: Envelope;
}

const readInvocation = (callArguments: readonly unknown[]): Command => {
  const command = readCommand(callArguments);
  if (!command.name.startsWith('InvokeModel')) return command;
  const input: InvokeInput = command.input;
  const sent = jsonBody(input.body, MAX_FACT_BYTES);
  const invocation: Invocation = { ...input, family: familyOf(input.modelId, sent), sent };
  return { name: command.name, input: invocation };
};

/** `InvokeModelCommand` and `InvokeModelWithResponseStreamCommand`. */
export const invocations: readonly Operation<never, never, never>[] = (
  ['chat', 'text_completion', 'embeddings', 'generate_content'] as const
).flatMap((name) => {
  const shared = {
    name,
    when: ({ family }: Invocation) => family.operation === name,
    input: ({ family, body }: Invocation) => family.format.input?.(jsonBody(body) ?? {}) ?? {},
  };
  return [
    commandOperation<Invocation, InvokeOutput>(
      CLIENT,
      'InvokeModel',
      {
        ...shared,
        request: requestFacts,
        response: ({ body }, { family }, http) => {
          const reply = jsonBody(body, MAX_FACT_BYTES);
          return responseFacts(family, reply && wholeReply(family, reply), reply ?? {}, http);
        },
        output: ({ body }, { family }) =>
          family.format.output?.(wholeReply(family, jsonBody(body) ?? {}), {}) ?? {},
      },
      readInvocation,
    ),
    commandOperation<Invocation, Folded, InvokeChunk>(
      CLIENT,
      'InvokeModelWithResponseStream',
      {
        ...shared,
        request: (invocation) => ({ ...requestFacts(invocation), stream: true }),
        response: ({ family, reply, envelope }, _, http) =>
          responseFacts(family, reply, envelope, http),
        stream: {
          start: ({ family }) => ({
            family,
            reply: family.format.stream?.start({}) ?? {},
            envelope: {},
          }),
          add: ({ family, reply, envelope }, chunk, text) => {
            const event: Envelope | undefined = jsonBody(chunk?.chunk?.bytes);
            if (event === undefined) return undefined;
            envelope[METRICS] = event[METRICS] ?? envelope[METRICS];
            envelope[GUARDRAIL] = event[GUARDRAIL] ?? envelope[GUARDRAIL];
            return family.format.stream?.add(reply, event, text);
          },
          within: (result) => (result as InvokeOutput | undefined)?.body,
        },
        output: ({ family, reply }) => family.format.output?.(reply, {}) ?? {},
      },
      readInvocation,
    ),
  ];
});

function requestFacts(invocation: Invocation): RequestFacts {
  const { family, sent, modelId, guardrailIdentifier, serviceTier } = invocation;
  return {
    ...(sent && family.format.request?.(sent)),
    ...modelFacts(modelId),
    guardrailId: guardrailIdentifier,
    serviceTier,
  };
}

function wholeReply({ format }: Family, body: object): object {
  return format.whole?.(body) ?? body;
}

/** What the model says, and where it says nothing what Bedrock says of any. */
function responseFacts(
  { format }: Family,
  reply: object | undefined,
  envelope: Envelope,
  http: HttpFacts | undefined,
): ResponseFacts {
  const facts = reply && format.response?.(reply, {}, http);
  const latency = headerOf(http, 'x-amzn-bedrock-performanceconfig-latency');
  return {
    ...facts,
    usage: { ...countedUsage(envelope, http), ...withoutGaps(facts?.usage) },
    serviceTier: facts?.serviceTier ?? headerOf(http, 'x-amzn-bedrock-service-tier'),
    priceVariant: latency === 'optimized' ? latency : facts?.priceVariant,
    ...(envelope[GUARDRAIL] === 'INTERVENED' && { finishReasons: ['content_filter'] }),
  };
}

function countedUsage(envelope: Envelope, http: HttpFacts | undefined): ResponseFacts['usage'] {
  const usage: Record<string, number> = {};
  for (const [name, [header, field]] of Object.entries(COUNTS)) {
    const text = headerOf(http, header);
    const count = envelope[METRICS]?.[field] ?? (text === undefined ? undefined : Number(text));
    if (count !== undefined) usage[name] = count;
  }
  return tokenUsage(usage);
}

function withoutGaps(facts: object | null | undefined): object {
  return Object.fromEntries(Object.entries(facts ?? {}).filter(([, value]) => value != null));
}

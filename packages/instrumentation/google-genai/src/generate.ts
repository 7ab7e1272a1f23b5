/** Generated content, whole and streamed. Chats, and loops that call functions, come here for each request. */
import {
  listOf,
  operation,
  type AppendText,
  type Format,
  type Operation,
  type OutputKind,
  type RequestFacts,
  type ResponseFacts,
} from '@spanwise/core/adapter';
import { inputMessages, messageOf, systemParts, toolDefinitions } from './content.ts';
import { finishWord } from './finish-word.ts';
import type { Candidate, GenerateBody, GenerateReply, Grounding, Part } from './genai.ts';
import { method } from './method.ts';
import { modelName } from './model-name.ts';
import { tokenUsage } from './usage.ts';

/** More choices than the provider allows, and more parts than any has: an index beyond is not believed. */
const MAX_CANDIDATES = 128;
const MAX_PARTS = 512;
/** How Vertex AI names the tiers that the Gemini API has. */
const TIERS: Readonly<Record<string, string>> = {
  ON_DEMAND: 'standard',
  ON_DEMAND_FLEX: 'flex',
  ON_DEMAND_PRIORITY: 'priority',
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface FoldedCandidate extends Mutable<Omit<Candidate, 'content'>> {
  content: { role: string | undefined; readonly parts: Mutable<Part>[] };
}
type Folded = Mutable<Omit<GenerateReply, 'candidates'>> & {
  readonly candidates: FoldedCandidate[];
};

/** How generated content reads, whichever client asks for it. */
export const generated: Format<GenerateBody, GenerateReply, GenerateReply> = {
  request: ({ model, config }) => {
    const { responseMimeType: format, responseModalities: modalities } = config ?? {};
    return {
      model: modelName(model),
      maxTokens: config?.maxOutputTokens,
      temperature: config?.temperature,
      topP: config?.topP,
      topK: config?.topK,
      stopSequences: config?.stopSequences,
      presencePenalty: config?.presencePenalty,
      frequencyPenalty: config?.frequencyPenalty,
      seed: config?.seed,
      choiceCount: config?.candidateCount,
      reasoningLevel: config?.thinkingConfig?.thinkingLevel,
      serviceTier: config?.serviceTier,
      outputType: outputType(format, modalities),
    };
  },
  response: responseFacts,
  stream: {
    start: () => ({ candidates: [] }),
    add: (reply, chunk, text) => addChunk(reply as Folded, chunk, text),
  },
  input: ({ contents, config }) => ({
    system: systemParts(config?.systemInstruction),
    messages: inputMessages(contents),
    tools: toolDefinitions(config?.tools),
  }),
  output: ({ candidates }) => ({
    messages: listOf(candidates)
      .map((candidate) => messageOf({ role: 'model', ...candidate.content }, reasonOf(candidate)))
      .filter(({ parts }) => parts.length > 0),
  }),
};

/** `client.models.generateContent` and `.generateContentStream`, which chats call. */
export const generate: readonly Operation<never, never, never>[] = [
  operation<GenerateBody, GenerateReply>({
    ...generated,
    name: 'generate_content',
    method: method('generateContent', 'generateContentInternal'),
    stream: undefined,
  }),
  operation<GenerateBody, GenerateReply, GenerateReply>({
    ...generated,
    name: 'generate_content',
    method: method('generateContentStream', 'generateContentStreamInternal'),
    request: (body) => ({ ...generated.request(body), stream: true }),
  }),
];

function outputType(
  format: string | undefined,
  modalities: readonly string[] | undefined,
): RequestFacts['outputType'] {
  if (listOf(modalities).includes('IMAGE')) return 'image';
  if (listOf(modalities).includes('AUDIO')) return 'speech';
  if (format === undefined) return undefined;
  return format.startsWith('text/') && format !== 'text/x.enum' ? 'text' : 'json';
}

function responseFacts(reply: GenerateReply): ResponseFacts {
  const candidates = listOf(reply.candidates);
  const isBlocked = reply.promptFeedback?.blockReason !== undefined;
  const usage = tokenUsage(
    reply.usageMetadata,
    isBlocked || candidates.some(({ finishReason }) => finishReason !== undefined),
  );
  const traffic = reply.usageMetadata?.trafficType;
  const tier = traffic === undefined ? undefined : TIERS[traffic];
  const isGrounded = candidates.some(({ groundingMetadata }) => isBilled(groundingMetadata));
  return {
    id: reply.responseId,
    model: reply.modelVersion,
    finishReasons:
      isBlocked && candidates.length === 0 ? ['content_filter'] : candidates.map(reasonOf),
    // Searches are billed by prompt or by query, as the model is.
    usage: usage && (isGrounded ? { ...usage, otherBilledTools: 1 } : usage),
    serviceTier: tier,
    priceVariant: tier === undefined ? traffic : undefined,
  };
}

function reasonOf({ finishReason, content }: Candidate): string | undefined {
  return finishWord(
    finishReason,
    listOf(content?.parts).some(({ functionCall }) => functionCall != null),
  );
}

function isBilled(grounding: Grounding | undefined): boolean {
  return listOf(grounding?.webSearchQueries).length + listOf(grounding?.groundingChunks).length > 0;
}

function addChunk(
  reply: Folded,
  chunk: GenerateReply,
  text: AppendText | undefined,
): OutputKind | undefined {
  if (chunk?.responseId !== undefined) reply.responseId = chunk.responseId;
  if (chunk?.modelVersion !== undefined) reply.modelVersion = chunk.modelVersion;
  if (chunk?.promptFeedback != null) reply.promptFeedback = chunk.promptFeedback;
  // Each chunk has the counts up to it.
  if (chunk?.usageMetadata != null) reply.usageMetadata = chunk.usageMetadata;
  const candidates = chunk?.candidates;
  if (!Array.isArray(candidates)) return undefined;
  let kind: OutputKind | undefined;
  for (const candidate of candidates as readonly Candidate[]) {
    const known = candidate == null ? undefined : candidateAt(reply.candidates, candidate.index);
    if (known === undefined) continue;
    if (candidate.finishReason !== undefined) known.finishReason = candidate.finishReason;
    // That there is one is all that is read of it, and it is long.
    if (isBilled(candidate.groundingMetadata))
      known.groundingMetadata = { groundingChunks: [true] };
    const { role, parts } = candidate.content ?? {};
    if (role !== undefined) known.content.role = role;
    if (!Array.isArray(parts)) continue;
    for (const part of parts as readonly Part[]) {
      if (part == null) continue;
      addPart(known.content.parts, part, text);
      if (part.text) kind = part.thought ? (kind ?? 'reasoning') : 'text';
    }
  }
  return kind;
}

function candidateAt(list: FoldedCandidate[], index: unknown = 0): FoldedCandidate | undefined {
  if (!Number.isSafeInteger(index)) return undefined;
  const at = index as number;
  if (at < 0 || at >= MAX_CANDIDATES) return undefined;
  while (list.length <= at) list.push({ content: { role: undefined, parts: [] } });
  return list[at];
}

/** Texts of one kind that follow each other are one. While content is off, all that is kept is whether a function is called. */
function addPart(parts: Mutable<Part>[], part: Part, text: AppendText | undefined): void {
  if (text === undefined) {
    if (part.functionCall && parts.length === 0) parts.push({ functionCall: {} });
    return;
  }
  const last = parts.at(-1);
  if (typeof part.text !== 'string') {
    if (parts.length < MAX_PARTS) parts.push(part);
  } else if (last?.text !== undefined && (last.thought ?? false) === (part.thought ?? false)) {
    last.text = text(last.text, part.text);
  } else if (parts.length < MAX_PARTS) {
    parts.push({ text: text(undefined, part.text), thought: part.thought });
  }
}

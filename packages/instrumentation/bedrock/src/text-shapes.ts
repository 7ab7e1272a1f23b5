/** Where the models that take a prompt have their facts (Amazon Bedrock's user guide, inference parameters, 2026-11). */
import { listOf } from '@spanwise/core/adapter';
import type { TextReply, TextShape } from './text-format.ts';

interface Prompt {
  readonly prompt?: string;
}
const asked = ({ prompt }: Prompt): ReturnType<TextShape<Prompt, never>['prompt']> => [
  { role: 'user', text: prompt },
];

interface TitanBody {
  readonly inputText?: string;
  readonly textGenerationConfig?: {
    readonly maxTokenCount?: number;
    readonly temperature?: number;
    readonly topP?: number;
    readonly stopSequences?: readonly string[];
  };
}
interface TitanText {
  readonly outputText?: string;
  readonly completionReason?: string | null;
  readonly tokenCount?: number;
}
interface TitanReply extends TitanText {
  readonly inputTextTokenCount?: number | null;
  readonly totalOutputTextTokenCount?: number | null;
  readonly results?: readonly TitanText[];
}

/** Amazon's Titan. */
export const titan: TextShape<TitanBody, TitanReply> = {
  request: ({ textGenerationConfig: config }) => ({
    maxTokens: config?.maxTokenCount,
    temperature: config?.temperature,
    topP: config?.topP,
    stopSequences: config?.stopSequences,
  }),
  prompt: ({ inputText }) => [{ role: 'user', text: inputText }],
  reply: (reply) => {
    const { results } = reply;
    const texts = results ? listOf(results) : [reply];
    return {
      texts: texts.map((text) => ({ text: text.outputText, reason: text.completionReason })),
      usage: {
        inputTokens: reply.inputTextTokenCount,
        outputTokens:
          reply.totalOutputTextTokenCount ??
          // Of more than one nobody says the sum.
          (texts.length === 1 ? texts[0]!.tokenCount : undefined),
      },
    };
  },
};

interface LlamaBody extends Prompt {
  readonly max_gen_len?: number;
  readonly temperature?: number;
  readonly top_p?: number;
}
interface LlamaReply {
  readonly generation?: string;
  readonly stop_reason?: string | null;
  readonly prompt_token_count?: number | null;
  readonly generation_token_count?: number | null;
}

/** Meta's Llama. */
export const llama: TextShape<LlamaBody, LlamaReply> = {
  request: (body) => ({
    maxTokens: body.max_gen_len,
    temperature: body.temperature,
    topP: body.top_p,
  }),
  prompt: asked,
  reply: (reply) => ({
    texts: [{ text: reply.generation, reason: reply.stop_reason }],
    usage: {
      inputTokens: reply.prompt_token_count,
      outputTokens: reply.generation_token_count,
    },
  }),
};

interface MistralBody extends Prompt {
  readonly max_tokens?: number;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: number;
  readonly stop?: readonly string[] | string;
}
type Stopped = readonly { readonly text?: string; readonly stop_reason?: string | null }[];
const stopped = (texts: Stopped | undefined): TextReply => ({
  texts: listOf(texts).map(({ text, stop_reason: reason }) => ({ text, reason })),
});
const sampled = (body: MistralBody): ReturnType<TextShape<MistralBody, never>['request']> => ({
  maxTokens: body.max_tokens,
  temperature: body.temperature,
  topP: body.top_p,
  topK: body.top_k,
  stopSequences: body.stop,
});

/** Mistral's models, where they complete a prompt. */
export const mistral: TextShape<MistralBody, { readonly outputs?: Stopped }> = {
  request: sampled,
  prompt: asked,
  reply: ({ outputs }) => stopped(outputs),
};

/** DeepSeek's R1, where it completes a prompt. */
export const deepseek: TextShape<MistralBody, { readonly choices?: Stopped }> = {
  request: sampled,
  prompt: asked,
  reply: ({ choices }) => stopped(choices),
};

interface CohereSampling {
  readonly max_tokens?: number;
  readonly temperature?: number;
  readonly p?: number;
  readonly k?: number;
  readonly stop_sequences?: readonly string[];
}
const cohereSampling = (body: CohereSampling): ReturnType<typeof sampled> => ({
  maxTokens: body.max_tokens,
  temperature: body.temperature,
  topP: body.p,
  topK: body.k,
  stopSequences: body.stop_sequences,
});
interface CohereText {
  readonly text?: string;
  readonly finish_reason?: string | null;
}

/** Cohere's Command, which completes a prompt. */
export const cohereText: TextShape<
  Prompt & CohereSampling,
  CohereText & { readonly id?: string; readonly generations?: readonly CohereText[] }
> = {
  request: cohereSampling,
  prompt: asked,
  reply: (reply) => ({
    id: reply.id,
    texts: (reply.generations ? listOf(reply.generations) : [reply]).map((text) => ({
      text: text.text,
      reason: text.finish_reason,
    })),
  }),
};

interface CohereChatBody extends CohereSampling {
  readonly message?: string;
  readonly preamble?: string;
  readonly chat_history?: readonly { readonly role?: string; readonly message?: string }[];
  readonly seed?: number;
}
interface CohereChatReply extends CohereText {
  readonly event_type?: string;
  readonly generation_id?: string;
  readonly tool_calls?: readonly { readonly name?: string; readonly parameters?: unknown }[];
}
const COHERE_ROLES: Readonly<Record<string, string>> = {
  CHATBOT: 'assistant',
  SYSTEM: 'system',
  TOOL: 'tool',
};

/** Cohere's Command R, which chats. */
export const cohereChat: TextShape<CohereChatBody, CohereChatReply> = {
  request: (body) => ({ ...cohereSampling(body), seed: body.seed }),
  prompt: ({ preamble, chat_history, message }) => [
    { role: 'system', text: preamble },
    ...listOf(chat_history).map((entry) => ({
      role: COHERE_ROLES[entry.role ?? ''] ?? 'user',
      text: entry.message,
    })),
    { role: 'user', text: message },
  ],
  reply: ({ generation_id: id, text, finish_reason: reason, tool_calls: toolCalls }) => ({
    id,
    texts: [{ text, reason, ...(toolCalls && { toolCalls }) }],
  }),
};

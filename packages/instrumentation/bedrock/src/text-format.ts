/** The shapes of the models that take a prompt and give texts, each by where its facts are. */
import {
  listOf,
  textPart,
  toolArguments,
  type Part,
  type Format,
  type RequestFacts,
  type TokenUsage,
} from '@spanwise/core/adapter';
import { finishWord } from './finish-word.ts';

/** One text that a model gave, or a piece of it. */
interface Text {
  readonly text?: string | null | undefined;
  readonly reason?: string | null | undefined;
  readonly toolCalls?: readonly { readonly name?: string; readonly parameters?: unknown }[];
}

/** A reply, or a chunk of one. */
export interface TextReply {
  readonly id?: string | undefined;
  readonly texts: readonly Text[];
  readonly usage?: TokenUsage | undefined;
}

/** Where the facts of one shape are. */
export interface TextShape<Body, Reply> {
  readonly request: (body: Body) => RequestFacts;
  /** What was asked, the earliest first. */
  readonly prompt: (
    body: Body,
  ) => readonly { readonly role: string; readonly text?: string | undefined }[];
  /** A whole reply, and each chunk of a streamed one. */
  readonly reply: (reply: Reply) => TextReply;
}

/** More texts than any model gives. */
const MAX_TEXTS = 128;

interface Folded {
  id?: string;
  readonly texts: { -readonly [K in keyof Text]: Text[K] }[];
  readonly usage: { inputTokens?: number; outputTokens?: number };
}

/** How such a shape reads: a whole reply and a chunk of one alike. */
export function textFormat<Body, Reply>(
  shape: TextShape<Body, Reply>,
): Format<Body, TextReply, Reply> & { readonly whole: (reply: Reply) => TextReply } {
  return {
    request: shape.request,
    whole: shape.reply,
    response: ({ id, texts, usage }) => ({
      id,
      finishReasons: texts.map(({ reason }) => finishWord(reason)),
      usage,
    }),
    stream: {
      start: () => ({ texts: [], usage: {} }),
      add: (reply, chunk, text) => {
        const folded = reply as Folded;
        const { id, texts, usage } = shape.reply(chunk ?? ({} as Reply));
        if (id !== undefined) folded.id = id;
        let hasText = false;
        for (let index = 0; index < texts.length && index < MAX_TEXTS; index += 1) {
          const piece = texts[index]!;
          const known = (folded.texts[index] ??= {});
          if (piece.reason != null) known.reason = piece.reason;
          if (piece.text) hasText = true;
          if (!text) continue;
          known.text = text(known.text, piece.text);
          if (piece.toolCalls) known.toolCalls = piece.toolCalls;
        }
        const { inputTokens, outputTokens } = usage ?? {};
        if (inputTokens != null) folded.usage.inputTokens = inputTokens;
        if (outputTokens != null) folded.usage.outputTokens = outputTokens;
        return hasText ? 'text' : undefined;
      },
    },
    input: (body) => ({
      messages: shape
        .prompt(body)
        .filter(({ text }) => typeof text === 'string')
        .map(({ role, text }) => ({ role, parts: [textPart(text!)] })),
    }),
    output: ({ texts }) => ({
      messages: texts.map(({ text, reason, toolCalls }) => ({
        role: 'assistant',
        parts: [
          ...(text ? [textPart(text)] : []),
          ...listOf(toolCalls).map(({ name = '', parameters }): Part => ({
            type: 'tool_call',
            name,
            arguments: toolArguments(parameters),
          })),
        ],
        finish_reason: finishWord(reason) ?? undefined,
      })),
    }),
  };
}

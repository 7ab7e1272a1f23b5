/** The families of models that an `InvokeModel` reaches: which shape their bodies have (Amazon Bedrock's user guide, inference parameters, 2026-11). */
import type { Format } from '@spanwise/core/adapter';
import { messageFormat } from '@spanwise/instrumentation-anthropic';
import { chat } from '@spanwise/instrumentation-openai';
import { converseFormat } from './converse.ts';
import { embeddingFormat } from './embeddings.ts';
import { textFormat, type TextShape } from './text-format.ts';
import { cohereChat, cohereText, deepseek, llama, mistral, titan } from './text-shapes.ts';

/** A format of whatever shapes. */
interface AnyFormat extends Partial<Format<object, object, unknown>> {
  /** Makes the reply of a whole body, where it is not the body itself. */
  readonly whole?: ((body: object) => object) | undefined;
}

/** The models of one shape: what it holds for must be true of both, where both are given. */
export interface Family {
  /** Part of the models' ids, wherever it stands: ids begin with a region, or are addresses. Default: any. */
  readonly models?: RegExp;
  /** A field of the requests. It also tells a model whose id says nothing, such as one of your own. Default: any. */
  readonly field?: string;
  readonly operation: 'chat' | 'text_completion' | 'embeddings' | 'generate_content';
  readonly format: AnyFormat;
}

const any = (format: object): AnyFormat => format;
const text = <Body, Reply>(shape: TextShape<Body, Reply>): AnyFormat => any(textFormat(shape));
const messagesOfAnthropic = any(messageFormat);
const chatOfOpenai = any(chat);
const chatOfNova = any(converseFormat);
const textOfTitan = text(titan);
const textOfLlama = text(llama);

/** The first that fits holds. */
const FAMILIES: readonly Family[] = [
  { models: /embed/, operation: 'embeddings', format: any(embeddingFormat) },
  {
    models: /stability\.|titan-image|nova-canvas/,
    operation: 'generate_content',
    format: { request: () => ({ outputType: 'image' }) },
  },
  { models: /anthropic\./, operation: 'chat', format: messagesOfAnthropic },
  { models: /amazon\.nova/, operation: 'chat', format: chatOfNova },
  { models: /amazon\.titan/, operation: 'text_completion', format: textOfTitan },
  { models: /cohere\.command-[ar]/, operation: 'chat', format: text(cohereChat) },
  { models: /cohere\./, operation: 'text_completion', format: text(cohereText) },
  { models: /meta\.llama/, operation: 'text_completion', format: textOfLlama },
  { models: /mistral\./, field: 'prompt', operation: 'text_completion', format: text(mistral) },
  { models: /deepseek\./, field: 'prompt', operation: 'text_completion', format: text(deepseek) },
  {
    models: /(?:ai21|deepseek|google|minimax|mistral|moonshot|nvidia|openai|qwen|writer|zai)\./,
    operation: 'chat',
    format: chatOfOpenai,
  },
  { field: 'anthropic_version', operation: 'chat', format: messagesOfAnthropic },
  { field: 'inferenceConfig', operation: 'chat', format: chatOfNova },
  { field: 'inputText', operation: 'text_completion', format: textOfTitan },
  { field: 'messages', operation: 'chat', format: chatOfOpenai },
  // Imported models have the shape of Llama's where they take a prompt.
  { field: 'prompt', operation: 'text_completion', format: textOfLlama },
];
const UNKNOWN: Family = { operation: 'generate_content', format: {} };

/** The family of a model. `sent`: the request's body, where it was read. */
export function familyOf(modelId: string | undefined, sent: object | undefined): Family {
  return (
    FAMILIES.find(
      ({ models, field }) =>
        (models === undefined || models.test(modelId ?? '')) &&
        (field === undefined || (sent !== undefined && field in sent)),
    ) ?? UNKNOWN
  );
}

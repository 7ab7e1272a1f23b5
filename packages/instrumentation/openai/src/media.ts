/** Images, speech, transcription: content of other kinds than text, which the conventions count as inference. */
import {
  listOf,
  mediaPart,
  operation,
  type Operation,
  textPart,
  type TokenUsage,
} from '@spanwise/core/adapter';
import type {
  AudioBody,
  AudioEvent,
  AudioReply,
  ImageBody,
  ImageEvent,
  ImageReply,
  MediaUsage,
} from './openai.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** `client.images.generate`, `.edit` and `.createVariation`. */
export const images: readonly Operation<never, never, never>[] = [
  'images.generate',
  'images.edit',
  'images.createVariation',
].map((method) =>
  operation<ImageBody, ImageReply, ImageEvent>({
    name: 'generate_content',
    method,
    request: (body) => ({
      model: body.model,
      choiceCount: body.n,
      stream: body.stream,
      outputType: 'image',
    }),
    response: (reply) => ({
      imageCount: Array.isArray(reply.data) ? reply.data.length : undefined,
      usage: mediaUsage(reply.usage),
    }),
    stream: {
      start: () => ({ data: [] }),
      add: (reply, event) => {
        // Partial images come before; only the finished one counts.
        if (!event?.type?.endsWith('.completed')) return;
        (reply.data as { b64_json?: string }[]).push({});
        if (event.usage != null) (reply as Mutable<ImageReply>).usage = event.usage;
      },
    },
    input: (body) => ({
      messages: body.prompt ? [{ role: 'user', parts: [textPart(body.prompt)] }] : undefined,
    }),
    output: (reply) => ({
      messages: listOf(reply.data).map((image) => ({
        role: 'assistant',
        parts: [
          image.url
            ? mediaPart('image', image.url)
            : { type: 'blob', modality: 'image', content: image.b64_json ?? '' },
        ],
      })),
    }),
  }),
);

/** `client.audio.speech.create`: the reply is the raw HTTP response, whose body is the caller's. */
export const speech: Operation<never, never, never> = operation<AudioBody>({
  name: 'generate_content',
  method: 'audio.speech.create',
  request: (body) => ({ model: body.model, outputType: 'speech' }),
  response: () => ({}),
  input: (body) => ({
    messages: body.input ? [{ role: 'user', parts: [textPart(body.input)] }] : undefined,
  }),
});

/** `client.audio.transcriptions.create` and `client.audio.translations.create`. */
export const transcriptions: readonly Operation<never, never, never>[] = [
  'audio.transcriptions.create',
  'audio.translations.create',
].map((method) =>
  operation<AudioBody, AudioReply | string, AudioEvent>({
    name: 'generate_content',
    method,
    request: (body) => ({
      model: body.model,
      temperature: body.temperature,
      stream: body.stream,
      outputType: 'text',
    }),
    response: (reply) =>
      typeof reply === 'string'
        ? {}
        : {
            audioSeconds: reply.usage?.seconds ?? reply.duration,
            usage: mediaUsage(reply.usage),
          },
    stream: {
      start: () => ({}),
      add: (reply, event, text) => {
        if (event?.type !== 'transcript.text.done') return;
        const folded = reply as Mutable<AudioReply>;
        if (event.usage != null) folded.usage = event.usage;
        const transcript = text?.(undefined, event.text);
        if (transcript !== undefined) folded.text = transcript;
      },
    },
    output: (reply) => {
      const text = typeof reply === 'string' ? reply : reply.text;
      return {
        messages: text ? [{ role: 'assistant', parts: [textPart(text)] }] : undefined,
      };
    },
  }),
);

/** Usage by seconds has no tokens. */
function mediaUsage(usage: MediaUsage | null | undefined): TokenUsage | undefined {
  if (!usage || usage.type === 'duration') return undefined;
  const { input_tokens_details: image, input_token_details: audio } = usage;
  return {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    modalities: {
      text: { input: image?.text_tokens ?? audio?.text_tokens },
      image: { input: image?.image_tokens },
      audio: { input: audio?.audio_tokens },
    },
  };
}

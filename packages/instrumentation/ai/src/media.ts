/** Images, videos, and in 5 and 6 speech and transcripts: nobody is told of them, so the functions that make them are watched. */
import type { ReplacedFunction } from '@spanwise/core/adapter';
import type { Event, Told } from './ai.ts';
import { optionOf } from './options.ts';

/** Which word stands for a function, and the versions that have it. */
const CALLS: Readonly<Record<string, readonly [type: string, versions: string]>> = {
  generateImage: ['generateImage', '>=6'],
  experimental_generateImage: ['generateImage', '>=5 <7'],
  experimental_generateVideo: ['generateVideo', '>=7'],
  experimental_generateSpeech: ['generateSpeech', '>=5 <7'],
  experimental_transcribe: ['transcribe', '>=5 <7'],
};

/** What is replaced for them. */
export const media: readonly ReplacedFunction[] = Object.entries(CALLS).map(
  ([name, [type, versions]]) => ({
    method: { kind: 'export', name },
    versions,
    wrap: (original, adapter) =>
      function (this: unknown, ...callArguments: unknown[]) {
        const call = adapter.start(undefined, [toldOf(type, callArguments[0])]);
        if (call === undefined) return original.apply(this, callArguments);
        const result = call.run(() => original.apply(this, callArguments)) as Promise<unknown>;
        // The follower is given away: beside it a rejection would pass for one that is handled.
        return result.then(
          (value) => {
            call.reply(value);
            return value;
          },
          (error: unknown) => {
            call.fail(error);
            throw error;
          },
        );
      },
  }),
);

/** A model that is only named is the SDK's to find. */
function toldOf(type: string, options: unknown): Told {
  if (typeof options !== 'object' || options === null) return { type };
  const model = optionOf(options, 'model');
  const { provider, modelId } = (
    typeof model === 'object' && model !== null ? model : { modelId: model }
  ) as Event;
  const prompt = optionOf(options, 'prompt') ?? optionOf(options, 'text');
  // An image that is changed comes beside the words.
  const words: unknown =
    typeof prompt === 'object' && prompt !== null ? optionOf(prompt, 'text') : prompt;
  return {
    type,
    event: {
      provider,
      modelId,
      text: words as string,
      n: optionOf(options, 'n') as number,
      seed: optionOf(options, 'seed') as number,
    } as Event,
  };
}

/** What is known of this adapter before the `ai` package is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** 5 and 6 have their telemetry in the options of these; 7 publishes what it does on a channel. */
const OPTIONS = '>=5 <7';

/** What is known of this adapter before the `ai` package is found. */
export const aiHeader: AdapterHeader = {
  id: 'ai',
  packageName: '@spanwise/instrumentation-ai',
  packageVersion: '0.1.0',
  module: {
    name: 'ai',
    versions: '>=5 <8',
    hasDefault: false,
    exports: {
      generateText: OPTIONS,
      streamText: OPTIONS,
      // Of 7 the channel tells of all but these.
      generateObject: '>=5 <8',
      streamObject: '>=5 <8',
      embed: OPTIONS,
      embedMany: OPTIONS,
      rerank: '>=6 <7',
      // Nobody is told of these.
      generateImage: '>=6 <8',
      experimental_generateImage: '>=5 <7',
      // Not every 6 has it, and a name that is not there must not appear.
      experimental_generateVideo: '>=7 <8',
      experimental_generateSpeech: OPTIONS,
      experimental_transcribe: OPTIONS,
    },
  },
  channel: 'ai:telemetry',
};

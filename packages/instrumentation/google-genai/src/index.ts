/** Instruments the `@google/genai` client, and the older `@google-cloud/vertexai`. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { googleGenai as adapter } from './adapter.ts';
import { googleGenaiHeader, googleVertexaiHeader } from './header.ts';
import { googleVertexai as vertexaiAdapter } from './vertexai.ts';

/** The adapter and its header, for `attach({ adapters: [googleGenai] })`. */
export const googleGenai: AdapterEntry = { ...googleGenaiHeader, load: () => adapter };

/** The instrumentation of the `@google/genai` client, for those who assemble their own SDK. */
export class GoogleGenaiInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(googleGenai, config);
  }
}

/** The adapter of the older client and its header, for `attach({ adapters: [googleVertexai] })`. */
export const googleVertexai: AdapterEntry = {
  ...googleVertexaiHeader,
  load: () => vertexaiAdapter,
};

/** The instrumentation of the `@google-cloud/vertexai` client, for those who assemble their own SDK. */
export class GoogleVertexaiInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(googleVertexai, config);
  }
}

/** Every Spanwise instrumentation, for an app that has its own OpenTelemetry. */
import { attach as attachAdapters, type Attachment, type CoreOptions } from '@spanwise/core';
import { adapters } from '#adapters';

export {
  agent,
  cache,
  ConfigError,
  contextAttributes,
  contextFacts,
  isConfigError,
  observe,
  recordEvaluation,
  recordEvent,
  retrieval,
  tool,
  traceContext,
  withContext,
  workflow,
} from '@spanwise/core';
export type { Attachment, CoreOptions, Report } from '@spanwise/core';

/** The options of {@link attach}. */
export interface AutoOptions extends CoreOptions {
  /** Modules that cannot be found, as in a bundle: `{ openai: OpenAI }`, by id or package name. */
  readonly modules?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Attaches every instrumentation to the libraries of this process, loaded or yet to be loaded. Records by the
 * providers that the application registers, before or after.
 *
 * @throws {ConfigError} for an option that is not accepted.
 */
export function attach(options: AutoOptions = {}): Attachment {
  return attachAdapters({ ...options, adapters });
}

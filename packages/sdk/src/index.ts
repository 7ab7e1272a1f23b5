/** One call makes an LLM application observable with OpenTelemetry. */
export {
  agent,
  ConfigError,
  isConfigError,
  observe,
  recordEvaluation,
  retrieval,
  tool,
  withContext,
  workflow,
} from '@spanwise/core';
export type {
  AgentOptions,
  ContentMode,
  ContextFacts,
  Evaluation,
  OperationInfo,
  Redactor,
  RetrievalOptions,
  ToolOptions,
  WorkflowOptions,
} from '@spanwise/core';
export {
  console,
  none,
  otlp,
  type Destination,
  type OtlpOptions,
  type OtlpProtocol,
} from './destinations.ts';
export { instrument, type Report, type Spanwise } from './instrument.ts';
export type { Instrumentation } from './instrumentations.ts';
export type { SignalReport } from './providers.ts';
export type { InstrumentOptions, ResourceAttributes } from './settings.ts';

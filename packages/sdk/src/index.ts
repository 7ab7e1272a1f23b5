/** One call makes an LLM application observable with OpenTelemetry. */
export {
  agent,
  cache,
  ConfigError,
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
export type {
  AgentOptions,
  BuiltInRedactor,
  CacheLookup,
  CacheOptions,
  CacheSaving,
  ContentItem,
  ContentMode,
  ContextFacts,
  Cost,
  CostFunction,
  CostQuery,
  Evaluation,
  EventOptions,
  LogFields,
  LogFieldStyle,
  NameLogFields,
  OperationInfo,
  Redactor,
  RetrievalOptions,
  ToolOptions,
  TraceContextOptions,
  UploadContent,
  WorkflowOptions,
} from '@spanwise/core';
export { console, none, otlp, type Destination } from './destinations.ts';
export type { CostOption, CostSource } from './cost/cost-option.ts';
export { refreshPrices, type PriceSource, type RefreshOptions } from './cost/genai-prices.ts';
export type { ModelPrice, PriceTable } from './cost/price-table.ts';
export type {
  ExportFailure,
  ExportReport,
  LastExport,
  OtlpOptions,
  OtlpProtocol,
} from '@spanwise/otlp';
export { instrument, type Report, type Spanwise } from './instrument.ts';
export type { Instrumentation } from './instrumentations.ts';
export type { SignalReport } from './providers.ts';
export type { InstrumentOptions, ResourceAttributes } from './settings.ts';

/** One call makes an LLM application observable with OpenTelemetry. */
export {
  agent,
  ConfigError,
  isConfigError,
  observe,
  recordEvaluation,
  retrieval,
  tool,
  traceContext,
  withContext,
  workflow,
} from '@spanwise/core';
export type {
  AgentOptions,
  BuiltInRedactor,
  ContentItem,
  ContentMode,
  ContextFacts,
  Cost,
  CostFunction,
  CostQuery,
  Evaluation,
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
export {
  console,
  none,
  otlp,
  type Destination,
  type OtlpOptions,
  type OtlpProtocol,
} from './destinations.ts';
export type { CostOption, CostSource } from './cost/cost-option.ts';
export { refreshPrices, type PriceSource, type RefreshOptions } from './cost/genai-prices.ts';
export type { ModelPrice, PriceTable } from './cost/price-table.ts';
export type { ExportReport, LastExport } from './export-health.ts';
export type { ExportFailure } from './otlp-sender.ts';
export { instrument, type Report, type Spanwise } from './instrument.ts';
export type { Instrumentation } from './instrumentations.ts';
export type { SignalReport } from './providers.ts';
export type { InstrumentOptions, ResourceAttributes } from './settings.ts';

/** The adapter contract, and what finds, watches and records calls. */
export * from './adapter/index.ts';
export {
  attach,
  observe,
  type Attachment,
  type AttachOptions,
  type ObserveOptions,
} from './attach/attach.ts';
export type { InstrumentationOptions } from './attach/instrumentation-options.ts';
export { ConfigError, isConfigError, type ConfigErrorFacts } from './config-error.ts';
export {
  contextAttributes,
  contextFacts,
  isSuppressed,
  untraced,
  withContext,
  type ContextFacts,
} from './context/context.ts';
export { outOfCall } from './context/out-of-call.ts';
export { agent, type AgentOptions } from './helpers/agent.ts';
export { cache, type CacheLookup, type CacheOptions, type CacheSaving } from './helpers/cache.ts';
export { recordEvaluation, type Evaluation } from './helpers/evaluation.ts';
export { recordEvent, type EventOptions } from './helpers/event.ts';
export { retrieval, type RetrievalOptions } from './helpers/retrieval.ts';
export { tool, type ToolOptions } from './helpers/tool.ts';
export { workflow, type WorkflowOptions } from './helpers/workflow.ts';
export { AdapterInstrumentation, type InstrumentationConfig } from './instrumentation.ts';
export {
  createReport,
  endOpenCalls,
  onFirstCall,
  showReport,
  type LibraryReport,
  type Report,
} from './report.ts';
export { fieldsOnRecord } from './logs/fields-on-record.ts';
export {
  createLogFields,
  type LogFields,
  type LogFieldSettings,
  type LogFieldStyle,
  type NameLogFields,
} from './logs/log-fields.ts';
export { traceContext, type TraceContextOptions } from './logs/trace-context.ts';
export type { Cost, CostFunction, CostQuery } from './record/cost-function.ts';
export { loggerProvider, type RecordLoggerProvider } from './record/logger-provider.ts';
export type { BuiltInRedactor } from './record/redact.ts';
export { hide } from './observe/hide.ts';
export {
  boolean as booleanValue,
  count as countValue,
  double as doubleValue,
  onlyTrue as trueValue,
  string as stringValue,
  strings as stringsValue,
} from './record/values.ts';
export { report, safely } from './safely.ts';
export {
  booleanFromText,
  contentModeFromText,
  coreSettings,
  countFromText,
  listFromText,
  resolveSettings,
  type ContentItem,
  type ContentMode,
  type CoreOptions,
  type Environment,
  type NameSetChoice,
  type Redactor,
  type Setting,
  type Settings,
  type UploadContent,
  type Values,
} from './settings.ts';
export type { AttachedBy, AttachedCopy, OtherTracer } from './attach/attached.ts';
export { countDropped } from './count-dropped.ts';
export { VERSION } from './version.ts';

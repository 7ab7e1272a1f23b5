/** The fields by which a log line names its trace, in the style of whoever reads it. */
import { context, isSpanContextValid, trace, type SpanContext } from '@opentelemetry/api';
import { ATTR_GEN_AI_AGENT_NAME, ATTR_GEN_AI_RESPONSE_ID } from '@spanwise/semconv';
import { contextAttributes, contextFacts, type ContextFacts } from '../context/context.ts';
import { agentOf, type AgentScope } from '../context/scopes.ts';
import { safely } from '../safely.ts';

/** How the fields are named: after OpenTelemetry, Elastic Common Schema, Google Cloud, Datadog. */
export type LogFieldStyle = 'otel' | 'ecs' | 'gcp' | 'datadog';

/** Fields of a log line, by name. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Names the fields of a span. Called once while the same span stays active. */
export type NameLogFields = (span: SpanContext) => LogFields;

/** What the fields are made by. */
export interface LogFieldSettings {
  readonly logFields: LogFieldStyle | NameLogFields;
  readonly logContext: boolean;
}

/** All styles. */
export const LOG_FIELD_STYLES = ['otel', 'ecs', 'gcp', 'datadog'] as const;

/** One row for each style, after what its reader documents (2026-11). */
const STYLES: Readonly<Record<LogFieldStyle, NameLogFields>> = {
  // OpenTelemetry: "Trace Context in non-OTLP Log Formats".
  otel: ({ traceId, spanId, traceFlags }) => ({
    trace_id: traceId,
    span_id: spanId,
    trace_flags: traceFlags.toString(16).padStart(2, '0'),
  }),
  // Elastic Common Schema, "Tracing fields".
  ecs: ({ traceId, spanId }) => ({ 'trace.id': traceId, 'span.id': spanId }),
  // Google Cloud, "Structured logging: special fields". Without a project there is only the id to give.
  gcp: ({ traceId, spanId, traceFlags }) => {
    const project = process.env['GOOGLE_CLOUD_PROJECT'];
    return {
      'logging.googleapis.com/trace': project ? `projects/${project}/traces/${traceId}` : traceId,
      'logging.googleapis.com/spanId': spanId,
      'logging.googleapis.com/trace_sampled': (traceFlags & 1) === 1,
    };
  },
  // Datadog, "Connect OpenTelemetry Traces and Logs": the lower 64 bits, in decimal.
  datadog: ({ traceId, spanId }) => ({
    'dd.trace_id': BigInt(`0x${traceId.slice(16)}`).toString(),
    'dd.span_id': BigInt(`0x${spanId}`).toString(),
  }),
};

interface Known {
  readonly span: SpanContext;
  readonly facts: ContextFacts | undefined;
  readonly agent: AgentScope | undefined;
  readonly responseId: string | undefined;
  readonly fields: LogFields | undefined;
}

/**
 * Makes the function that gives the fields of where it is called. It gives back the same object while nothing
 * changes, and `undefined` without an active span.
 */
export function createLogFields(settings: LogFieldSettings): () => LogFields | undefined {
  const { logFields, logContext } = settings;
  const nameFields = typeof logFields === 'function' ? logFields : STYLES[logFields];
  let known: Known | undefined;
  return () => {
    const active = context.active();
    const span = trace.getSpanContext(active);
    if (span === undefined) return undefined;
    const facts = logContext ? contextFacts(active) : undefined;
    const agent = logContext ? agentOf(active) : undefined;
    const responseId = agent?.responseId;
    if (
      known?.span !== span ||
      known.facts !== facts ||
      known.agent !== agent ||
      known.responseId !== responseId
    ) {
      const fields = isSpanContextValid(span)
        ? safely('naming the fields of a log line', () => ({
            ...nameFields(span),
            ...(facts && (contextAttributes(facts) as LogFields)),
            ...(agent?.name !== undefined && { [ATTR_GEN_AI_AGENT_NAME]: agent.name }),
            ...(responseId !== undefined && { [ATTR_GEN_AI_RESPONSE_ID]: responseId }),
          }))
        : undefined;
      known = { span, facts, agent, responseId, fields };
    }
    return known.fields;
  };
}

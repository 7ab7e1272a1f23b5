/** Who and what a piece of work is for: conversation, user, tenant, prompt, versions, carried by OpenTelemetry's context. */
import {
  context,
  createContextKey,
  ROOT_CONTEXT,
  type Attributes,
  type Context,
} from '@opentelemetry/api';
import {
  ATTR_GEN_AI_CONVERSATION_ID,
  ATTR_GEN_AI_PROMPT_NAME,
  ATTR_GEN_AI_PROMPT_VERSION,
  ATTR_SPANWISE_SEED,
  ATTR_SPANWISE_TENANT_ID,
  ATTR_SPANWISE_VERSION_CODE,
  ATTR_SPANWISE_VERSION_CONFIGURATION,
  ATTR_SPANWISE_VERSION_DATA,
  ATTR_SPANWISE_VERSION_MODEL,
  ATTR_SPANWISE_VERSION_PROMPT,
  ATTR_USER_ID,
} from '@spanwise/semconv';
import { beforeCall } from '../report.ts';

/** What every span, log and chosen metric within a piece of work is marked with. Every field is optional. */
export interface ContextFacts {
  /** The application's id of the conversation. Never invented: absent when nobody gave one. */
  readonly conversationId?: string | undefined;
  /** The application's id of the user. Never on metrics. */
  readonly userId?: string | undefined;
  /** The customer on whose behalf the work is done. */
  readonly tenantId?: string | undefined;
  /** The prompt template in use. */
  readonly prompt?: { readonly name: string; readonly version?: string | undefined } | undefined;
  /** The version set that makes a run reproducible. */
  readonly versions?:
    | {
        readonly code?: string | undefined;
        readonly prompt?: string | undefined;
        readonly model?: string | undefined;
        readonly data?: string | undefined;
        readonly configuration?: string | undefined;
        readonly seed?: number | undefined;
      }
    | undefined;
}

// A context key is its description's registered symbol, so every copy of this package reads the same.
const FACTS = createContextKey('spanwise.context.v1');
const SUPPRESS = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/**
 * Runs `fn` so that everything observed in it carries these facts. Nested calls add to the outer ones;
 * a field given again replaces the outer value. Without a context manager (no SDK) nothing is carried.
 *
 * @returns what `fn` returns.
 */
export function withContext<T>(facts: ContextFacts, fn: () => T): T {
  beforeCall();
  const active = context.active();
  return context.with(active.setValue(FACTS, { ...contextFacts(active), ...facts }), fn);
}

/** The facts that a context carries. */
export function contextFacts(of: Context = context.active()): ContextFacts | undefined {
  return of.getValue(FACTS) as ContextFacts | undefined;
}

/** The facts as span attributes. */
export function contextAttributes(facts: ContextFacts): Attributes {
  const attributes: Attributes = {};
  const set = (name: string, value: unknown): void => {
    if (typeof value === 'string' ? value !== '' : typeof value === 'number') {
      attributes[name] = value;
    }
  };
  set(ATTR_GEN_AI_CONVERSATION_ID, facts.conversationId);
  set(ATTR_USER_ID, facts.userId);
  set(ATTR_SPANWISE_TENANT_ID, facts.tenantId);
  const { prompt, versions } = facts;
  if (prompt) {
    set(ATTR_GEN_AI_PROMPT_NAME, prompt.name);
    set(ATTR_GEN_AI_PROMPT_VERSION, prompt.version);
  }
  if (versions) {
    set(ATTR_SPANWISE_VERSION_CODE, versions.code);
    set(ATTR_SPANWISE_VERSION_PROMPT, versions.prompt);
    set(ATTR_SPANWISE_VERSION_MODEL, versions.model);
    set(ATTR_SPANWISE_VERSION_DATA, versions.data);
    set(ATTR_SPANWISE_VERSION_CONFIGURATION, versions.configuration);
    set(ATTR_SPANWISE_SEED, versions.seed);
  }
  return attributes;
}

/** Runs `fn`, whose requests are no work of the application's, so that nothing traces it. */
export function untraced<T>(fn: () => T): T {
  return context.with(ROOT_CONTEXT.setValue(SUPPRESS, true), fn);
}

/** True where somebody asked that nothing be traced, as exporters do for their own requests. */
export function isSuppressed(of: Context): boolean {
  return of.getValue(SUPPRESS) === true;
}

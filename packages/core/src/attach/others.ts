/** Who else traces the calls of a library, told by what they leave behind in this process. */
import { hasSubscribers } from 'node:diagnostics_channel';
import type { AdapterHeader } from '../adapter/adapter.ts';
import type { OtherTracer } from './attached.ts';
import { packageOfFile, slashed } from './find.ts';
import { isWatched } from './patch.ts';
import { framesBelow } from './stack.ts';

interface Marks extends OtherTracer {
  /** The package whose code calls the client in the application's place. */
  readonly packages?: RegExp;
  /** What only the code of its wrapper says. */
  readonly wrapper?: RegExp;
  /** By module: what it calls its part for that, which stands for `?` in `toSwitchOff`, and the channel it listens to. */
  readonly listens?: Readonly<Record<string, readonly [part: string, channel: string]>>;
}

const INSTRUMENTATION = 'leave its instrumentation out of those that you register';
const CLIENT = 'use a client that it has not wrapped';

// Read off the packages in 2026-11: dd-trace 6.21.0, @sentry/node 11.12.0, @langfuse/openai 5.11.1,
// @arizeai/openinference-instrumentation-openai 4.2.7, @traceloop/instrumentation-openai 0.27.0, openlit 1.15.0,
// @opentelemetry/instrumentation-openai 0.22.0, langsmith 0.12.0, braintrust 3.35.0.
const OTHERS: readonly Marks[] = [
  {
    name: 'Datadog',
    toSwitchOff: 'DD_TRACE_DISABLED_PLUGINS=?',
    packages: /^dd-trace$/,
    listens: {
      openai: ['openai', 'tracing:apm:openai:request:start'],
      '@anthropic-ai/sdk': ['anthropic', 'tracing:apm:anthropic:request:start'],
      '@google/genai': ['google-genai', 'tracing:apm:google:genai:request:start'],
      '@aws-sdk/client-bedrock-runtime': ['aws-sdk', 'apm:aws:request:start:bedrockruntime'],
      pg: ['pg', 'apm:pg:query:start'],
    },
  },
  {
    name: 'Sentry',
    toSwitchOff: 'filter "?" out of `integrations` in Sentry.init()',
    packages: /^@sentry\//,
    listens: {
      openai: ['OpenAI', 'tracing:orchestrion:openai:chat:start'],
      '@anthropic-ai/sdk': ['Anthropic_AI', 'tracing:orchestrion:@anthropic-ai/sdk:chat:start'],
      '@google/genai': ['Google_GenAI', 'tracing:orchestrion:@google/genai:generate-content:start'],
      '@aws-sdk/client-bedrock-runtime': ['Aws', 'tracing:orchestrion:@smithy/core:send:start'],
      pg: ['Postgres', 'tracing:orchestrion:pg:query:start'],
    },
  },
  {
    name: 'OpenInference',
    toSwitchOff: INSTRUMENTATION,
    packages: /^@arizeai\/openinference-instrumentation-/,
    wrapper: /\boiTracer\b/,
  },
  {
    name: 'OpenLLMetry',
    toSwitchOff: INSTRUMENTATION,
    packages: /^@traceloop\/instrumentation-/,
    wrapper: /\bplugin\.startSpan\(/,
  },
  {
    name: 'OpenLIT',
    toSwitchOff: INSTRUMENTATION,
    packages: /^openlit$/,
    wrapper: /\bisFrameworkLlmActive\b/,
  },
  {
    name: "OpenTelemetry's own instrumentation",
    toSwitchOff: INSTRUMENTATION,
    packages: /^@opentelemetry\/instrumentation-/,
    wrapper: /\bself\._start\w+Span\(/,
  },
  { name: 'Langfuse', toSwitchOff: CLIENT, packages: /^(?:@langfuse\/openai|langfuse)$/ },
  { name: 'LangSmith', toSwitchOff: CLIENT, packages: /^langsmith$/ },
  { name: 'Braintrust', toSwitchOff: CLIENT, packages: /^braintrust$/ },
];
/** Said only where no name is known: one instrumentation has wrappers of several kinds. */
export const UNKNOWN: OtherTracer = {
  name: 'another instrumentation',
  toSwitchOff: INSTRUMENTATION,
};
const MAX_FRAMES = 30;

/** Those that listen to what the library, or code that was put into it, publishes. */
export function listeners(header: AdapterHeader): OtherTracer[] {
  return OTHERS.filter(({ listens }) => {
    const known = listens?.[header.module.name];
    return known !== undefined && hasSubscribers(known[1]);
  }).map((marks) => described(marks, header));
}

/** Those whose wrappers stand before or behind ours where a method is. */
export function wrappers(method: unknown, header: AdapterHeader): OtherTracer[] {
  const found: OtherTracer[] = [];
  const seen = new Set<unknown>();
  for (let current = method; typeof current === 'function' && !seen.has(current);) {
    seen.add(current);
    const { __unwrap: unwrap, __original: original } = current as {
      __unwrap?: unknown;
      __original?: unknown;
    };
    if (typeof unwrap === 'function' && !isWatched(current)) {
      const code = Function.prototype.toString.call(current);
      found.push(described(OTHERS.find(({ wrapper }) => wrapper?.test(code)) ?? UNKNOWN, header));
    }
    current = original;
  }
  return found;
}

/** Those whose code made the call of a watched function, directly or through the library itself. */
export function callers(
  watchedFunction: (...callArguments: never[]) => unknown,
  header: AdapterHeader,
): OtherTracer[] {
  const found: OtherTracer[] = [];
  for (const frame of framesBelow(MAX_FRAMES, watchedFunction)) {
    const file = /(?:\(|at )(?:async )?(?:file:\/\/)?((?:\/|[A-Za-z]:[\\/]).*):\d+:\d+\)?$/.exec(
      frame,
    );
    // Node's own frames have no path: contexts are entered through them.
    if (file === null) continue;
    const name = packageOfFile(slashed(file[1]!))?.name;
    const marks =
      name === undefined ? undefined : OTHERS.find(({ packages }) => packages?.test(name));
    if (marks) found.push(described(marks, header));
    else if (name !== header.module.name && !name?.startsWith('@opentelemetry/')) break;
  }
  return found;
}

function described({ name, toSwitchOff, listens }: Marks, { module }: AdapterHeader): OtherTracer {
  const part = listens?.[module.name]?.[0] ?? module.name;
  return { name, toSwitchOff: toSwitchOff.replace('?', part) };
}

/** Prints docs/configuration.md from the tables of settings. */
import { coreSettings, type Setting } from '@spanwise/core';
import { environmentSettings, sdkSettings } from '../../packages/sdk/src/settings.ts';

type Row = Setting<unknown>;

/** What the options of core do, one sentence each. */
const DESCRIPTIONS: Readonly<Record<keyof typeof coreSettings, string>> = {
  captureContent: 'Whether messages, tool arguments and results are recorded, and where.',
  redact: 'Functions that every captured text passes before it is cut or queued.',
  redactBuiltIn: 'The built-in redactors that every captured text passes first.',
  uploadContent:
    'Called with media and with texts that are cut; what it gives back is recorded as their address.',
  events:
    'Which events are emitted beside the one that content asks for: `true` adds the details of every model call, `false` leaves out the event of a failed call, too.',
  semconv: 'Which dated set of names is emitted.',
  instrumentations: 'Switches an instrumentation off or gives it options, by its id.',
  includeUsage:
    'Asks providers to report usage in streams. Adds bytes to requests; the extra chunk is hidden from the caller.',
  nativeSpans:
    "Which span there is of a call when a client makes spans by itself: ours in its place, or the client's beside our metrics.",
  timePerOutputChunk: 'Records the time of every output chunk as a metric, at about 1 µs a chunk.',
  logFields: 'How the fields are named by which a log line names its trace.',
  logContext:
    'Also writes conversation, user, tenant, prompt, versions, agent and the id of its last reply to every log line.',
  cost: 'Prices a call, unless its provider returns what it cost.',
  tenantOnMetrics:
    'Adds the tenant to token, cost and duration metrics. A number is how many tenants are told apart; later ones count as `other`.',
  maxContentBytes:
    'How many bytes of content one span may carry; what is over is cut and counted. A quarter is kept for the reply.',
  maxMessageBytes: 'How many of the bytes of `maxContentBytes` one message may take.',
  maxPartBytes: 'How many of the bytes of `maxMessageBytes` one part of a message may take.',
};

/** The page of all options and variables. */
export function printConfiguration(): string {
  // What both have and differ in stands in both tables.
  const own = Object.keys(sdkSettings).filter(
    (key) =>
      (sdkSettings as Record<string, unknown>)[key] !==
      (coreSettings as Record<string, unknown>)[key],
  );
  const rows = (table: object, keys: readonly string[]): string =>
    keys.map((key) => printRow((table as Record<string, Row>)[key]!)).join('\n');
  return `# Configuration

Printed from the tables of settings by \`npm run generate\`; do not edit.

Precedence, for every setting: the option in code, then the variables in the order of the column, then the default. \`OTEL_SDK_DISABLED=true\` beats all.

A wrong option in code throws a \`ConfigError\` at start that names the option and what to write instead. A variable that cannot be used is said in one line, which names it and the default used, and the app starts; \`SPANWISE_STRICT=1\` makes it throw.

## Options of \`instrument()\` and \`attach()\`

| option | variables | default | accepts | what it does |
| --- | --- | --- | --- | --- |
${rows(coreSettings, Object.keys(coreSettings))}

\`instrumentations.<id>\` takes \`captureContent\`, \`includeUsage\`, \`nativeSpans\`, \`timePerOutputChunk\`, \`logFields\`, \`logContext\` for one library, and \`providers\`, which names the provider behind an address: \`{ 'llm.internal:8000': 'vllm' }\`. \`instrumentations.http: false\` switches HTTP spans off.

## Options of \`instrument()\` alone

| option | variables | default | accepts | what it does |
| --- | --- | --- | --- | --- |
${rows(sdkSettings, own)}

## Variables of OpenTelemetry

The SDK leaves these to whoever starts it. They hold when Spanwise starts the signal's provider.

| variable | default | accepts | what it does |
| --- | --- | --- | --- |
${Object.values(environmentSettings)
  .map((setting) => printVariable(setting as Row))
  .join('\n')}

\`OTEL_EXPORTER_OTLP_*\` (endpoint, protocol, headers, compression, timeout, certificates, for all signals or for one) keep their meaning; \`OTEL_RESOURCE_ATTRIBUTES\` by its resource detectors. \`SPANWISE_LOG_LEVEL\`, else \`OTEL_LOG_LEVEL\`, says how much is written to standard error when the app has no \`diag\` logger: \`none\`, \`error\`, \`warn\` (default), \`info\`, \`debug\`, \`verbose\`, \`all\`.

Without an option or variable for the protocol: gRPC when no endpoint is set or its port is 4317, else \`http/protobuf\`.
`;
}

function printRow(setting: Row): string {
  const variables = setting.variables.map((name) => `\`${name}\``).join(', ') || '—';
  return cells(
    `\`${setting.option}\``,
    variables,
    shownDefault(setting),
    setting.accepts,
    descriptionOf(setting),
  );
}

function printVariable(setting: Row): string {
  return cells(
    `\`${setting.variables[0]}\``,
    shownDefault(setting),
    setting.accepts,
    descriptionOf(setting),
  );
}

function descriptionOf({ option, variables, description }: Row): string {
  const sentence = description ?? (DESCRIPTIONS as Record<string, string | undefined>)[option];
  if (sentence === undefined) throw new Error(`no description of ${option || variables[0]}`);
  return sentence;
}

function shownDefault(setting: Row): string {
  return setting.defaultText ?? `\`${String(setting.default)}\``;
}

function cells(...values: readonly string[]): string {
  return `| ${values.map((value) => value.replaceAll('|', '\\|')).join(' | ')} |`;
}

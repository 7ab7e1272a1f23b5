/** Back ends that take OTLP, as data: after their documentation, November 2026, and sent to no account of ours. */

/** What a Collector sends. */
export type Signal = 'traces' | 'metrics' | 'logs';

/** One back end. Values may hold `${env:NAME}`, which the Collector fills in. */
export interface Vendor {
  /** Name of its file and its exporter. */
  readonly id: string;
  readonly title: string;
  /** The exact address of each signal that it takes. */
  readonly addresses: Readonly<Partial<Record<Signal, string>>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Attributes of the resource that it sorts by. */
  readonly resource?: Readonly<Record<string, string>>;
  /** An extension of the contrib distribution that signs requests, with its settings. The trimmed one does not have it. */
  readonly extension?: {
    readonly type: string;
    readonly settings: Readonly<Record<string, unknown>>;
  };
  /** What to know before. */
  readonly notes?: readonly string[];
}

/** The three addresses below one. */
function below(
  base: string,
  signals: readonly Signal[] = ['traces', 'metrics', 'logs'],
): Vendor['addresses'] {
  return Object.fromEntries(signals.map((signal) => [signal, `${base}/v1/${signal}`]));
}

const bearer = (name: string): Readonly<Record<string, string>> => ({
  authorization: `Bearer \${env:${name}}`,
});

/** All of them, by name. */
export const VENDORS: readonly Vendor[] = [
  {
    id: 'arize',
    title: 'Arize AX',
    addresses: { traces: 'https://otlp.arize.com/v1/traces' },
    headers: { space_id: '${env:ARIZE_SPACE_ID}', api_key: '${env:ARIZE_API_KEY}' },
    resource: { 'openinference.project.name': '${env:ARIZE_PROJECT_NAME}' },
    notes: ['In the EU: otlp.eu-west-1a.arize.com.', 'Reads the names of OpenInference.'],
  },
  {
    id: 'aws',
    title: 'AWS (X-Ray and CloudWatch)',
    addresses: {
      traces: 'https://xray.${env:AWS_REGION}.amazonaws.com/v1/traces',
      logs: 'https://logs.${env:AWS_REGION}.amazonaws.com/v1/logs',
    },
    headers: {
      'x-aws-log-group': '${env:AWS_LOG_GROUP}',
      'x-aws-log-stream': '${env:AWS_LOG_STREAM}',
    },
    extension: { type: 'sigv4auth', settings: { region: '${env:AWS_REGION}' } },
    notes: [
      'Log records need the service "logs" to be signed for: give them an exporter and a `sigv4auth` of their own when it is not found from the address.',
    ],
  },
  {
    id: 'axiom',
    title: 'Axiom',
    addresses: below('https://api.axiom.co', ['traces', 'logs']),
    headers: { ...bearer('AXIOM_TOKEN'), 'x-axiom-dataset': '${env:AXIOM_DATASET}' },
  },
  {
    id: 'azure-monitor',
    title: 'Azure Monitor',
    addresses: {
      traces: '${env:AZURE_TRACES_URL}',
      logs: '${env:AZURE_LOGS_URL}',
      metrics: '${env:AZURE_METRICS_URL}',
    },
    extension: {
      type: 'azure_auth',
      settings: { managed_identity: {}, scopes: ['https://monitor.azure.com/.default'] },
    },
    notes: ['A preview. The addresses are those of streams of a data collection rule.'],
  },
  {
    id: 'braintrust',
    title: 'Braintrust',
    addresses: { traces: 'https://api.braintrust.dev/otel/v1/traces' },
    headers: {
      ...bearer('BRAINTRUST_API_KEY'),
      'x-bt-parent': 'project_name:${env:BRAINTRUST_PROJECT}',
    },
  },
  {
    id: 'dash0',
    title: 'Dash0',
    addresses: below('https://ingress.${env:DASH0_REGION}.aws.dash0.com'),
    headers: { ...bearer('DASH0_AUTH_TOKEN'), 'dash0-dataset': '${env:DASH0_DATASET:-default}' },
  },
  {
    id: 'datadog',
    title: 'Datadog LLM Observability',
    addresses: { traces: 'https://otlp.${env:DD_SITE:-datadoghq.com}/v1/traces' },
    headers: { 'dd-api-key': '${env:DD_API_KEY}', 'dd-otlp-source': 'llmobs' },
    notes: ['Takes no gRPC. Traces of APM have an intake of their own.'],
  },
  {
    id: 'dynatrace',
    title: 'Dynatrace',
    addresses: below('https://${env:DYNATRACE_ENVIRONMENT}.live.dynatrace.com/api/v2/otlp', [
      'traces',
      'logs',
    ]),
    headers: { authorization: 'Api-Token ${env:DYNATRACE_API_TOKEN}' },
    notes: [
      'Takes metrics as deltas alone, so they stay in Prometheus here; with the processor `cumulative_to_delta` of contrib they can be sent, too.',
    ],
  },
  {
    id: 'elastic',
    title: 'Elastic Cloud',
    addresses: below('${env:ELASTIC_OTLP_ENDPOINT}'),
    headers: { authorization: 'ApiKey ${env:ELASTIC_API_KEY}' },
  },
  {
    id: 'galileo',
    title: 'Galileo',
    addresses: { traces: 'https://api.galileo.ai/otel/traces' },
    headers: {
      'galileo-api-key': '${env:GALILEO_API_KEY}',
      project: '${env:GALILEO_PROJECT}',
      logstream: '${env:GALILEO_LOG_STREAM:-default}',
    },
    notes: ['Its path has no `/v1`.'],
  },
  {
    id: 'google-cloud',
    title: 'Google Cloud',
    addresses: below('https://telemetry.googleapis.com'),
    resource: { 'gcp.project_id': '${env:GOOGLE_CLOUD_PROJECT}' },
    extension: { type: 'googleclientauth', settings: {} },
  },
  {
    id: 'grafana-cloud',
    title: 'Grafana Cloud',
    addresses: below('https://otlp-gateway-${env:GRAFANA_CLOUD_ZONE}.grafana.net/otlp'),
    headers: { authorization: 'Basic ${env:GRAFANA_CLOUD_BASIC}' },
    notes: [
      'GRAFANA_CLOUD_BASIC is `instance:token` in base64.',
      'The boards of dashboards/ work on it.',
    ],
  },
  {
    id: 'honeycomb',
    title: 'Honeycomb',
    addresses: below('https://api.honeycomb.io'),
    headers: {
      'x-honeycomb-team': '${env:HONEYCOMB_API_KEY}',
      'x-honeycomb-dataset': '${env:HONEYCOMB_METRICS_DATASET:-metrics}',
    },
    notes: [
      'In the EU: api.eu1.honeycomb.io.',
      'The data set is that of metrics; traces go by service.',
    ],
  },
  {
    id: 'laminar',
    title: 'Laminar',
    addresses: { traces: 'https://api.lmnr.ai/v1/traces' },
    headers: bearer('LMNR_PROJECT_API_KEY'),
  },
  {
    id: 'langfuse',
    title: 'Langfuse',
    addresses: {
      traces: '${env:LANGFUSE_HOST:-https://cloud.langfuse.com}/api/public/otel/v1/traces',
    },
    headers: { authorization: 'Basic ${env:LANGFUSE_BASIC}', 'x-langfuse-ingestion-version': '4' },
    notes: ['LANGFUSE_BASIC is `public key:secret key` in base64.', 'Takes no gRPC.'],
  },
  {
    id: 'langsmith',
    title: 'LangSmith',
    addresses: { traces: 'https://api.smith.langchain.com/otel/v1/traces' },
    headers: {
      'x-api-key': '${env:LANGSMITH_API_KEY}',
      'langsmith-project': '${env:LANGSMITH_PROJECT:-default}',
    },
    notes: ['In the EU: eu.api.smith.langchain.com.'],
  },
  {
    id: 'langwatch',
    title: 'LangWatch',
    addresses: { traces: '${env:LANGWATCH_ENDPOINT:-https://app.langwatch.ai}/api/otel/v1/traces' },
    headers: bearer('LANGWATCH_API_KEY'),
  },
  {
    id: 'logfire',
    title: 'Logfire',
    addresses: below('https://logfire-${env:LOGFIRE_REGION:-us}.pydantic.dev'),
    headers: { authorization: '${env:LOGFIRE_TOKEN}' },
  },
  {
    id: 'mlflow',
    title: 'MLflow',
    addresses: { traces: '${env:MLFLOW_TRACKING_URI}/v1/traces' },
    headers: { 'x-mlflow-experiment-id': '${env:MLFLOW_EXPERIMENT_ID}' },
    notes: ['From 3.6 on.'],
  },
  {
    id: 'new-relic',
    title: 'New Relic',
    addresses: below('https://otlp.nr-data.net'),
    headers: { 'api-key': '${env:NEW_RELIC_LICENSE_KEY}' },
    notes: [
      'In the EU: otlp.eu01.nr-data.net.',
      'Cuts values after 4095 characters: captured content is incomplete there.',
    ],
  },
  {
    id: 'openlit',
    title: 'OpenLIT',
    addresses: below('${env:OPENLIT_ENDPOINT:-http://127.0.0.1:4318}'),
    notes: ['Run by oneself: put it on another port than the Collector.'],
  },
  {
    id: 'opik',
    title: 'Comet Opik',
    addresses: {
      traces: '${env:OPIK_URL:-https://www.comet.com/opik/api}/v1/private/otel/v1/traces',
    },
    headers: {
      authorization: '${env:OPIK_API_KEY}',
      'comet-workspace': '${env:OPIK_WORKSPACE:-default}',
      projectname: '${env:OPIK_PROJECT_NAME:-Default Project}',
    },
  },
  {
    id: 'phoenix',
    title: 'Phoenix',
    addresses: { traces: '${env:PHOENIX_COLLECTOR_ENDPOINT:-http://127.0.0.1:6006}/v1/traces' },
    headers: bearer('PHOENIX_API_KEY'),
    resource: { 'openinference.project.name': '${env:PHOENIX_PROJECT_NAME:-default}' },
    notes: ['Reads the names of OpenInference.'],
  },
  {
    id: 'posthog',
    title: 'PostHog',
    addresses: { traces: 'https://${env:POSTHOG_REGION:-us}.i.posthog.com/i/v0/ai/otel' },
    headers: bearer('POSTHOG_PROJECT_TOKEN'),
    notes: ['Its path has no `/v1/traces`.', 'Drops spans that are too large, and answers 200.'],
  },
  {
    id: 'sentry',
    title: 'Sentry',
    addresses: {
      traces: '${env:SENTRY_OTLP_ENDPOINT}/v1/traces',
      logs: '${env:SENTRY_OTLP_ENDPOINT}/v1/logs',
    },
    headers: { 'x-sentry-auth': 'sentry sentry_key=${env:SENTRY_PUBLIC_KEY}' },
    notes: [
      'SENTRY_OTLP_ENDPOINT is `https://o<org>.ingest.<region>.sentry.io/api/<project>/integration/otlp`.',
    ],
  },
  {
    id: 'signoz',
    title: 'SigNoz',
    addresses: below('https://ingest.${env:SIGNOZ_REGION}.signoz.cloud'),
    headers: { 'signoz-ingestion-key': '${env:SIGNOZ_INGESTION_KEY}' },
  },
  {
    id: 'splunk',
    title: 'Splunk Observability Cloud',
    addresses: {
      traces: 'https://ingest.${env:SPLUNK_REALM}.observability.splunkcloud.com/v2/trace/otlp',
      metrics: 'https://ingest.${env:SPLUNK_REALM}.observability.splunkcloud.com/v2/datapoint/otlp',
    },
    headers: { 'x-sf-token': '${env:SPLUNK_ACCESS_TOKEN}' },
  },
  {
    id: 'traceloop',
    title: 'Traceloop',
    addresses: { traces: 'https://api.traceloop.com/v1/traces' },
    headers: bearer('TRACELOOP_API_KEY'),
  },
  {
    id: 'weave',
    title: 'W&B Weave',
    addresses: { traces: 'https://trace.wandb.ai/otel/v1/traces' },
    headers: { 'wandb-api-key': '${env:WANDB_API_KEY}' },
    resource: { 'wandb.entity': '${env:WANDB_ENTITY}', 'wandb.project': '${env:WANDB_PROJECT}' },
  },
];

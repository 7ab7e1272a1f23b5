/** Prints a configuration of the Collector for each back end that takes OTLP. */
import { stringify } from 'yaml';
import { VENDORS, type Signal, type Vendor } from './vendors.ts';

const SIGNALS: readonly Signal[] = ['traces', 'metrics', 'logs'];
/** What stands between receiver and exporter in collector.yaml, for each signal. */
const BESIDE: Readonly<Record<Signal, readonly string[]>> = {
  traces: ['span_metrics', 'service_graph'],
  metrics: [],
  logs: [],
};

/** Prints what is laid over collector.yaml and dialects.yaml to send to this back end. */
export function printVendor(vendor: Vendor): string {
  const { id, title, addresses, headers = {}, resource, extension, notes = [] } = vendor;
  const exporter = `otlp_http/${id}`;
  const transform = `transform/${id}`;
  const signals = SIGNALS.filter((signal) => addresses[signal] !== undefined);
  const authenticator = extension && `${extension.type}/${id}`;
  const configuration = {
    ...(extension && { extensions: { [authenticator!]: extension.settings } }),
    ...(resource && {
      processors: {
        [transform]: {
          error_mode: 'ignore',
          trace_statements: Object.entries(resource).map(
            ([name, value]) => `set(resource.attributes["${name}"], "${value}")`,
          ),
        },
      },
    }),
    exporters: {
      [exporter]: {
        ...Object.fromEntries(signals.map((signal) => [`${signal}_endpoint`, addresses[signal]])),
        ...(Object.keys(headers).length > 0 && { headers }),
        ...(authenticator && { auth: { authenticator } }),
        sending_queue: {
          storage: 'file_storage',
          sizer: 'bytes',
          queue_size: 268_435_456,
          batch: { sizer: 'bytes', flush_timeout: '200ms', min_size: 524_288, max_size: 3_145_728 },
        },
        retry_on_failure: { max_elapsed_time: '0s', max_interval: '15s' },
      },
    },
    service: {
      ...(authenticator && { extensions: ['health_check', 'file_storage', authenticator] }),
      pipelines: Object.fromEntries(
        signals.map((signal) => [
          signal,
          {
            ...(resource &&
              signal === 'traces' && {
                processors: ['memory_limiter', 'transform/dialects', transform, 'redaction'],
              }),
            exporters: [exporter, ...BESIDE[signal]],
          },
        ]),
      ),
    },
  };
  return [
    `# ${title}: laid over collector.yaml and dialects.yaml, sends ${signals.join(', ')} there instead of to the store of the single node.`,
    ...notes.map((note) => `# ${note}`),
    `# Set: ${variablesOf(vendor).join(', ') || 'nothing'}.`,
    ...(extension
      ? [
          `# Needs the extension ${extension.type}, which contrib has and the trimmed distribution does not: not validated by us.`,
        ]
      : []),
    '# Printed from scripts/generate/vendors.ts by "npm run generate"; do not edit.',
    stringify(configuration, { lineWidth: 0 }),
  ].join('\n');
}

/** The variables that have no default. */
export function variablesOf(vendor: Vendor): string[] {
  const text = JSON.stringify([
    vendor.addresses,
    vendor.headers,
    vendor.resource,
    vendor.extension,
  ]);
  return [...new Set([...text.matchAll(/\$\{env:(\w+)\}/g)].map(([, name]) => name!))];
}

/** Prints the page of the folder. */
export function printVendorReference(): string {
  const rows = VENDORS.map((vendor) => {
    const variables = variablesOf(vendor)
      .map((name) => `\`${name}\``)
      .join(', ');
    const signals = SIGNALS.filter((signal) => vendor.addresses[signal] !== undefined).join(', ');
    return `| ${vendor.title} | [\`${vendor.id}.yaml\`](${vendor.id}.yaml) | ${signals} | ${variables || 'nothing'} | ${vendor.extension ? `no: it needs \`${vendor.extension.type}\`` : 'yes'} |`;
  });
  return `# Back ends that take OTLP

<!-- Printed from scripts/generate/vendors.ts by "npm run generate"; do not edit. -->

Each file is laid over the configuration of the single node. A signal that a back end takes goes there; the others go where they went. Secrets come from the environment.

\`\`\`sh
otelcol-contrib --config=collector.yaml --config=dialects.yaml --config=../vendors/langfuse.yaml
\`\`\`

Two back ends for one signal: both exporters in the list of the pipeline.

Addresses and headers are after the documentation of each, November 2026. Nothing was sent to an account of ours. "Validated" says that the Collector 0.158.0 takes the file.

| back end | file | signals | set | validated |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

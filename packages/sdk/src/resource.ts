/** What this process is: the resource of every signal. */
import { readFileSync } from 'node:fs';
import type { DetectedResource, Resource } from '@opentelemetry/resources';
import { packageName } from '@spanwise/otlp';
import type { Sdk } from './door.ts';
import type { SdkSettings } from './settings.ts';

/** Attributes of the process detector that may hold secrets: arguments are where people put them. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'process.command_args',
  'process.command',
  'process.owner',
]);

/** The resource: defaults, host, process, container, then the environment's, then the options'. */
export function createResource({ resources }: Sdk, settings: SdkSettings): Resource {
  const detected = resources.detectResources({
    detectors: [
      resources.hostDetector,
      // Tells processes of one service apart, without which their metrics would overwrite each other.
      resources.serviceInstanceIdDetector,
      { detect: () => detectProcess(resources) },
    ],
  });
  const fromEnvironment = resources.resourceAttributesEnvDetector.detect().attributes ?? {};
  const container = containerId();
  const serviceName =
    settings.serviceName ??
    settings.resource['service.name'] ??
    fromEnvironment['service.name'] ??
    packageName();
  return resources
    .defaultResource()
    .merge(detected)
    .merge(
      resources.resourceFromAttributes(
        container === undefined ? {} : { 'container.id': container },
      ),
    )
    .merge(resources.resourceFromAttributes(fromEnvironment))
    .merge(
      resources.resourceFromAttributes({
        ...settings.resource,
        ...(serviceName !== undefined && { 'service.name': serviceName }),
      }),
    );
}

function detectProcess(resources: Sdk['resources']): DetectedResource {
  const { attributes = {} } = resources.processDetector.detect();
  return {
    attributes: Object.fromEntries(
      Object.entries(attributes).filter(([name]) => !LEFT_OUT.has(name)),
    ),
  };
}

/** The id in the mounts or control groups of a container, by their forms of cgroup v2 and v1. */
export function containerId(
  read: (file: string) => string = (file) => readFileSync(file, 'utf8'),
): string | undefined {
  const attempts: readonly [file: string, form: RegExp][] = [
    [
      '/proc/self/mountinfo',
      /containers\/([0-9a-f]{64})\/(?:userdata\/)?(?:hostname|resolv\.conf)/,
    ],
    ['/proc/self/cgroup', /([0-9a-f]{64})(?:\.scope)?$/m],
  ];
  for (const [file, form] of attempts) {
    try {
      const id = form.exec(read(file))?.[1];
      if (id !== undefined) return id;
    } catch {
      // Not Linux, or not readable.
    }
  }
  return undefined;
}

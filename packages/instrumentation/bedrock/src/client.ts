/** What AWS's clients have in common, of whatever service. */
import type { FailureFacts } from '@spanwise/core/adapter';

export { commandOperation } from './command.ts';

/** AWS's header for the id of a request. */
export const REQUEST_ID: readonly string[] = ['x-amzn-requestid'];

/**
 * The exception that the service names, such as `ThrottlingException`. A reply that names none reads by its status,
 * and a failure of the client's own by its class.
 */
export function failure(error: unknown): FailureFacts | undefined {
  const { $fault, name, message } = error as { $fault?: unknown; name?: unknown; message?: string };
  return $fault !== undefined && typeof name === 'string' && name.endsWith('Exception')
    ? { type: name, message }
    : undefined;
}

/** True for a client of the service of this name: all have the same methods. */
export function isServiceClient(instance: object, service: string): boolean {
  return (instance as { config?: { serviceId?: unknown } }).config?.serviceId === service;
}

/** How the clients' failures read. */
import type { FailureFacts } from '@spanwise/core/adapter';

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

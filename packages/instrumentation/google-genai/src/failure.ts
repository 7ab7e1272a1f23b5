/** How errors of Google's services read. */
import type { FailureFacts } from '@spanwise/core/adapter';

/** The status of an error, which the clients leave in the text: `RESOURCE_EXHAUSTED`. Interactions have a code. */
export function failure(error: unknown): FailureFacts | undefined {
  const { message, error: body } = error as {
    readonly message?: unknown;
    readonly error?: { readonly error?: { readonly code?: unknown } };
  };
  if (typeof message !== 'string') return undefined;
  const code = body?.error?.code;
  const type = typeof code === 'string' ? code : /"status":\s*"([A-Z_]+)"/.exec(message)?.[1];
  return type === undefined ? undefined : { type, message };
}

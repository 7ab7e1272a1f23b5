/** How an error of the SDK's reads. */
import type { FailureFacts } from '@spanwise/core/adapter';

interface SdkError {
  readonly message?: unknown;
  /** The last of several attempts. */
  readonly lastError?: unknown;
  readonly statusCode?: unknown;
  /** The provider's reply, as the SDK has read it. */
  readonly data?: { readonly error?: { readonly code?: unknown; readonly type?: unknown } };
}

/** The provider's code, else the status; else what holds for any error. */
export function readFailure(error: unknown): FailureFacts | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { lastError } = error as SdkError;
  const { data, statusCode, message } = (lastError ?? error) as SdkError;
  const code = [data?.error?.code, data?.error?.type, statusCode].find(
    (word) => typeof word === 'string' || typeof word === 'number',
  );
  if (code === undefined) return undefined;
  return { type: String(code), message: typeof message === 'string' ? message : undefined };
}

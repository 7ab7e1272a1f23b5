/** The call stack as text, whatever the application set for its own errors. */

/**
 * The frames that lead here, innermost first, one line each.
 *
 * @param below a function on the stack: only the frames that lead to its call. Default: all.
 */
export function framesBelow(
  limit: number,
  below?: (...callArguments: never[]) => unknown,
): readonly string[] {
  const settings = Error as { stackTraceLimit: unknown; prepareStackTrace?: unknown };
  const { stackTraceLimit, prepareStackTrace } = settings;
  try {
    settings.stackTraceLimit = limit;
    settings.prepareStackTrace = undefined;
    const holder: { stack?: string } = {};
    Error.captureStackTrace(holder, below);
    return (holder.stack ?? '').split('\n').slice(1);
  } finally {
    settings.stackTraceLimit = stackTraceLimit;
    settings.prepareStackTrace = prepareStackTrace;
  }
}

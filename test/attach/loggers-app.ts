/** What the programs of the loggers' matrix share: a span that is active, and loggers that write into a list. */
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { attach, type Attachment } from '@spanwise/core';
import { pino } from '@spanwise/instrumentation-pino';

const span = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
};

interface Logger {
  info(message: string): void;
  child(bindings: object): Logger;
}
type Create = (options: object, stream: { write(line: string): void }) => Logger;

let attachment: Attachment;
const lines: string[] = [];

/** Attaches, as `instrument()` does. */
export function start(modules: Record<string, unknown> = {}): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  attachment = attach({ adapters: [pino], modules });
}

/** Runs it with the span active. */
export function inSpan<T>(fn: () => T): T {
  return context.with(trace.setSpanContext(context.active(), span), fn);
}

/** A logger that writes into the list. */
export function create(module: object): Logger {
  const exports = module as { default?: Create; pino?: Create };
  const make = exports.pino ?? exports.default ?? (module as Create);
  return make({}, { write: (line) => void lines.push(line) });
}

/** Writes by a logger that was made before, by one that is made now and by its child, and prints which lines have the trace. */
export async function write(before: Logger | undefined, module: object): Promise<void> {
  const after = create(module);
  const hasTrace = (logger: Logger, run: typeof inSpan = inSpan): boolean => {
    run(() => logger.info('hello'));
    const { trace_id: traceId, msg } = JSON.parse(lines.pop()!) as Record<string, unknown>;
    return msg === 'hello' && traceId === span.traceId;
  };
  // Whatever needs a turn to be found counts as found late: so the first line is written at once.
  const found = {
    ...(before && { before: hasTrace(before) }),
    after: hasTrace(after),
    child: hasTrace(after.child({ request: 1 })),
    outside: hasTrace(after, (fn) => fn()),
  };
  const { problems, failures } = await attachment.ready;
  process.stdout.write(
    `${JSON.stringify({ lines: found, problems: [...problems, ...Object.keys(failures)] })}\n`,
  );
}

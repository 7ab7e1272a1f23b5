/** What the programs of the loggers' matrix share: a span that is active, and loggers that write into a list. */
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { attach, type Attachment } from '@spanwise/core';
import { bunyan } from '@spanwise/instrumentation-bunyan';
import { console as consoleEntry } from '@spanwise/instrumentation-console';
import { pino } from '@spanwise/instrumentation-pino';
import { winston } from '@spanwise/instrumentation-winston';

const span = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
};

interface Logger {
  info(message: string): void;
  child?(fields: object): Logger;
}
type Loggers = Readonly<Record<string, Logger>>;
type Modules = Readonly<Record<string, object>>;

const lines: string[] = [];
const stream = new Writable({
  write: (chunk, _encoding, done) => {
    lines.push(String(chunk));
    done();
  },
});

/** One of each library, by the name that the module's alias begins with. */
const CREATE: Readonly<Record<string, (module: never) => Logger>> = {
  pino: (module: { default?: object; pino?: object }) =>
    ((module.pino ?? module.default ?? module) as (options: object, to: object) => Logger)(
      {},
      { write: (line: string) => void lines.push(line) },
    ),
  winston: (module: Exports<Winston>) => {
    const { createLogger, transports } = exportsOf(module);
    return createLogger({ transports: [new transports.Stream({ stream })] });
  },
  bunyan: (module: Exports<Bunyan>) =>
    exportsOf(module).createLogger({
      name: 'app',
      streams: [{ stream }],
    }),
  // Whatever stands under `console` then.
  console: () => ({ info: (message) => globalThis.console.info(message) }),
};

interface Winston {
  readonly createLogger: (options: object) => Logger;
  readonly transports: { readonly Stream: new (options: object) => object };
}
interface Bunyan {
  readonly createLogger: (options: object) => Logger;
}

/** A CommonJS module, as such or as the default of an ES module. */
type Exports<T> = T & { readonly default?: T };
const exportsOf = <T extends Bunyan>(module: Exports<T>): T =>
  Object.hasOwn(module, 'createLogger') ? module : module.default!;

let attachment: Attachment;

/** Attaches, as `instrument()` does. */
export function start(modules: Record<string, unknown> = {}): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  globalThis.console = new Console(stream);
  attachment = attach({
    adapters: [pino, winston, bunyan, consoleEntry],
    instrumentations: { console: true },
    modules,
  });
}

/** Runs it with the span active. */
export function inSpan<T>(fn: () => T): T {
  return context.with(trace.setSpanContext(context.active(), span), fn);
}

/** A logger of each module that writes into the list. */
export function create(modules: Modules): Loggers {
  return Object.fromEntries(
    Object.entries({ ...modules, console: {} }).map(([alias, module]) => [
      alias,
      CREATE[/^[a-z]+/.exec(alias)![0]]!(module as never),
    ]),
  );
}

/** Writes by loggers that were made before, by others that are made now and by their children, and prints which lines have the trace. */
export async function write(before: Loggers | undefined, modules: Modules): Promise<void> {
  const hasTrace = (logger: Logger, run: typeof inSpan = inSpan): boolean => {
    run(() => logger.info('hello'));
    const line = lines.pop()!;
    return line.includes('hello') && line.includes(span.traceId);
  };
  const found: Record<string, object> = {};
  // Whatever needs a turn to be found counts as found late: so the first line is written at once.
  for (const [alias, after] of Object.entries(create(modules))) {
    found[alias] = {
      ...(before && { before: hasTrace(before[alias]!) }),
      after: hasTrace(after),
      child: hasTrace(after.child?.({ request: 1 }) ?? after),
      outside: hasTrace(after, (fn) => fn()),
    };
  }
  const { problems, failures } = await attachment.ready;
  process.stdout.write(
    `${JSON.stringify({ lines: found, problems: [...problems, ...Object.keys(failures)] })}\n`,
  );
}

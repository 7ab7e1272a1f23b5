/** What Spanwise and the SDK have to say, on standard error, when the application has no place for it. */
import { diag, DiagLogLevel, type DiagLogger } from '@opentelemetry/api';

const LEVELS: Readonly<Record<string, DiagLogLevel>> = {
  none: DiagLogLevel.NONE,
  error: DiagLogLevel.ERROR,
  warn: DiagLogLevel.WARN,
  info: DiagLogLevel.INFO,
  debug: DiagLogLevel.DEBUG,
  verbose: DiagLogLevel.VERBOSE,
  all: DiagLogLevel.ALL,
};
const MAX_LINE_LENGTH = 500;

/** Registers a logger of one line each, unless there is one. `OTEL_LOG_LEVEL` says how much; default: warnings and errors. */
export function ensureDiagnostics(): void {
  const registered = (globalThis as Record<symbol, Record<string, unknown> | undefined>)[
    Symbol.for('opentelemetry.js.api.1')
  ];
  if (registered?.['diag'] !== undefined) return;
  const logger: DiagLogger = {
    error: write,
    warn: write,
    info: write,
    debug: write,
    verbose: write,
  };
  const level =
    LEVELS[process.env['OTEL_LOG_LEVEL']?.trim().toLowerCase() ?? ''] ?? DiagLogLevel.WARN;
  diag.setLogger(logger, { logLevel: level, suppressOverrideMessage: true });
}

function write(message: string, ...details: unknown[]): void {
  const line = [
    message,
    ...details.map((detail) => (detail instanceof Error ? detail.message : String(detail))),
  ]
    .join(' ')
    .replaceAll(/\s+/g, ' ');
  process.stderr.write(`${line.slice(0, MAX_LINE_LENGTH)}\n`);
}

/** What Spanwise and the SDK have to say, on standard error, when the application has no place for it. */
import { diag, DiagLogLevel, type DiagLogger } from '@opentelemetry/api';
import { registered } from './registered.ts';

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

/** Registers a logger of one line each, unless there is one. `SPANWISE_LOG_LEVEL`, else `OTEL_LOG_LEVEL` says how much; default: warnings and errors. */
export function ensureDiagnostics(): void {
  if (registered('diag') !== undefined) return;
  const [variable, logLevel] = wantedLevel();
  let last = '';
  const write = (message: string, ...details: unknown[]): void => {
    const text = [message, ...details].map(oneLine).join(' ');
    // The SDK does not say who speaks.
    const line =
      `${/^@?(?:spanwise|opentelemetry)/.test(text) ? '' : 'opentelemetry: '}${text}`.slice(
        0,
        MAX_LINE_LENGTH,
      );
    // A receiver that is gone says the same at every export.
    if (line === last) return;
    last = line;
    process.stderr.write(`${line}\n`);
  };
  const logger: DiagLogger = {
    error: write,
    warn: write,
    info: write,
    debug: write,
    verbose: write,
  };
  diag.setLogger(logger, {
    logLevel: logLevel ?? DiagLogLevel.WARN,
    suppressOverrideMessage: true,
  });
  if (variable !== '' && logLevel === undefined) {
    diag.warn(
      `spanwise: configuration: ${variable} is not accepted. Use ${Object.keys(LEVELS).join(', ')}. Using warn.`,
    );
  }
}

/** The variable that says how much is said, and its level; no level: one that is not known. */
function wantedLevel(): readonly [variable: string, level: DiagLogLevel | undefined] {
  const [variable, wanted] = ['SPANWISE_LOG_LEVEL', 'OTEL_LOG_LEVEL']
    .map((name) => [name, process.env[name]?.trim().toLowerCase() ?? ''] as const)
    .find(([, level]) => level !== '') ?? ['', ''];
  return [variable, LEVELS[wanted]];
}

/**
 * Says a warning where the logger that another version of the API registered takes it, else on standard error: the
 * `diag` that is imported here reaches nobody then.
 */
export function sayToOtherApi(line: string): void {
  const logger = registered('diag') as DiagLogger | undefined;
  const [, level = DiagLogLevel.WARN] = wantedLevel();
  if (logger) logger.warn(line);
  else if (level >= DiagLogLevel.WARN) process.stderr.write(`${line}\n`);
}

function oneLine(value: unknown): string {
  const text = value instanceof Error ? value.message : String(value);
  return (messageOf(text) ?? text).replaceAll(/\s+/g, ' ').trim();
}

/** The SDK writes an error as JSON with its stack. */
function messageOf(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const { message, code } = JSON.parse(text) as { message?: unknown; code?: unknown };
    // Node joins the failures of several addresses in an error without a message.
    const words = [message, code].filter((word) => typeof word === 'string' && word !== '');
    return words.length > 0 ? words.join(' ') : undefined;
  } catch {
    return undefined;
  }
}

/** `spanwise dev`: the viewer, and the application that sends to it. */
import { once } from 'node:events';
import { startViewer, type Viewer, type ViewerOptions } from '@spanwise/viewer';
import { type Child, runChild } from '../child.ts';
import type { Terminal } from '../terminal.ts';
import { VERSION } from '../version.ts';

/** Options of everything that receives and keeps telemetry. */
export interface StoreOptions {
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly grpc: boolean;
  readonly db?: string | undefined;
  readonly retention?: number | undefined;
  readonly maxSize?: number | undefined;
  readonly forward?: string | undefined;
  readonly allowOrigin?: readonly string[] | undefined;
}

/** Options of `dev`. */
export interface DevOptions extends StoreOptions {
  readonly port: number;
  readonly open?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly content: boolean;
  readonly stay?: boolean | undefined;
  readonly exit?: boolean | undefined;
}

/** Runs until it is stopped, or until the command has ended. Gives the command's exit code, or 0. */
export async function dev(
  command: readonly string[],
  options: DevOptions,
  terminal: Terminal,
): Promise<number> {
  const viewer = await startViewer({ ...viewerOptions(options, terminal), port: options.port });
  try {
    terminal.write(
      options.json
        ? `${JSON.stringify(connection(viewer))}\n`
        : greeting(viewer, options, command, terminal),
    );
    if (options.open) await openPage(viewer.url, terminal);
    const [file, ...args] = command;
    if (file === undefined) {
      await stopped(terminal);
      return 0;
    }
    const child = runChild(file, args, { ...childEnvironment(viewer, options) }, terminal);
    return await ended(child, viewer, options, terminal);
  } finally {
    await viewer.stop();
  }
}

/** What the viewer is started with, by the options of the command line. */
export function viewerOptions(options: StoreOptions, { error }: Terminal): ViewerOptions {
  return {
    onWriteError: (message) =>
      error(
        `Nothing can be written: ${message}. What is stored is kept; what arrives is refused until it can.\n`,
      ),
    httpPort: options.httpPort,
    grpcPort: options.grpc ? options.grpcPort : false,
    file: options.db,
    maxAgeMillis: options.retention,
    maxBytes: options.maxSize,
    forward: options.forward === undefined ? undefined : { url: options.forward },
    allowedOrigins: options.allowOrigin,
  };
}

/** What a script needs to find the viewer. */
function connection({ url, token, receivers, environment }: Viewer): object {
  return { url, token, receivers, environment };
}

/**
 * Variables of the application. Content is asked for, since it stays on this machine: not when it is sent on.
 * What is there quickly can be read quickly, so nothing waits as long as in production. `SPANWISE_VIEWER_URL` is for
 * applications that want to print where they can be read.
 */
function childEnvironment(
  viewer: Viewer,
  { content, forward }: DevOptions,
): Readonly<Record<string, string>> {
  return {
    ...viewer.environment,
    SPANWISE_VIEWER_URL: viewer.url,
    OTEL_BSP_SCHEDULE_DELAY: '500',
    OTEL_BLRP_SCHEDULE_DELAY: '500',
    OTEL_METRIC_EXPORT_INTERVAL: '5000',
    ...(content && forward === undefined && CONTENT),
  };
}

/** Ours and OpenTelemetry's own, which other instrumentations read. */
const CONTENT: Readonly<Record<string, string>> = {
  SPANWISE_CAPTURE_CONTENT: 'span',
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true',
};

function greeting(
  viewer: Viewer,
  options: DevOptions,
  command: readonly string[],
  { style }: Terminal,
): string {
  const { receivers, environment, url } = viewer;
  const moved = [
    [options.httpPort, receivers.http] as const,
    ...(options.grpc && receivers.grpc !== undefined
      ? [[options.grpcPort, receivers.grpc] as const]
      : []),
    [options.port, url] as const,
  ].filter(([wanted, address]) => wanted !== 0 && new URL(address).port !== String(wanted));
  const lines = [
    `${style('bold', 'Spanwise')} ${VERSION}`,
    '',
    `  Page    ${style('cyan', url)}`,
    `  OTLP    ${receivers.http} (HTTP)${receivers.grpc === undefined ? '' : `, ${receivers.grpc} (gRPC)`}`,
    `  Kept    ${options.db ?? 'in memory, until this ends'}`,
    ...(options.forward === undefined ? [] : [`  Sent on ${options.forward}`]),
    ...moved.map(([wanted, address]) =>
      style('yellow', `  Port ${wanted} is taken: ${new URL(address).port} is used instead.`),
    ),
    '',
  ];
  if (command.length > 0) return `${[...lines, `Running ${command.join(' ')}`].join('\n')}\n`;
  const variables = {
    ...environment,
    ...(options.content && options.forward === undefined && { SPANWISE_CAPTURE_CONTENT: 'span' }),
  };
  return `${[
    ...lines,
    'Set these where your application runs, or run it by "spanwise dev -- node app.js":',
    '',
    ...Object.entries(variables).map(([name, value]) => `  export ${name}=${value}`),
    '',
    'Ctrl+C ends it.',
  ].join('\n')}\n`;
}

async function openPage(url: string, terminal: Terminal): Promise<void> {
  try {
    const { default: open } = await import('open');
    await open(url);
  } catch (error) {
    terminal.error(`The browser could not be opened: ${(error as Error).message}\n`);
  }
}

async function ended(
  child: Child,
  viewer: Viewer,
  options: DevOptions,
  terminal: Terminal,
): Promise<number> {
  const { code, reason } = await child.ended;
  const stays = options.exit ? false : (options.stay ?? (terminal.isInteractive && !options.json));
  if (stays && !terminal.stopped.aborted) {
    terminal.write(
      `\nThe command has ended${reason}. ${viewer.url} still shows what it sent; Ctrl+C ends it.\n`,
    );
    await stopped(terminal);
  }
  return code;
}

async function stopped({ stopped: signal }: Terminal): Promise<void> {
  if (signal.aborted) return;
  // A listener on a signal does not keep the process; the servers do.
  await once(signal, 'abort');
}

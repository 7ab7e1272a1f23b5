/** The commands and their options. */
import { FILTERS } from '@spanwise/viewer';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CheckOptions } from './commands/check.ts';
import type { DevOptions } from './commands/dev.ts';
import type { DoctorOptions } from './commands/doctor.ts';
import type { McpOptions } from './commands/mcp.ts';
import type { TailOptions } from './commands/tail.ts';
import { addKitCommands } from './kit/kit-commands.ts';
import type { Terminal } from './terminal.ts';
import { bytesOf, millisOf } from './units.ts';
import { VERSION } from './version.ts';

/** Makes the program; `onExit` is told the exit code of the command that ran. Commands load when they are run. */
export async function createProgram(
  terminal: Terminal,
  onExit: (code: number) => void,
): Promise<Command> {
  const program = new Command('spanwise')
    .description('Read what your LLM application asks and answers, on this machine.')
    .version(VERSION)
    .enablePositionalOptions()
    .showHelpAfterError('(add --help for the options)')
    .exitOverride()
    .configureOutput({ writeOut: terminal.write, writeErr: terminal.error });

  withStore(
    program
      .command('dev')
      .description(
        'Starts the viewer; with a command, runs it so that it sends its telemetry there.',
      )
      .argument('[command...]', 'an application and its arguments, after --')
      .passThroughOptions(),
  )
    .option('--port <port>', 'port of the page; the next free one when it is taken', port, 4320)
    .option('--open', 'open the page in the browser')
    .option('--json', 'print one line of JSON with the addresses and the token')
    .option('--no-content', 'do not ask the application to record messages')
    .option('--stay', 'keep the viewer when the command has ended (the default in a terminal)')
    .option('--exit', 'end when the command has ended (the default elsewhere)')
    .action(async (command: string[], options: DevOptions) => {
      const { dev } = await import('./commands/dev.ts');
      onExit(await dev(command, options, terminal));
    });

  withStore(
    program
      .command('tail')
      .description('Prints traces as they come.')
      .argument('[query...]', 'words and filters that a trace must match'),
  )
    .option('--json', 'print each trace as one line of JSON')
    .addHelpText(
      'after',
      () =>
        `\nFilters:\n${FILTERS.map(({ example, description }) => `  ${example.padEnd(26)} ${description}`).join('\n')}`,
    )
    .action(async (query: string[], options: TailOptions) => {
      const { tail } = await import('./commands/tail.ts');
      onExit(await tail(query.join(' '), options, terminal));
    });

  program
    .command('check')
    .description('Holds telemetry to the conventions; ends with 1 when something breaks them.')
    .argument('[file]', 'OTLP JSON lines, "-" for the input; with --run a command, after --')
    .argument('[arguments...]', 'arguments of the command')
    .option('--url <address>', 'what a running viewer has: the address that it printed')
    .option('--run', 'run a command and check what it sends')
    .addOption(
      new Option('--format <format>', 'how to print')
        .choices(['text', 'json', 'sarif'])
        .default('text'),
    )
    .action(async (file: string | undefined, args: string[], options: CheckOptions) => {
      const { check } = await import('./commands/check.ts');
      onExit(await check(file === undefined ? [] : [file, ...args], options, terminal));
    });

  program
    .command('doctor')
    .description(
      'Says why telemetry of an application here does not arrive, and what to do; with a command, runs it for a moment and says what is attached.',
    )
    .argument('[command...]', 'an application and its arguments, after --')
    .passThroughOptions()
    .option('--json', 'print what was seen as JSON')
    .option('--for <time>', 'how long the command runs at most, such as 30s', age, 10_000)
    .action(async (command: string[], options: DoctorOptions) => {
      const { doctor } = await import('./commands/doctor.ts');
      onExit(await doctor(process.cwd(), process.env, command, options, terminal));
    });

  program
    .command('export')
    .description('Prints the traces of a running viewer as OTLP JSON lines.')
    .argument('[query...]', 'words and filters that a trace must match')
    .requiredOption('--url <address>', 'the address that the viewer printed')
    .action(async (query: string[], { url }: { url: string }) => {
      const { exportTraces } = await import('./commands/transfer.ts');
      onExit(await exportTraces(url, query.join(' '), terminal));
    });

  program
    .command('import')
    .description('Sends a file of OTLP JSON lines to a running viewer.')
    .argument('<file>', 'the file')
    .requiredOption('--url <address>', 'the address that the viewer printed')
    .action(async (file: string, { url }: { url: string }) => {
      const { importFile } = await import('./commands/transfer.ts');
      onExit(await importFile(url, file, terminal));
    });

  program
    .command('mcp')
    .description(
      'Serves what is stored to coding agents, as tools of MCP over standard input and output.',
    )
    .option('--url <address>', 'of a running viewer: the address that it printed')
    .option('--db <file>', 'the file that a viewer keeps or kept')
    .action(async (options: McpOptions) => {
      const { mcp } = await import('./commands/mcp.ts');
      onExit(await mcp(options, terminal));
    });

  addKitCommands(program, terminal, onExit);

  const { default: completion } = await import('@bomb.sh/tab/commander');
  completion(program);
  return program;
}

/** The options of all that receive and keep telemetry. */
function withStore(command: Command): Command {
  return command
    .option(
      '--http-port <port>',
      'port of OTLP over HTTP; the next free one when it is taken',
      port,
      4318,
    )
    .option(
      '--grpc-port <port>',
      'port of OTLP over gRPC; the next free one when it is taken',
      port,
      4317,
    )
    .option('--no-grpc', 'do not take OTLP over gRPC')
    .option('--db <file>', 'keep what is received in this file (default: in memory)')
    .option('--retention <age>', 'drop what is older, such as 30m, 12h or 7d', age)
    .option('--max-size <size>', 'drop the oldest above this size, such as 500mb', size)
    .option('--forward <url>', 'send everything on to this OTLP/HTTP receiver')
    .option(
      '--allow-origin <origin...>',
      'origins of browser applications that may send telemetry',
    );
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new InvalidArgumentError('A port is 0 to 65535; 0 is any.');
  }
  return number;
}

function age(text: string): number {
  const millis = millisOf(text);
  if (millis === undefined)
    throw new InvalidArgumentError('An age is a number with s, m, h or d, such as 12h.');
  return millis;
}

function size(text: string): number {
  const bytes = bytesOf(text);
  if (bytes === undefined)
    throw new InvalidArgumentError('A size is a number with kb, mb or gb, such as 500mb.');
  return bytes;
}

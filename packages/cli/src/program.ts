/** The commands and their options. */
import { Command, InvalidArgumentError } from 'commander';
import type { DevOptions } from './commands/dev.ts';
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

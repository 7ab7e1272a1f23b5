/** The commands of the platform kit and their options. */
import { type Command, Option } from 'commander';
import type { CollectorOptions } from '../commands/collector.ts';
import type { ExportBoardsOptions, ImportBoardsOptions } from '../commands/dashboards.ts';
import type { Terminal } from '../terminal.ts';

/** Adds `dashboards` and `collector`. */
export function addKitCommands(
  program: Command,
  terminal: Terminal,
  onExit: (code: number) => void,
): void {
  const boards = program
    .command('dashboards')
    .description('Boards for Grafana and rules for Prometheus.');
  withDataSources(
    boards
      .command('export')
      .description('Writes boards and rules into a folder.')
      .requiredOption('--out <folder>', 'where to'),
  )
    .option('--force', 'write over files that are there')
    .action(async (options: ExportBoardsOptions) => {
      const { exportBoards } = await import('../commands/dashboards.ts');
      onExit(exportBoards(options, terminal));
    });
  withDataSources(
    boards
      .command('import')
      .description(
        'Sends the boards to a Grafana, over those of the same id. The token of a service account is in GRAFANA_TOKEN.',
      )
      .requiredOption('--url <address>', 'its address'),
  )
    .option('--folder <uid>', 'the folder in Grafana')
    .action(async (options: ImportBoardsOptions) => {
      const { importBoards } = await import('../commands/dashboards.ts');
      onExit(await importBoards(options, process.env['GRAFANA_TOKEN'], terminal));
    });

  program
    .command('collector')
    .description('Configurations of an OpenTelemetry Collector.')
    .command('init')
    .description('Writes a configuration for the chosen back ends into a folder.')
    .requiredOption('--out <folder>', 'where to')
    .addOption(
      new Option(
        '--to <back-end...>',
        'where telemetry goes; "local" are Jaeger, Prometheus and Loki on this machine',
      ).default(['local']),
    )
    .option('--force', 'write over files that are there')
    .action(async (options: CollectorOptions) => {
      const { initCollector } = await import('../commands/collector.ts');
      onExit(initCollector(options, terminal));
    });
}

function withDataSources(command: Command): Command {
  return command
    .option('--prometheus <uid>', 'the data source of metrics (default: the first)')
    .option('--loki <uid>', 'the data source of log records (default: the first)')
    .option('--jaeger <uid>', 'the data source of traces (default: the first)');
}

/** `spanwise dashboards`: the boards and rules, out of the package and into Grafana. */
import { basename } from 'node:path';
import { ConfigError } from '@spanwise/core';
import { type Kit, readKit } from '../kit/kit-files.ts';
import { writeFiles } from '../kit/write-files.ts';
import { printable } from '../printable.ts';
import type { Terminal } from '../terminal.ts';

/** The data sources that boards choose unasked, by uid. Absent: the first of its kind. */
interface DataSources {
  readonly prometheus?: string | undefined;
  readonly loki?: string | undefined;
  readonly jaeger?: string | undefined;
}

/** Options of `dashboards export`. */
export interface ExportBoardsOptions extends DataSources {
  readonly out: string;
  readonly force?: boolean | undefined;
}

/** Options of `dashboards import`. */
export interface ImportBoardsOptions extends DataSources {
  readonly url: string;
  /** Uid of a folder of Grafana. Absent: the general one. */
  readonly folder?: string | undefined;
}

interface BoardFile {
  readonly uid: string;
  readonly title: string;
  readonly templating: {
    readonly list: readonly { readonly type: string; readonly query: unknown }[];
  };
}

/** Writes boards and rules into a folder. */
export function exportBoards(options: ExportBoardsOptions, terminal: Terminal): number {
  const kit = readKit();
  const files = {
    ...Object.fromEntries(
      boardsOf(kit, options).map(({ name, board }) => [
        `grafana/${name}`,
        `${JSON.stringify(board, undefined, 2)}\n`,
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(kit)
        .filter(([path]) => path.startsWith('dashboards/rules/'))
        .map(([path, text]) => [`rules/${basename(path)}`, text]),
    ),
  };
  writeFiles(options.out, files, options.force ?? false);
  terminal.write(
    `${Object.keys(files).length} files in ${options.out}: boards for Grafana 10 and newer, rules for rule_files of Prometheus 3.\n`,
  );
  return 0;
}

/**
 * Sends the boards to a Grafana, over those of the same uid. Gives 1 when one was not taken.
 *
 * The token of a service account with the role Editor comes from the variable GRAFANA_TOKEN.
 */
export async function importBoards(
  options: ImportBoardsOptions,
  token: string | undefined,
  terminal: Terminal,
): Promise<number> {
  if (!URL.canParse(options.url)) {
    throw new ConfigError({
      code: 'CLI_GRAFANA_NOT_A_URL',
      message: `"${options.url}" is not the address of a Grafana`,
      fix: 'Use its address, such as http://127.0.0.1:3000.',
    });
  }
  const boards = boardsOf(readKit(), options);
  const problems = await Promise.all(boards.map(({ board }) => send(board, options, token)));
  for (const [index, { board }] of boards.entries()) {
    const problem = problems[index];
    if (problem === undefined) terminal.write(`${board.title}: /d/${board.uid}\n`);
    else terminal.error(`${board.title}: ${problem}\n`);
  }
  return problems.some((problem) => problem !== undefined) ? 1 : 0;
}

/** Why a board was not taken; absent when it was. */
async function send(
  board: BoardFile,
  { url, folder }: ImportBoardsOptions,
  token: string | undefined,
): Promise<string | undefined> {
  try {
    const response = await fetch(
      new URL('api/dashboards/db', url.endsWith('/') ? url : `${url}/`),
      {
        method: 'POST',
        redirect: 'error',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({
          dashboard: board,
          overwrite: true,
          message: 'spanwise dashboards import',
          ...(folder !== undefined && { folderUid: folder }),
        }),
      },
    );
    const said = await response.text();
    if (response.ok) return undefined;
    const hint = REFUSALS[response.status] ?? printable(said.slice(0, 200));
    return `refused with ${response.status}: ${hint}`;
  } catch (error) {
    const { message, cause } = error as Error;
    return `Grafana does not answer: ${cause instanceof Error ? cause.message : message}`;
  }
}

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'set GRAFANA_TOKEN to the token of a service account',
  403: 'the service account needs the role Editor',
  404: 'this is not a Grafana, or it stands below another path',
};

/** The boards, with the data sources that were named. */
function boardsOf(kit: Kit, sources: DataSources): { name: string; board: BoardFile }[] {
  return Object.entries(kit)
    .filter(([path]) => path.startsWith('dashboards/grafana/'))
    .map(([path, text]) => {
      const board = JSON.parse(text) as BoardFile;
      const list = board.templating.list.map((variable) => {
        const uid =
          variable.type === 'datasource' ? sources[variable.query as keyof DataSources] : undefined;
        return uid === undefined ? variable : { ...variable, current: { text: uid, value: uid } };
      });
      return {
        name: basename(path),
        board: { ...board, templating: { ...board.templating, list } },
      };
    });
}

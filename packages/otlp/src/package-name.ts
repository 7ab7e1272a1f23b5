/** The name of the application, as its package.json has it. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The name in the package.json nearest to the application's main file; for a tool that is installed, to the working directory. */
export function packageName(
  main: string | undefined = process.argv[1],
  workingFolder: string = process.cwd(),
): string | undefined {
  const isInstalled = main === undefined || /[\\/]node_modules[\\/]/.test(main);
  for (let folder = isInstalled ? workingFolder : dirname(main); ; folder = dirname(folder)) {
    try {
      const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        name?: unknown;
      };
      if (typeof name === 'string' && name !== '') return name;
    } catch {
      // No manifest here: look above.
    }
    if (dirname(folder) === folder) return undefined;
  }
}

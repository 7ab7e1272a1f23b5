/** Findings as SARIF 2.1.0, which code hosts and editors read. */
import type { LibraryFindings, ViewerFinding } from '@spanwise/viewer';
import { VERSION } from '../version.ts';

const LEVELS: Readonly<Record<ViewerFinding['level'], string>> = {
  violation: 'error',
  improvement: 'warning',
  information: 'note',
};

/** One run with a result for each finding. `source` names the file that was checked. */
export function sarifOf(libraries: readonly LibraryFindings[], source: string): object {
  const found = libraries.flatMap(({ library, findings }) =>
    findings.map((finding) => ({ library, finding })),
  );
  const rules = [...new Set(found.map(({ finding }) => finding.rule))].toSorted();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'spanwise check', version: VERSION, rules: rules.map((id) => ({ id })) },
        },
        results: found.map(({ library, finding }) => ({
          ruleId: finding.rule,
          ruleIndex: rules.indexOf(finding.rule),
          level: LEVELS[finding.level],
          message: { text: `${finding.message}. ${finding.fix}` },
          locations: [
            {
              physicalLocation: { artifactLocation: { uri: source } },
              logicalLocations: [
                { fullyQualifiedName: `${library.name}/${finding.signal}/${finding.name}` },
              ],
            },
          ],
          occurrenceCount: finding.count,
        })),
      },
    ],
  };
}

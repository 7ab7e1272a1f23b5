/** The compose file of the single node is what the Compose Specification says: no key that it does not know, no value that it does not read. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { installPythonRecipe } from '../../scripts/install-recipe.ts';

const file = join(import.meta.dirname, '../../collector/single-node/compose.yaml');
// oxlint-disable-next-line typescript/no-explicit-any
const read = (): any => parse(readFileSync(file, 'utf8'), { merge: true });

const python = installPythonRecipe({
  name: 'compose-specification',
  dependencies: { 'compose-spec': '0.2.1' },
});
const skipped = python === undefined ? ' (skipped: the reader could not be installed)' : '';

const PROGRAM = `
import sys
from compose_spec import PyCompose
try:
    PyCompose.from_json(sys.stdin.read()).validate()
except ValueError as error:
    print(error)
`;

/** What a reader of the specification says against it; nothing when it takes it. */
function faultOf(compose: object): string {
  return execFileSync(python!, ['-c', PROGRAM], {
    input: JSON.stringify(compose),
    encoding: 'utf8',
  }).trim();
}

describe.skipIf(python === undefined)(`the compose file${skipped}`, () => {
  it('is taken as it is', () => {
    expect(faultOf(read())).toBe('');
  });

  it('would be refused with a key that is misspelt, a port that is none, or a secret that is not there', () => {
    const misspelt = read();
    misspelt.services.loki.imagee = 'grafana/loki';
    expect(faultOf(misspelt)).toContain('imagee');
    const port = read();
    port.services.collector.ports = ['127.0.0.1:http:4318'];
    expect(faultOf(port)).toContain('`http` as an integer');
    const secret = read();
    secret.services.grafana.secrets = ['nothing'];
    expect(faultOf(secret)).toContain('nothing');
  });
});

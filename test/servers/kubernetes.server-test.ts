/** The manifests of `collector/single-node` are what Kubernetes takes, by its own schemas: no field that it does not know, none of another type. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { installPythonRecipe } from '../../scripts/install-recipe.ts';

// oxlint-disable-next-line typescript/no-explicit-any
type Manifest = any;

const folder = join(import.meta.dirname, '../../collector/single-node');
const read = (file: string): Manifest => parse(readFileSync(join(folder, file), 'utf8'));
const FILES: readonly string[] = read('kustomization.yaml').resources;
/** The oldest and the newest whose schemas the package has and that manifests are written for. */
const VERSIONS = ['1.30', '1.37'];

const python = installPythonRecipe({
  name: 'kubernetes-schemas',
  dependencies: { 'kubernetes-validate': '1.37.0', jsonschema: '4.26.0', pyyaml: '6.0.4' },
});
const skipped = python === undefined ? ' (skipped: the schemas could not be installed)' : '';

const PROGRAM = `
import json, sys, kubernetes_validate
version, manifest = json.load(sys.stdin)
try:
    kubernetes_validate.validate(manifest, version, strict=True)
except kubernetes_validate.ValidationError as error:
    print(error.message)
`;

/** What the schemas say against it; nothing when they take it. */
function faultOf(version: string, manifest: Manifest): string {
  return execFileSync(python!, ['-c', PROGRAM], {
    input: JSON.stringify([version, manifest]),
    encoding: 'utf8',
  }).trim();
}

describe.skipIf(python === undefined)(`the manifests of the Collector${skipped}`, () => {
  it.each(VERSIONS.flatMap((version) => FILES.map((file) => [file, version] as const)))(
    '%s is taken by Kubernetes %s',
    (file, version) => {
      expect(faultOf(version, read(file))).toBe('');
    },
  );

  it('would be refused with a field that is misspelt, or of another type', () => {
    const misspelt = read('kubernetes/collector.yaml');
    misspelt.spec.template.spec.containers[0].imagePullPolicie = 'Always';
    expect(faultOf('1.37', misspelt)).toContain('imagePullPolicie');
    const mistyped = read('kubernetes/collector.yaml');
    mistyped.spec.replicas = 'one';
    expect(faultOf('1.37', mistyped)).toContain("'one'");
  });
});

/** Printed files are the ones that are printed now, and the registry that they come from holds together. */
import { mkdtempSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { codeFiles } from './files-from-code.ts';
import { registryFiles, staleFiles } from './printed-files.ts';
import { readRegistry } from './registry.ts';

const root = join(import.meta.dirname, '../..');

it('finds the printed files up to date', () => {
  const files = [...registryFiles(root), ...codeFiles(root)];
  expect(staleFiles(files, (path) => readFileSync(join(root, path), 'utf8'))).toEqual([]);
});

it('names a file that is not what is printed, and one that is not there', () => {
  const files = [
    { path: 'a', print: () => 'new' },
    { path: 'b', print: () => 'same' },
    { path: 'c', print: () => 'new' },
  ];
  const texts: Record<string, string> = { a: 'old', b: 'same' };
  expect(staleFiles(files, (path) => texts[path])).toEqual(['a', 'c']);
});

describe('the registry', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  function registryWith(path: string, text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'registry-'));
    folders.push(folder);
    cpSync(join(root, 'registry'), folder, { recursive: true });
    writeFileSync(join(folder, path), text);
    return folder;
  }

  it('lets a later reference change the level and the sampling of an earlier one', () => {
    const { spans, metrics } = readRegistry(join(root, 'registry'));
    const find = (type: string, key: string): unknown =>
      spans
        .find((span) => span.type === type)
        ?.attributes.find((attribute) => attribute.key === key);
    expect(find('gen_ai.client.inference', 'server.port')).toEqual({
      key: 'server.port',
      level: 'conditionally_required',
      condition: 'when server.address is set',
      sampling: true,
    });
    expect(
      metrics
        .find(({ name }) => name === 'gen_ai.client.operation.duration')
        ?.attributes.find(({ key }) => key === 'gen_ai.provider.name')?.level,
    ).toBe('conditionally_required');
  });

  it.each([
    [
      'spanwise/more.yaml',
      'attributes: [{key: gen_ai.system, type: string, brief: x, stability: development}]',
      '"gen_ai.system" is defined twice',
    ],
    [
      'spanwise/more.yaml',
      'events: [{name: a, brief: x, stability: development, attributes: [{ref: nowhere}]}]',
      'no attribute "nowhere"',
    ],
    [
      'spanwise/more.yaml',
      'events: [{name: a, brief: x, stability: development, attributes: [{ref_group: nowhere}]}]',
      'no attribute group "nowhere"',
    ],
    [
      'spanwise/more.yaml',
      'span_refinements: [{id: a, ref: nowhere}]',
      'refinement of unknown "nowhere"',
    ],
    [
      'spanwise/more.yaml',
      'spans: [{type: a, kind: client, name: {note: x}, brief: x, stability: development, annotations: {spanwise: {duration_metric: nowhere}}}]',
      'no metric "nowhere"',
    ],
    [
      'spanwise/more.yaml',
      'events: [{name: a, brief: x, stability: development, attributes: [{ref: error.type, requirement_level: {perhaps: x}}]}]',
      'unknown level {"perhaps":"x"}',
    ],
  ])('refuses %s with %s', (path, text, message) => {
    expect(() => readRegistry(registryWith(path, text))).toThrow(message);
  });

  it('refuses a dialect that names what upstream does not have', () => {
    const text = readFileSync(join(root, 'registry/dialects/1.41.yaml'), 'utf8');
    const folder = registryWith(
      'dialects/1.41.yaml',
      text.replace('gen_ai.retrieval.top_k:', 'gen_ai.nowhere:'),
    );
    expect(() => readRegistry(folder)).toThrow('dialect "1.41" names unknown gen_ai.nowhere');
  });
});

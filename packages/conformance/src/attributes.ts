/** Rules for the names and values of attributes, wherever they stand. */
import { ATTRIBUTE_FACTS, type AttributeType } from './facts.gen.ts';
import type { Report } from './finding.ts';
import type { Vocabulary } from './vocabulary.ts';

// Namespaces of which the registry knows every name. Of the others (db, error, server, …) it holds what we use.
const CLOSED_NAMESPACES = ['gen_ai.', 'mcp.', 'openai.', 'aws.bedrock.', 'spanwise.'];

const IS_TYPE: Readonly<Record<AttributeType, (value: unknown) => boolean>> = {
  any: () => true,
  boolean: (value) => typeof value === 'boolean',
  double: (value) => typeof value === 'number',
  int: (value) => Number.isInteger(value) || typeof value === 'bigint',
  string: (value) => typeof value === 'string',
  'string[]': (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

const NEEDLESS: Readonly<Record<string, (value: unknown) => boolean>> = {
  'db.operation.batch.size': (value) => Number(value) < 2,
  'gen_ai.conversation.compacted': (value) => value === false,
  'gen_ai.request.choice.count': (value) => value === 1,
  'gen_ai.request.stream': (value) => value === false,
  'jsonrpc.protocol.version': (value) => value === '2.0',
  'openai.request.service_tier': (value) => value === 'auto',
  'spanwise.vector.search.hybrid': (value) => value === false,
  'spanwise.vector.search.reranked': (value) => value === false,
};

/** Checks all attributes of one span, point or record. */
export function checkAttributes(
  attributes: Readonly<Record<string, unknown>>,
  names: Vocabulary,
  report: Report,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    // An SDK leaves an undefined value out.
    if (value !== undefined) checkAttribute(name, value, names, report);
  }
}

function checkAttribute(name: string, value: unknown, names: Vocabulary, report: Report): void {
  const facts = ATTRIBUTE_FACTS[name] ?? template(name);
  if (!facts) {
    if (CLOSED_NAMESPACES.some((namespace) => name.startsWith(namespace))) {
      report(
        'attribute-unknown',
        `"${name}" is not a known attribute`,
        'Use a name from the registry, or one in a namespace of your own.',
        name,
      );
    }
    return;
  }
  const own = names.replacedAttributes.get(name);
  if (own !== undefined) {
    report(
      'attribute-of-other-set',
      `"${name}" is "${own}" in this set of names`,
      `Record "${own}".`,
      name,
    );
  } else if (
    facts.replacedBy &&
    !names.newestAttributes.has(name) &&
    !names.ownAttributes.has(name)
  ) {
    report(
      'attribute-deprecated',
      `"${name}" is deprecated: ${facts.note ?? ''}`,
      instead('Record', facts.replacedBy),
      name,
    );
  }
  if (!IS_TYPE[facts.type](value)) {
    report(
      'attribute-type',
      `"${name}" is ${describe(value)}, not ${facts.type}`,
      `Record it as ${facts.type}, or leave it out.`,
      name,
    );
  } else if (facts.values && !facts.values.includes(String(value))) {
    report(
      'attribute-value-unknown',
      `"${name}" has the value "${String(value)}", which is not one of ${facts.values.join(', ')}`,
      'Use a known value if one of them fits.',
      name,
    );
  }
  if (NEEDLESS[name]?.(value)) {
    report(
      'attribute-needless',
      `"${name}" is ${JSON.stringify(value)}, which its absence says already`,
      `Leave "${name}" out.`,
      name,
    );
  }
}

/** A fix that names the replacements, or says that there are none. */
export function instead(verb: string, replacements: readonly string[]): string {
  return replacements.length > 0 ? `${verb} ${replacements.join(', ')} instead.` : 'Leave it out.';
}

/** The attributes of `required` that `attributes` has not, under the set's own names. */
export function missing(
  required: readonly string[],
  attributes: Readonly<Record<string, unknown>>,
): string[] {
  return required.filter((name) => attributes[name] === undefined);
}

function template(name: string): (typeof ATTRIBUTE_FACTS)[string] | undefined {
  const prefix = ['gen_ai.prompt.variable', 'db.query.parameter'].find(
    (candidate) => name.startsWith(`${candidate}.`) && name.length > candidate.length + 1,
  );
  return prefix === undefined ? undefined : ATTRIBUTE_FACTS[`${prefix}.<key>`];
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value === null) return 'null';
  return typeof value === 'number' ? `the number ${value}` : `a ${typeof value}`;
}

/** Rules for log records, events among them. */
import { checkAttributes, instead, missing } from './attributes.ts';
import type { CheckedLog } from './checked.ts';
import { checkContent } from './content.ts';
import { EVENT_FACTS } from './facts.gen.ts';
import type { Report } from './finding.ts';
import type { Vocabulary } from './vocabulary.ts';

const NAMESPACES = ['gen_ai.', 'mcp.', 'spanwise.'];

/** Checks one log record. */
export function checkLog(log: CheckedLog, names: Vocabulary, report: Report): void {
  const name = log.eventName;
  const attributes =
    name !== undefined && isMap(log.body) ? { ...log.attributes, ...log.body } : log.attributes;
  checkAttributes(attributes, names, report);
  checkContent(attributes, 'log', names, report);
  if (name === undefined) return;
  const facts = EVENT_FACTS[name];
  if (!facts) {
    if (NAMESPACES.some((namespace) => name.startsWith(namespace))) {
      report(
        'event-unknown',
        `"${name}" is not a known event`,
        'Use a name from the registry, or one in a namespace of your own.',
      );
    }
    return;
  }
  if (facts.replacedBy) {
    report(
      'event-deprecated',
      `the event "${name}" is deprecated`,
      instead('Record', facts.replacedBy),
    );
    return;
  }
  for (const attribute of missing(facts.required, attributes)) {
    report(
      'event-missing-required',
      `"${name}" has no "${attribute}"`,
      `Record "${attribute}" with every "${name}".`,
      attribute,
    );
  }
  if (
    name === 'gen_ai.client.operation.exception' &&
    missing(['exception.type', 'exception.message'], attributes).length === 2
  ) {
    report(
      'event-missing-required',
      `"${name}" has neither "exception.type" nor "exception.message"`,
      'Record at least one of them.',
      'exception.type',
    );
  }
  if (facts.severityNumber !== undefined && log.severityNumber !== facts.severityNumber) {
    report(
      'event-severity',
      `"${name}" has the severity ${log.severityNumber ?? 'unspecified'}`,
      `Record it with the severity ${facts.severityNumber}.`,
    );
  }
  if (log.body !== undefined && log.body !== null && !isMap(log.body)) {
    report(
      'event-body',
      `"${name}" has a body`,
      'Record its fields as attributes and leave the body out, or have some of them there by name.',
    );
  }
}

/** A body of fields by name: those that some stores would refuse beside a line. */
function isMap(body: unknown): body is Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

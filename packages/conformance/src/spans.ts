/** Rules for spans. */
import { OPERATIONS, type OperationSpec } from '@spanwise/semconv';
import { checkAttributes, instead, missing } from './attributes.ts';
import type { CheckedSpan } from './checked.ts';
import { checkContent } from './content.ts';
import { EVENT_FACTS } from './facts.gen.ts';
import type { Report } from './finding.ts';
import type { Vocabulary } from './vocabulary.ts';

const NAME = 'gen_ai.operation.name';
// Attributes that only a span of a GenAI operation has; others, such as the conversation's id, may be copied anywhere.
const OPERATION_ATTRIBUTES = [
  'gen_ai.provider.name',
  'gen_ai.request.model',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.output_tokens',
];

/** Checks one span. */
export function checkSpan(span: CheckedSpan, names: Vocabulary, report: Report): void {
  checkAttributes(span.attributes, names, report);
  checkContent(span.attributes, 'span', names, report);
  checkEvents(span, report);
  const spec = operation(span);
  if (spec) {
    checkOperation(span, spec, report);
  } else if (isMcp(span)) {
    checkKind(span, ['client', 'server'], report);
    checkName(span, mcpNames(span), report);
  } else if (isDatabase(span)) {
    checkKind(span, ['client', 'internal'], report);
    checkName(span, databaseNames(span), report);
    checkTenant(span, report);
  } else {
    checkUnknown(span, report);
    return;
  }
  checkOutcome(span, report);
}

function operation(span: CheckedSpan): OperationSpec | undefined {
  const name = span.attributes[NAME];
  // An MCP span names the operation too. A tool's own span that got MCP attributes stays a tool's span.
  if (isMcp(span) && span.kind !== 'internal') return undefined;
  if (name === 'invoke_agent') {
    return span.kind === 'client' ? OPERATIONS.invoke_agent_client : OPERATIONS.invoke_agent;
  }
  return Object.values(OPERATIONS).find(
    (spec) => spec.name === name && spec.operationAttribute === NAME,
  );
}

function checkOperation(span: CheckedSpan, spec: OperationSpec, report: Report): void {
  const kinds = spec.inProcess ? [spec.kind, 'internal' as const] : [spec.kind];
  checkKind(span, kinds, report);
  checkName(span, operationNames(span, spec), report);
  const required = Object.keys(spec.attributes).filter(
    (name) => spec.attributes[name] === 'required',
  );
  for (const name of missing(required, span.attributes)) {
    report(
      'span-missing-required',
      `"${name}" is missing`,
      `Record "${name}" on every ${spec.name} span.`,
      name,
    );
  }
  const expectsModel = spec.inference || spec.name === 'embeddings';
  if (expectsModel && span.attributes['gen_ai.request.model'] === undefined) {
    report(
      'span-missing-expected',
      '"gen_ai.request.model" is missing',
      'Record the model that the request names.',
      'gen_ai.request.model',
    );
  }
}

function checkUnknown(span: CheckedSpan, report: Report): void {
  const name = span.attributes[NAME];
  if (name !== undefined) {
    report(
      'span-operation-unknown',
      `${shown(name)} is not a known operation`,
      `Use one of ${Object.entries(OPERATIONS)
        .filter(([key, spec]) => key === spec.name && spec.operationAttribute === NAME)
        .map(([key]) => key)
        .join(', ')}.`,
      'gen_ai.operation.name',
    );
  } else if (OPERATION_ATTRIBUTES.some((attribute) => span.attributes[attribute] !== undefined)) {
    report(
      'span-missing-required',
      '"gen_ai.operation.name" is missing',
      'Record which operation the span is.',
      'gen_ai.operation.name',
    );
  }
}

function checkTenant(span: CheckedSpan, report: Report): void {
  if (span.attributes['spanwise.tenant.scoped'] !== false) return;
  report(
    'span-tenant-unscoped',
    'the call ran for a tenant and was not limited to it',
    'Search in a namespace or partition of the tenant, or filter by it.',
    'spanwise.tenant.scoped',
  );
}

function checkOutcome(span: CheckedSpan, report: Report): void {
  const type = span.attributes['error.type'];
  if (span.status === 'ok') {
    report(
      'span-status-ok',
      'the status is OK',
      'Leave the status unset when the operation succeeds.',
    );
  }
  if (span.status === 'error' && type === undefined) {
    report(
      'span-error-type-missing',
      'the span failed without error.type',
      'Record the error code, the exception\'s name or "_OTHER" as error.type.',
      'error.type',
    );
  }
  if (span.status !== 'error' && type !== undefined) {
    report(
      'span-error-type-without-error',
      `error.type is ${shown(type)} and the status is ${span.status}`,
      'Set the status to error, or leave error.type out.',
      'error.type',
    );
  }
  if (
    span.attributes['server.address'] !== undefined &&
    span.attributes['server.port'] === undefined &&
    !isDatabase(span)
  ) {
    report(
      'span-missing-expected',
      '"server.port" is missing beside "server.address"',
      'Record the port too, the default one included.',
      'server.port',
    );
  }
}

function checkEvents(span: CheckedSpan, report: Report): void {
  for (const { name } of span.events ?? []) {
    const replacedBy = EVENT_FACTS[name]?.replacedBy;
    if (replacedBy) {
      report('event-deprecated', `the span has the event "${name}"`, instead('Record', replacedBy));
    } else if (name === 'exception') {
      report(
        'span-exception-event',
        'the span has the event "exception"',
        'Record a log record with the event name "gen_ai.client.operation.exception".',
      );
    }
  }
}

function checkKind(span: CheckedSpan, kinds: readonly CheckedSpan['kind'][], report: Report): void {
  if (!kinds.includes(span.kind)) {
    report(
      'span-kind',
      `the kind is ${span.kind}`,
      `Start the span with the kind ${kinds.join(' or ')}.`,
    );
  }
}

function checkName(span: CheckedSpan, allowed: readonly string[], report: Report): void {
  if (!allowed.includes(span.name)) {
    report('span-name', `the name is "${span.name}"`, `Name the span "${allowed[0] ?? ''}".`);
  }
}

function operationNames(span: CheckedSpan, spec: OperationSpec): string[] {
  const target = first(span, spec.nameAttributes);
  const name = join(spec.name, target);
  if (spec.name !== 'execute_tool') return [name];
  const skill = first(span, ['gen_ai.skill.name']);
  const resource = first(span, ['gen_ai.skill.resource.name']);
  // The skill alone never follows the tool's name where a resource of the skill is read.
  return skill === undefined ? [name] : [join(name, skill, resource), name];
}

function mcpNames(span: CheckedSpan): string[] {
  const method = String(span.attributes['mcp.method.name']);
  const target = first(span, ['gen_ai.tool.name', 'gen_ai.prompt.name']);
  // The URI of a resource is allowed in the name when the user asked for it.
  return [join(method, target), join(method, first(span, ['mcp.resource.uri']))];
}

function databaseNames(span: CheckedSpan): string[] {
  const summary = first(span, ['db.query.summary']);
  const name = first(span, ['db.operation.name']);
  const address = first(span, ['server.address']);
  const port = span.attributes['server.port'];
  const target =
    first(span, ['db.collection.name', 'db.stored_procedure.name', 'db.namespace']) ??
    (address !== undefined && typeof port === 'number' ? `${address}:${port}` : address);
  return [summary ?? (join(name, target) || String(span.attributes['db.system.name']))];
}

function isMcp(span: CheckedSpan): boolean {
  return span.attributes['mcp.method.name'] !== undefined;
}

function isDatabase(span: CheckedSpan): boolean {
  return span.attributes['db.system.name'] !== undefined;
}

function first(span: CheckedSpan, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = span.attributes[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value;
}

function join(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}

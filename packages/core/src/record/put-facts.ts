/** Puts the facts of a call where they are looked at: attributes of its start, its name, and those of its span and event. */
import type { Attributes, Context } from '@opentelemetry/api';
import * as names from '@spanwise/semconv';
import type { OperationSpec } from '@spanwise/semconv';
import type { Operation } from '../adapter/adapter.ts';
import type { RequestFacts, ResponseFacts } from '../adapter/facts.ts';
import type { StoreCall } from '../adapter/store-facts.ts';
import { contextAttributes, contextFacts } from '../context/context.ts';
import { kindOf, type CallDescription } from './call-description.ts';
import { START_ROWS, type Row } from './facts-to-attributes.ts';
import type { AttributeWriter } from './put.ts';
import { string } from './values.ts';

/** Operation, provider, model, names, address: what samplers and metrics look at. */
export function startAttributes(
  description: CallDescription,
  spec: OperationSpec,
  store: StoreCall | undefined,
): Attributes {
  const { operation, facts, provider, serverAddress, serverPort } = description;
  const expected = spec.attributes;
  const attributes: Attributes = { [spec.operationAttribute]: operation.name };
  const system =
    kindOf(spec) === 'store' ? names.ATTR_DB_SYSTEM_NAME : names.ATTR_GEN_AI_PROVIDER_NAME;
  if (provider !== undefined && system in expected) attributes[system] = provider;
  store?.putStart((attribute, value) => {
    attributes[attribute] = value;
  });
  for (const row of START_ROWS) {
    const value = facts[row.field];
    if (value === undefined || value === null || !(row.attribute in expected)) continue;
    const read = row.read(value);
    if (read !== undefined) attributes[row.attribute] = read;
  }
  if (serverAddress !== undefined && names.ATTR_SERVER_ADDRESS in expected) {
    attributes[names.ATTR_SERVER_ADDRESS] = serverAddress;
    if (serverPort !== undefined) attributes[names.ATTR_SERVER_PORT] = serverPort;
  }
  return attributes;
}

/** The name of a call's span, of the attributes of its start. */
export function spanNameOf(
  { name }: Operation,
  spec: OperationSpec,
  attributes: Attributes,
  store: StoreCall | undefined,
): string {
  const target = spec.nameAttributes
    .map((attribute) => attributes[attribute])
    .find((value) => typeof value === 'string');
  if (store) return store.spanName(attributes, target);
  return target === undefined ? name : `${name} ${target}`;
}

/** Puts each fact under its attribute: those that the row of the operation has, and those that are the provider's own. */
export function putFacts<Facts extends object>(
  writer: AttributeWriter,
  rows: readonly Row<Facts>[],
  facts: Facts,
  provider: string | undefined,
): void {
  for (const row of rows) {
    const value = facts[row.field];
    if (value === undefined || value === null) continue;
    if (row.provider === undefined ? !writer.expects(row.attribute) : row.provider !== provider)
      continue;
    const read = row.read(value);
    if (read !== undefined) writer.put(row.attribute, read);
  }
}

/** What the request may say that the context says too. */
const REQUEST_NAMES: Readonly<Record<string, keyof RequestFacts>> = {
  [names.ATTR_GEN_AI_CONVERSATION_ID]: 'conversationId',
  [names.ATTR_GEN_AI_PROMPT_NAME]: 'promptName',
  [names.ATTR_GEN_AI_PROMPT_VERSION]: 'promptVersion',
};

/** Puts what `withContext` says, where the request itself says nothing of it: that is the better source. */
export function putContext(writer: AttributeWriter, facts: RequestFacts, of: Context): void {
  const carried = contextFacts(of);
  if (carried === undefined) return;
  for (const [attribute, given] of Object.entries(contextAttributes(carried))) {
    const value = string(String(given));
    const own = REQUEST_NAMES[attribute];
    if (value === undefined || (own !== undefined && facts[own] != null)) continue;
    writer.put(attribute, typeof given === 'number' ? given : value);
  }
}

/** Puts why a reply ended; of one that did not end by itself, what is missing is an error. */
export function putFinishReasons(
  writer: AttributeWriter,
  { finishReasons }: ResponseFacts,
  isUnfinished: boolean,
): void {
  if (!finishReasons || !writer.expects(names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS)) return;
  const reasons = finishReasons
    .map((reason) =>
      typeof reason === 'string' && reason !== '' ? reason : isUnfinished ? 'error' : undefined,
    )
    .filter((reason) => reason !== undefined);
  if (reasons.length > 0)
    writer.put(names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS, reasons.slice(0, 128));
}

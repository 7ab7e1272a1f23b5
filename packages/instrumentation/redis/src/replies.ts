/** How the replies of searches read, which have several forms: lists of names and values, maps, objects of a client. */
import { textOf, numberOf } from './words.ts';

/** A document that was found. */
export interface FoundDocument {
  readonly id?: string | undefined;
  readonly score?: number | undefined;
  /** Absent where the search asked for none. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
}

/** What a search asked for beside documents. */
export interface ReplyShape {
  readonly hasContent: boolean;
  readonly hasScores: boolean;
}

/** Names and values, of whatever form. */
export function entriesOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, entry]) => [textOf(name), entry as unknown]));
  if (!Array.isArray(value)) return (value ?? {}) as Readonly<Record<string, unknown>>;
  const entries: Record<string, unknown> = {};
  for (let at = 0; at + 1 < value.length; at += 2) entries[textOf(value[at])] = value[at + 1];
  return entries;
}

/** Values as texts, where they are bytes. */
function readable(fields: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(entriesOf(fields)).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? value.toString() : value,
    ]),
  );
}

/** The documents in a reply: of RESP 2 a list after their number, of RESP 3 and of clients an object. */
export function readDocuments(
  reply: unknown,
  { hasContent, hasScores }: ReplyShape = { hasContent: true, hasScores: false },
): readonly FoundDocument[] {
  if (Array.isArray(reply) && typeof reply[0] === 'number') {
    const step = 1 + Number(hasScores) + Number(hasContent);
    const found: FoundDocument[] = [];
    for (let at = 1; at < reply.length; at += step)
      found.push({
        id: textOf(reply[at]),
        ...(hasContent && { fields: readable(reply[at + step - 1]) }),
      });
    return found;
  }
  const { results, documents } = entriesOf(reply);
  return [results ?? documents ?? []].flat().map((entry): FoundDocument => {
    const given = entriesOf(entry);
    const { id, value, extra_attributes: attributes } = given;
    const fields = attributes ?? value ?? (id === undefined ? given : undefined);
    return {
      id: id === undefined ? undefined : textOf(id),
      fields: fields === undefined ? undefined : readable(fields),
    };
  });
}

/** The scores of documents, in the field of that name. */
export function scoresOf(
  found: readonly FoundDocument[],
  field: string,
): readonly (number | undefined)[] {
  return found.map(({ fields }) => numberOf(fields?.[field]));
}

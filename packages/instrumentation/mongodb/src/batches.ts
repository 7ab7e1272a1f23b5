/** What a batch of documents holds, read beside the client, which takes them out of it later. */
import { type StoreResponse } from '@spanwise/core/adapter';
import { retrievedDocument, withoutVectors } from '@spanwise/store';
import type { Batch, ByteDocument } from './mongodb.ts';

/** The number by which BSON tells a document. */
const OBJECT = 3;

/** The documents of a batch: plain ones, or in bytes. `undefined` where it has none, as of a plan that is explained. */
function documentsIn(reply: Batch): readonly unknown[] | undefined {
  // Bytes without them throw when they are read.
  if (reply.isExplain === true || reply.has?.('cursor') === false) return undefined;
  const plain = reply.cursor?.firstBatch ?? reply.cursor?.nextBatch;
  if (Array.isArray(plain)) return plain;
  const { batch } = reply;
  if (batch === undefined) return undefined;
  return Array.from({ length: batch.size() }, (_, index) => batch.get(index, OBJECT));
}

const isInBytes = (document: unknown): document is ByteDocument =>
  typeof (document as ByteDocument | null)?.getNumber === 'function';

function scoreOf(document: unknown, field: string): number | undefined {
  const score = isInBytes(document)
    ? document.getNumber(field)
    : (document as Readonly<Record<string, unknown>> | null)?.[field];
  return typeof score === 'number' ? score : undefined;
}

/** How the first batch of a search reads. An empty one of a cursor that is open says nothing of what will come. */
export function readFirst(batch: Batch, field: string | undefined): StoreResponse {
  const documents = documentsIn(batch);
  if (documents === undefined) return {};
  const id = batch.cursor?.firstBatch ? batch.cursor.id : batch.id;
  if (documents.length === 0 && String(id) !== '0') return {};
  return {
    returnedRows: documents.length,
    scores: field === undefined ? undefined : [documents.map((entry) => scoreOf(entry, field))],
  };
}

/** How many documents a further batch has. */
export const readNext = (batch: Batch): StoreResponse => ({
  returnedRows: documentsIn(batch)?.length,
});

/** The documents of a batch, without their vectors. Content. */
export function contentOf(batch: Batch, field: string | undefined): object[] {
  return (documentsIn(batch) ?? []).flatMap((document) => {
    const whole: unknown = isInBytes(document) ? document.toObject() : document;
    // With the option `raw` it is bytes.
    if (typeof whole !== 'object' || whole === null || ArrayBuffer.isView(whole)) return [];
    const { _id: id, ...fields } = whole as Readonly<Record<string, unknown>>;
    const texts = Object.entries(withoutVectors(fields)).filter(
      ([name, value]) => name !== field && (value as Bson | null)?._bsontype !== 'Binary',
    );
    return retrievedDocument(
      idOf(id),
      field === undefined ? undefined : scoreOf(document, field),
      Object.fromEntries(texts),
    );
  });
}

/** A value of one of the client's classes, such as the usual id, or the bytes of a vector. */
interface Bson {
  readonly _bsontype?: string;
  readonly toString: () => string;
}

const idOf = (id: unknown): unknown =>
  (id as Bson | null)?._bsontype === undefined ? id : (id as Bson).toString();

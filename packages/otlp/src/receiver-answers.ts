/** Reads what receivers answer: what they refused, and how long they ask to wait. Texts in it are never taken over. */

/**
 * How many items a receiver refused although it took the request (`partial_success` of OTLP). Not by the
 * exporter's own reader, which prints an answer that it cannot read.
 */
export function rejectedItems(answer: Uint8Array): number {
  // A protobuf answer cannot begin with this brace, the key of an unknown field 15 of a removed kind.
  if (answer[0] === 0x7b) return rejectedInJson(Buffer.from(answer).toString());
  // partial_success (1), in it the number (1).
  return messages(answer, 1).flatMap((part) => numbers(part, 1))[0] ?? 0;
}

function rejectedInJson(answer: string): number {
  try {
    const { partialSuccess = {} } = JSON.parse(answer) as {
      partialSuccess?: Readonly<Record<string, unknown>> | null;
    };
    const { rejectedSpans, rejectedLogRecords, rejectedDataPoints } = partialSuccess ?? {};
    // An int64 is a text in JSON.
    const items = Number(rejectedSpans ?? rejectedLogRecords ?? rejectedDataPoints ?? 0);
    return Number.isFinite(items) ? items : 0;
  } catch {
    // It took the request; how it says so is its own affair.
    return 0;
  }
}

/** How long a gRPC server asks to wait, by `google.rpc.RetryInfo` in its status, in milliseconds; `undefined` when the status has none or cannot be read. */
export function retryDelayMillis(status: Uint8Array): number | undefined {
  // Status.details (3) are Any messages: type_url (1), value (2).
  for (const detail of messages(status, 3)) {
    const type = messages(detail, 1).map((bytes) => Buffer.from(bytes).toString())[0];
    if (!type?.endsWith('/google.rpc.RetryInfo')) continue;
    for (const info of messages(detail, 2)) {
      // RetryInfo.retry_delay (1) is a Duration: seconds (1), nanos (2).
      for (const delay of messages(info, 1)) {
        const [seconds = 0, nanos = 0] = [numbers(delay, 1)[0], numbers(delay, 2)[0]];
        return seconds * 1000 + Math.ceil(nanos / 1e6);
      }
      return 0;
    }
  }
  return undefined;
}

function messages(bytes: Uint8Array, field: number): Uint8Array[] {
  return fields(bytes, field).filter((value) => typeof value !== 'number');
}

function numbers(bytes: Uint8Array, field: number): number[] {
  return fields(bytes, field).filter((value) => typeof value === 'number');
}

/** The values of one field of a protobuf message. What follows bytes that make no sense is left out. */
function fields(bytes: Uint8Array, wanted: number): (number | Uint8Array)[] {
  const found: (number | Uint8Array)[] = [];
  let position = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; position < bytes.length; factor *= 128) {
      const byte = bytes[position++]!;
      value += (byte & 127) * factor;
      if (byte < 128) break;
    }
    return value;
  };
  while (position < bytes.length) {
    const key = varint();
    const kind = key % 8;
    let value: number | Uint8Array | undefined;
    if (kind === 0) value = varint();
    else if (kind === 2) {
      const length = varint();
      value = bytes.subarray(position, position + length);
      position += length;
    } else if (kind === 1) position += 8;
    else if (kind === 5) position += 4;
    else return found;
    if (value !== undefined && Math.floor(key / 8) === wanted) found.push(value);
  }
  return found;
}

/** AWS's binary stream of events, as its services send it. For tests. */
import { EventStreamCodec } from '@smithy/eventstream-codec';
import type { EventEncoding } from '@spanwise/testing';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString(),
  (text) => new Uint8Array(Buffer.from(text)),
);

const header = (text: string): { type: 'string'; value: string } => ({
  type: 'string',
  value: text,
});

/** An event is an object of one member: its name, and what it holds. A `chunk` holds bytes as base64, or JSON that is made them. */
export const eventStream: EventEncoding = {
  type: 'application/vnd.amazon.eventstream',
  encode: (event) => {
    const [[name, value] = ['', {}]] = Object.entries(event as object);
    const kind = name.endsWith('Exception') ? 'exception' : 'event';
    const body =
      name === 'chunk' && (value as { bytes?: unknown } | null)?.bytes === undefined
        ? { bytes: Buffer.from(JSON.stringify(value)).toString('base64') }
        : value;
    return codec.encode({
      headers: {
        ':message-type': header(kind),
        [`:${kind}-type`]: header(name),
        ':content-type': header('application/json'),
      },
      body: new Uint8Array(Buffer.from(JSON.stringify(body))),
    });
  },
  end: '',
};

/** A receiver of log records in a thread of its own: counts what arrives. */
import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';
import protobuf from 'protobufjs';

const LENGTH_DELIMITED = 2;

/** The messages inside one, by the numbers of their fields: the request's resources, their scopes, their records. */
function count(bytes: Uint8Array, [field, ...rest]: readonly number[]): number {
  if (field === undefined) return 1;
  const reader = protobuf.Reader.create(bytes);
  let found = 0;
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === field && (tag & 7) === LENGTH_DELIMITED) found += count(reader.bytes(), rest);
    else reader.skipType(tag & 7);
  }
  return found;
}

/** Tells the thread that started this one: no window, and no origin. */
const tell = (message: object): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort!.postMessage(message);
};
let records = 0;
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    records += count(Buffer.concat(parts), [1, 2, 2]);
    response.end();
    tell({ records });
  });
});
server.listen(0, '127.0.0.1', () => {
  tell({ port: (server.address() as { port: number }).port });
});

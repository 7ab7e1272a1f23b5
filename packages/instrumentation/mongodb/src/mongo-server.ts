/** A server that speaks MongoDB's wire protocol as far as a cursor needs it, and answers commands as a test says. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { LiveStore, WireReply } from '@spanwise/testing';
import { BSON, type Document } from 'mongodb';

/** The operations of the protocol: https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ */
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER_BYTES = 16;
/** What a server says of itself that is alone, of version 8.0. */
const HELLO = {
  helloOk: true,
  isWritablePrimary: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  logicalSessionTimeoutMinutes: 30,
  minWireVersion: 0,
  maxWireVersion: 25,
  readOnly: false,
};
/** Commands that clients send by themselves, which are no bodies. */
const OWN = /^(?:hello|ismaster|ping|endSessions|killCursors)$/i;

/** Such a server. A reply's `json` is the command's; with `end`, the connection is closed in its place. */
export type MongoServer = LiveStore & Required<Pick<LiveStore, 'answer' | 'bodies'>>;

/** Starts it on loopback. */
export async function startMongoServer(): Promise<MongoServer> {
  let replies: readonly WireReply[] = [];
  const bodies: string[] = [];
  const sockets = new Set<Socket>();

  /** The reply to a command; `undefined` closes the connection. */
  function replyTo(command: Document): Document | undefined {
    const name = Object.keys(command)[0] ?? '';
    if (OWN.test(name)) return { ...HELLO, ok: 1 };
    const reply = replies[bodies.length] ?? replies.at(-1);
    const { lsid: _session, $clusterTime: _time, ...own } = command;
    bodies.push(BSON.EJSON.stringify(own));
    if (reply?.end !== undefined) return undefined;
    return { ok: 1, ...BSON.EJSON.deserialize(reply?.json as Document, { relaxed: false }) };
  }

  const server = createServer((socket) => {
    let rest = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= HEADER_BYTES && rest.length >= rest.readInt32LE(0)) {
        const message = rest.subarray(0, rest.readInt32LE(0));
        rest = rest.subarray(message.length);
        const reply = replyTo(commandIn(message));
        if (reply === undefined) socket.destroy();
        else socket.write(encode(message, reply));
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (reply) => {
      replies = [reply].flat();
      bodies.length = 0;
    },
    bodies: () => bodies,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The first message of a connection is of the old kind. */
function commandIn(message: Buffer): Document {
  if (message.readInt32LE(12) !== OP_QUERY) return BSON.deserialize(message.subarray(21));
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4);
  return BSON.deserialize(message.subarray(nameEnd + 1 + 8));
}

function encode(request: Buffer, reply: Document): Buffer {
  const isOld = request.readInt32LE(12) === OP_QUERY;
  // Flags, and the kind of the section; of the old kind flags, cursor, start and number.
  const before = Buffer.alloc(isOld ? 20 : 5);
  if (isOld) before.writeInt32LE(1, 16);
  const document = BSON.serialize(reply);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt32LE(HEADER_BYTES + before.length + document.length, 0);
  header.writeInt32LE(request.readInt32LE(4), 8);
  header.writeInt32LE(isOld ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([header, before, document]);
}

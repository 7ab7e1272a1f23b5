/** A server that speaks Redis' protocol, RESP 2, and answers what a test says. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { WireReply, WireServer } from '@spanwise/testing/situations';

/** What a client asks before its calls, and around those that it sends together. */
const OWN: ReadonlySet<string> = new Set(['CLIENT', 'SELECT', 'PING', 'QUIT', 'INFO', 'HELLO']);

/** Starts it. A reply with a status is an error; of several commands that are sent together, each has one of a list. */
export async function startRedisServer(): Promise<WireServer> {
  let replies: readonly WireReply[] = [];
  const bodies: string[] = [];
  const sockets = new Set<Socket>();
  const answerTo = (words: readonly string[], queued: string[] | undefined): string => {
    const name = words[0]?.toUpperCase() ?? '';
    if (name === 'HELLO') return '*0\r\n';
    if (name === 'INFO') return encode('redis_version:8.4.0\r\n');
    if (OWN.has(name)) return '+OK\r\n';
    const reply = replies[bodies.length] ?? replies.at(-1) ?? {};
    bodies.push(words.join(' '));
    const text =
      reply.status === undefined ? encode(reply.json) : `-${String(reply.text).trim()}\r\n`;
    if (queued === undefined) return text;
    queued.push(text);
    return '+QUEUED\r\n';
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let text = '';
    let queued: string[] | undefined;
    socket.on('data', (part) => {
      text += part.toString('latin1');
      for (;;) {
        const read = decode(text);
        if (read === undefined) break;
        text = text.slice(read.length);
        const name = read.words[0]?.toUpperCase();
        if (name === 'MULTI') {
          queued = [];
          socket.write('+OK\r\n');
        } else if (name === 'EXEC') {
          socket.write(`*${queued?.length ?? 0}\r\n${queued?.join('') ?? ''}`);
          queued = undefined;
        } else socket.write(answerTo(read.words, queued), 'latin1');
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (given) => {
      replies = [given].flat();
      bodies.length = 0;
    },
    arrived: () => Promise.resolve(),
    closed: () => Promise.resolve(),
    bodies: () => bodies,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A value as it is on the wire. */
function encode(value: unknown): string {
  if (value === null || value === undefined) return '$-1\r\n';
  if (typeof value === 'number' && Number.isInteger(value)) return `:${value}\r\n`;
  if (Array.isArray(value)) return `*${value.length}\r\n${value.map(encode).join('')}`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `$${Buffer.byteLength(text)}\r\n${Buffer.from(text).toString('latin1')}\r\n`;
}

/** The first whole command of what came; `undefined` where it is not whole. */
function decode(
  text: string,
): { readonly words: readonly string[]; readonly length: number } | undefined {
  const [head, count] = /^\*(\d+)\r\n/.exec(text) ?? [];
  if (head === undefined) return undefined;
  let at = head.length;
  const words: string[] = [];
  for (let index = 0; index < Number(count); index += 1) {
    const [line, length] = /^\$(\d+)\r\n/.exec(text.slice(at, at + 20)) ?? [];
    if (line === undefined) return undefined;
    const start = at + line.length;
    const end = start + Number(length);
    if (text.length < end + 2) return undefined;
    words.push(text.slice(start, end));
    at = end + 2;
  }
  return { words, length: at };
}

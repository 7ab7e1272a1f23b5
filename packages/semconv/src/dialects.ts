/** Reads telemetry of other conventions, and of older ones, in the newest names. */
export { type Message, type MessagePart, readMessages } from './dialects/messages.ts';
export { normalize, type Normalized, type NormalizeInput } from './dialects/normalize.ts';
export type { DialectReader, ReaderMessages, ReaderValue } from './dialects/reader.ts';
export { READERS } from './dialects/readers.gen.ts';

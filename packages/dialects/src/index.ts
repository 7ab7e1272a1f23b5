/** Reads telemetry of other conventions, and of older ones, in the newest names. */
export { type Message, type MessagePart, readMessages } from './messages.ts';
export { normalize, type Normalized, type NormalizeInput } from './normalize.ts';
export type { DialectReader, ReaderMessages, ReaderValue } from './reader.ts';
export { READERS } from './readers.gen.ts';

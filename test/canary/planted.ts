/** Secrets that are planted in everything that a call touches, and how they are looked for. */

/** In every secret, in this case; no path, name or code of ours has it. */
const MARK = 'CANARY';

/** Places that content capture never reads: what is planted there appears nowhere, whatever is switched on. */
export const NEVER = [
  'api-key',
  'organization',
  'header',
  'query',
  'base-url-user',
  'base-url-password',
  'argument-of-process',
  'environment',
  'otlp-header',
  'otlp-password',
  'failed-setting',
  'request-query',
  'request-header',
  'request-cookie',
  'error-property',
  'image',
  'audio',
  'file',
  'file-name',
  'tool-description',
  'agent-input',
  'user-of-provider',
] as const;

/** Places that are content: what is planted there appears in redacted form when content is captured, else not at all. */
export const CONTENT = [
  'prompt',
  'history',
  'instructions',
  'reply',
  'reasoning',
  'stream',
  'tool-arguments',
  'model-tool-arguments',
  'tool-result',
  'embedding-input',
  'retrieval-query',
  'document',
  'error-message',
] as const;

/** A place where a secret is planted. */
export type Place = (typeof NEVER)[number] | (typeof CONTENT)[number];

/** The secret of a place: it looks like a key of an API, which is redacted where it stands in content. */
export const secret = (place: Place): string => `sk-${MARK}-${place}-0123456789abcdef`;

/** The bytes of media, of which neither their text nor their base64 may appear. */
export const mediaOf = (place: 'image' | 'audio' | 'file'): string =>
  Buffer.from(secret(place).repeat(100)).toString('base64');

/** Which secrets are in a text: as they were planted, or as base64 of the media. */
export function secretsIn(text: string): string[] {
  const found = [...NEVER, ...CONTENT].filter((place) => text.includes(secret(place)));
  for (const place of ['image', 'audio', 'file'] as const)
    if (text.includes(mediaOf(place).slice(300, 340))) found.push(place);
  // A part of one is one, too.
  if (found.length === 0 && text.includes(MARK)) return ['an unknown one'];
  return found;
}

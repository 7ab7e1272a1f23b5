/** The built-in redactors: what they take, what they leave, and that no text makes them slow. */
import { describe, expect, it } from 'vitest';
import { BUILT_IN_REDACTORS, isSecretKey, redactBuiltIn, REDACTION_RULES } from './redact.ts';

const redact = (text: string): string => redactBuiltIn(text, BUILT_IN_REDACTORS);
/** Of the shape of a key and nobody's. */
const random = 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8v';

it.each<[string, string, string]>([
  ['OpenAI', `key sk-${random}, end`, 'key [redacted:api-key], end'],
  ['OpenAI, of a project', `x=sk-proj-${random}_${random}`, 'x=[redacted:api-key]'],
  ['Anthropic', `sk-ant-api03-${random}-AA`, '[redacted:api-key]'],
  ['Stripe', `sk_live_${random}`, '[redacted:api-key]'],
  ['AWS', '(AKIAIOSFODNN7EXAMPLE)', '([redacted:api-key])'],
  ['Google', `AIza${random}1234567`, '[redacted:api-key]'],
  ['GitHub', `ghp_${random}abcdefgh`, '[redacted:api-key]'],
  ['GitHub, fine-grained', `github_pat_${random}`, '[redacted:api-key]'],
  ['Slack', `xoxb-1234567890-${random}`, '[redacted:api-key]'],
])('takes out an API key of %s', (_name, text, expected) => expect(redact(text)).toBe(expected));

it.each<[string, string, string]>([
  ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_d!', '[redacted:token]!'],
  ['a JWT without its signature', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0', '[redacted:token]'],
  ['a bearer token', `Authorization: Bearer ${random}`, 'Authorization: [redacted:token]'],
  ['basic credentials', 'Basic dXNlcjpwYXNz', '[redacted:token]'],
  [
    'a private key',
    'a -----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4\nab-c\n-----END RSA PRIVATE KEY----- b',
    'a [redacted:private-key] b',
  ],
  ['a private key that was cut', 'a -----BEGIN PRIVATE KEY-----\nabc', 'a [redacted:private-key]'],
  [
    'a password in an address',
    'postgres://bob:p@ss@host:5432/db',
    'postgres://[redacted:credentials]@host:5432/db',
  ],
  [
    'a key in a query',
    'https://x.com/?api_key=abcd1234&x=1',
    'https://x.com/?api_key=[redacted:secret]&x=1',
  ],
  ['a signature in a query', '/f?sv=1&sig=abcd1234', '/f?sv=1&sig=[redacted:secret]'],
  ['a password in JSON', '{"password": "two words"}', '{"password": "[redacted:secret]"}'],
  [
    'a password in JSON in JSON',
    '{\\"password\\":\\"two words\\",\\"a\\":1}',
    '{\\"password\\":\\"[redacted:secret]\\",\\"a\\":1}',
  ],
  ['a setting', 'AWS_SECRET_ACCESS_KEY=wJalr/K7', 'AWS_SECRET_ACCESS_KEY=[redacted:secret]'],
  ['an e-mail address', 'mail bob.smith+x@example.co.uk.', 'mail [redacted:email].'],
  ['one with other letters', 'jörg@müller.de', '[redacted:email]'],
  ['one within other writing', '联系bob@x.com谢谢', '联系[redacted:email]谢谢'],
  ['a card', 'card 4111 1111 1111 1111.', 'card [redacted:card].'],
  ['a card after a number', '2026 4111-1111-1111-1111', '2026 [redacted:card]'],
  ['a card of 15 digits', '3782 822463 10005', '[redacted:card]'],
  ['a card of 13 digits', '4222222222222', '[redacted:card]'],
  ['an international phone number', 'call +1 212 555 0100', 'call [redacted:phone]'],
  ['one with brackets', '+49 (0)30 1234567', '[redacted:phone]'],
  ['one with zeros', '0049 30 1234567', '[redacted:phone]'],
  ['an American one', '1-(212) 555-0100', '[redacted:phone]'],
  ['a German one', '(030) 1234567', '[redacted:phone]'],
  ['a French one', '06 12 34 56 78', '[redacted:phone]'],
])('takes out %s', (_name, text, expected) => expect(redact(text)).toBe(expected));

it.each([
  'risk-assessment-of-a-whole-portfolio',
  'bearer of securities, Basic understanding',
  'max_tokens=5000, tokens: 500, the token count is 500',
  'npm i openai@7.57.0',
  'https://example.com:8080/a@b',
  '4111111111111112',
  '1764064466000000000',
  '0.4111111111111111',
  '2026-11-25 10:00, 01-12-2026, 127.0.0.1:8080',
  '550e8400-e29b-41d4-a716-446655440000',
  'C++17 is 2017',
  '-----BEGIN PUBLIC KEY-----',
])('leaves %s', (text) => expect(redact(text)).toBe(text));

it('takes out only what it is asked for', () => {
  expect(redactBuiltIn('bob@x.com 4111 1111 1111 1111', ['card'])).toBe(
    'bob@x.com [redacted:card]',
  );
  expect(redactBuiltIn(`bob@x.com sk-${random}`, [])).toBe(`bob@x.com sk-${random}`);
});

it('does not change what it made', () => {
  const text = `Bearer ${random} token=abcd1234 bob@x.com +1 212 555 0100 a://b:c@d.com`;
  expect(redact(redact(text))).toBe(redact(text));
});

it.each([
  'password',
  'X-Api-Key',
  'clientSecret',
  'authorization',
  'AWS_SECRET_ACCESS_KEY',
  'token',
])('knows that %s names a secret', (key) => expect(isSecretKey(key)).toBe(true));
it.each(['max_tokens', 'tokens', 'key', 'secretary', 'author'])('knows that %s names none', (key) =>
  expect(isSecretKey(key)).toBe(false),
);

describe('no pattern', () => {
  /** The repetitions of a pattern's source: what is repeated, how often at most, and what follows. */
  function repetitions(source: string): { of: string; most: number; rest: string }[] {
    const found = [];
    const atom = /\\u[\da-f]{4}|\\.|\[(?:\\.|[^\]\\])*\]|\)|[^()|]/gy;
    for (let index = 0; index < source.length;) {
      atom.lastIndex = index;
      const of =
        /^\((?:\?(?:[:=!]|<[=!]))?|^\|/.exec(source.slice(index))?.[0] ?? atom.exec(source)![0];
      index += of.length;
      if (of.startsWith('(') || of === '|') continue;
      const repeat = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(source.slice(index))?.[0];
      if (repeat === undefined) continue;
      index += repeat.length;
      const [, most = ''] = /(\d*)\}$/.exec(repeat) ?? [];
      found.push({
        of,
        most: repeat === '?' ? 1 : most === '' ? Number.POSITIVE_INFINITY : Number(most),
        rest: source.slice(index),
      });
    }
    return found;
  }
  /** The first repetition for which a pattern might take more than a constant time at one position. */
  const slow = (source: string) =>
    repetitions(source).find(
      ({ of, most, rest }) => (of === ')' && most > 1) || (most > 8192 && !/^\)*$/.test(rest)),
    );

  it.each(
    REDACTION_RULES.map(({ name, pattern }, index) => [index, name, pattern.source] as const),
  )('repeats a group or is without bound (%i, %s)', (_index, _name, source) =>
    expect(slow(source)).toBeUndefined(),
  );

  it.each(['(?:a+)+$', '(?:ab){2,5}c', 'a+b', '[ab]*c', String.raw`(?<=\d+)x`])(
    'would pass as %s does',
    (source) => expect(slow(source)).toBeDefined(),
  );
});

/** What is taken out of captured text unless somebody says otherwise: keys, tokens, passwords, addresses, numbers of cards and phones. */

/** The names of the built-in redactors. What one takes out becomes `[redacted:<name>]`. */
export const BUILT_IN_REDACTORS = [
  'private-key',
  'credentials',
  'api-key',
  'token',
  'secret',
  'email',
  'card',
  'phone',
] as const;

/** The name of one built-in redactor. */
export type BuiltInRedactor = (typeof BUILT_IN_REDACTORS)[number];

/**
 * One pattern. None may take more than a constant time at one position, whatever the text: no group is
 * repeated, and every repetition is bounded unless it ends the pattern.
 */
export interface RedactionRule {
  readonly name: BuiltInRedactor;
  readonly pattern: RegExp;
  /** Texts of which one is in whatever the pattern finds. Most texts have none and are not searched. */
  readonly hints?: readonly string[];
  /** What stands in the place of what was found; `undefined`: it only looked like one. */
  readonly replace?: (found: string, mark: string) => string | undefined;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** ISO/IEC 7812-1, annex B: the sum of the digits, every second one from the right doubled, ends in 0. */
function isCard(found: string): boolean {
  let sum = 0;
  let isDoubled = false;
  for (let index = found.length - 1; index >= 0; index -= 1) {
    const digit = found.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) continue;
    const value = isDoubled ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
    isDoubled = !isDoubled;
  }
  return sum % 10 === 0;
}

/** The rules, in their order. */
export const REDACTION_RULES: readonly RedactionRule[] = [
  {
    name: 'credentials',
    pattern: /:\/\/[^\s/:'"<>]{0,256}:[^\s/'"<>]{1,256}@/g,
    hints: ['://'],
    replace: (_found, mark) => `://${mark}@`,
  },
  {
    name: 'api-key',
    // Of OpenAI and Anthropic, Stripe, AWS, Google, GitHub, GitLab, Slack, Hugging Face, npm and further providers.
    pattern:
      /\b(?:sk-|[rs]k_live_|[rs]k_test_|A(?:KI|SI|RO|ID)A|AIza|gh[oprsu]_|github_pat_|hf_|npm_|pcsk_|gsk_|r8_|xox[a-z]-|xai-|glpat-|pplx-|nvapi-|tvly-|GOCSPX-)[\w-]{16,}/g,
  },
  { name: 'token', pattern: /eyJ(?<![\w-]eyJ)[\w-]{4,8192}\.[\w.-]{4,}/g, hints: ['eyJ'] },
  {
    name: 'token',
    pattern: /\b(?:[Bb]earer|BEARER|[Bb]asic|BASIC)[ \t]{1,8}[\w.~+/=-]{8,}/g,
    hints: ['earer', 'EARER', 'asic', 'ASIC'],
    // Tells "Bearer 8f3…" from "bearer securities".
    replace: (found, mark) =>
      /\d|=|[a-z][A-Z]/.test(found.slice(6)) || found.length > 32 ? mark : undefined,
  },
  {
    name: 'secret',
    // From its colon or equals sign on: a pattern that began with the names would be tried at every letter.
    pattern:
      /[:=](?<=(?:passw(?:or)?d|passphrase|pwd|secret|token|credentials?|authorization|cookie|[?&](?:x-amz-)?sig(?:nature)?|(?:api|access|private|secret|account)[_ -]?key)\\{0,4}["']?\s{0,4}.)[:=]?\s{0,4}(?:\\{0,4}"[^"\\\n]{1,1024}|'[^'\\\n]{1,1024}|[^\s"'\\,;&<>(){}[\]]{4,})/gi,
    hints: ['=', ':'],
    // A separator and a quote stay, so that JSON in a text still reads as JSON.
    replace: (found, mark) => `${/^[:=]+\s*(?:\\*["'])?/.exec(found)![0]}${mark}`,
  },
  {
    name: 'email',
    pattern:
      /@(?<=([\w.%+\u00c0-\u024f-]{1,128})@)[\w.\u00c0-\u024f-]{1,253}\.[a-z\u00c0-\u024f]{2,63}/gi,
    hints: ['@'],
  },
  {
    name: 'card',
    pattern:
      /[2-6](?<!\d.|\d\..)(?:\d{12,18}|\d{3}[ \u00a0-]\d{4}[ \u00a0-]\d{4}[ \u00a0-]\d{4}|\d{3}[ \u00a0-]\d{6}[ \u00a0-]\d{4,5})(?!\d)/g,
    replace: (found, mark) => (isCard(found) ? mark : undefined),
  },
  {
    name: 'phone',
    pattern: /(?<![\w.+])(?:\+|00)[1-9][\d ().\u00a0/-]{6,22}\d(?!\d)/g,
    hints: ['+', '00'],
    // ITU-T E.164 allows 15 digits; of fewer than 8 none could be called from elsewhere.
    replace: (found, mark) => {
      const { length } = digitsOf(found);
      return length >= 8 && (length <= 17 || found.startsWith('+')) ? mark : undefined;
    },
  },
  {
    name: 'phone',
    pattern:
      /(?<![\w.+-])(?:(?:1[ .-])?\(?[2-9]\d{2}\)?[ .-]{0,2}\d{3}[ .-]\d{4}|\(?0\d{1,4}\)?[ /-]\d{3,4}[ /-]?\d{3,5}|0\d[ .-]\d\d[ .-]\d\d[ .-]\d\d[ .-]\d\d)(?![\w-])/g,
  },
];

/** A text without what the named redactors take out. */
export function redactBuiltIn(text: string, names: readonly BuiltInRedactor[]): string {
  let result = text;
  if (names.includes('private-key') && text.includes('PRIVATE KEY'))
    result = withoutPrivateKeys(result);
  for (const rule of REDACTION_RULES) {
    if (!names.includes(rule.name)) continue;
    if (rule.hints && !rule.hints.some((hint) => result.includes(hint))) continue;
    result = withoutMatches(result, rule);
  }
  return result;
}

function withoutMatches(text: string, { name, pattern, replace }: RedactionRule): string {
  const mark = `[redacted:${name}]`;
  let result = '';
  let end = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [found] = match;
    const replaced = replace ? replace(found, mark) : mark;
    if (replaced === undefined) {
      // Not replaceAll(): what was no card must not hide one that begins inside it.
      pattern.lastIndex = match.index + 1;
      continue;
    }
    // What a pattern captures stands before it: it looked back from what it can find fast.
    result += text.slice(end, match.index - (match[1]?.length ?? 0)) + replaced;
    end = match.index + found.length;
  }
  return end === 0 ? text : result + text.slice(end);
}

/** A key whose end is missing ends with the text. */
function withoutPrivateKeys(text: string): string {
  const [before, ...keys] = text.split(/-----BEGIN [A-Z ]{0,40}PRIVATE KEY/);
  return keys.reduce((result, key) => {
    const end = key.indexOf('-----END');
    const after = end === -1 ? -1 : key.indexOf('-----', end + 8);
    return `${result}[redacted:private-key]${after === -1 ? '' : key.slice(after + 5)}`;
  }, before!);
}

/** Whether the value under a key is secret whatever it looks like. */
export function isSecretKey(key: string): boolean {
  return /(?:passw(?:or)?d|passphrase|pwd|secret|token|credentials?|authorization|cookie|(?:api|access|private|secret|account)key)$/.test(
    key
      .slice(-64)
      .toLowerCase()
      .replace(/[^a-z]/g, ''),
  );
}

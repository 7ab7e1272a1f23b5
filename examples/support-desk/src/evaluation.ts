/** A cheap judgement on an answer: is it made of what the tools found? */

const PASS = 0.5;

/** A judgement, as `recordEvaluation` takes it. */
export interface Judgement {
  readonly name: string;
  /** From 0 to 1. */
  readonly score: number;
  readonly label: 'pass' | 'fail';
}

/** The share of the answer's longer words that the findings hold, too. */
export function judgeGrounding(answer: string, findings: readonly string[]): Judgement {
  const known = new Set(words(findings.join(' ')));
  const said = words(answer);
  const score = said.length === 0 ? 0 : said.filter((word) => known.has(word)).length / said.length;
  return { name: 'grounding', score, label: score >= PASS ? 'pass' : 'fail' };
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[a-z]{4,}|\d+/g) ?? [];
}

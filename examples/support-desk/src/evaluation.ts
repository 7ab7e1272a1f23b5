/** Judgements on an answer: is it made of what the tools found? */
import type Anthropic from '@anthropic-ai/sdk';

const MODEL = process.env['SUPPORT_DESK_JUDGE_MODEL'] ?? 'claude-haiku-4-5';
/** What the judging model is told. The scripted one knows it by this. */
export const JUDGE_INSTRUCTIONS =
  'Say which share of the answer the findings back: a number from 0 to 1, and nothing else.';

const PASS = 0.5;

/** A judgement, as `recordEvaluation` takes it. */
export interface Judgement {
  readonly name: string;
  /** From 0 to 1. */
  readonly score: number;
  readonly label: 'pass' | 'fail';
  readonly source: 'model' | 'rule';
}

/** Judges by a model of Anthropic's; without its client, or when it says no number, by rule. */
export function createJudge(
  client: Anthropic | undefined,
): (answer: string, findings: readonly string[]) => Promise<Judgement> {
  return async (answer, findings) => {
    const { content } = (await client?.messages.create({
      model: MODEL,
      max_tokens: 16,
      system: JUDGE_INSTRUCTIONS,
      messages: [{ role: 'user', content: JSON.stringify({ answer, findings }) }],
    })) ?? { content: [] };
    const said = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
    const score = Number.parseFloat(said);
    return score >= 0 && score <= 1 ? judgement(score, 'model') : judgeGrounding(answer, findings);
  };
}

/** The share of the answer's longer words that the findings hold, too. */
export function judgeGrounding(answer: string, findings: readonly string[]): Judgement {
  const known = new Set(words(findings.join(' ')));
  const said = words(answer);
  const score = said.length === 0 ? 0 : said.filter((word) => known.has(word)).length / said.length;
  return judgement(score, 'rule');
}

function judgement(score: number, source: Judgement['source']): Judgement {
  return { name: 'grounding', score, label: score >= PASS ? 'pass' : 'fail', source };
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[a-z]{4,}|\d+/g) ?? [];
}

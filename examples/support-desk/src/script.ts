/** What the scripted model says: which tool comes next, and how the results read as an answer. */

interface Message {
  readonly role: string;
  readonly content?: unknown;
  readonly tool_calls?: readonly { readonly function: { readonly name: string } }[] | undefined;
}

/** A tool that the model asks for. */
export interface Step {
  readonly name: string;
  readonly input: Readonly<Record<string, string>>;
}

/** The last thing that the customer said. */
export function question(messages: readonly Message[]): string {
  const content = messages.findLast(({ role }) => role === 'user')?.content;
  return typeof content === 'string' ? content : '';
}

/** The next tool to call; `undefined` when there is enough for an answer. */
export function nextStep(messages: readonly Message[]): Step | undefined {
  const asked = question(messages);
  const done = new Set(
    messages.flatMap(({ tool_calls: calls }) => (calls ?? []).map((call) => call.function.name)),
  );
  const id = /\b(\d{4})\b/.exec(asked)?.[1];
  if (id === undefined) {
    return done.has('search_knowledge')
      ? undefined
      : { name: 'search_knowledge', input: { question: asked } };
  }
  if (!done.has('look_up_order')) return { name: 'look_up_order', input: { id } };
  const wantsMoney = /refund|money back/i.test(asked);
  return wantsMoney && !done.has('refund_order')
    ? { name: 'refund_order', input: { id } }
    : undefined;
}

/** The answer, from what the tools found. */
export function answer(messages: readonly Message[]): string {
  const result = messages.findLast(({ role }) => role === 'tool')?.content;
  const found = parse(result);
  if (Array.isArray(found)) {
    const [first] = found as { text?: string }[];
    return first?.text === undefined
      ? 'I found nothing about that. A colleague will write to you.'
      : `Gladly. ${first.text}`;
  }
  const { error, refundedEuros, item, status } = found as Record<string, string | undefined>;
  if (error !== undefined) return `I am sorry, that is not possible. ${error}`;
  if (refundedEuros !== undefined)
    return `Done: ${refundedEuros} euros are on their way back to you.`;
  return `Your ${item} is ${status}. You find the tracking number in your account.`;
}

function parse(value: unknown): object {
  try {
    return (JSON.parse(String(value)) as object | null) ?? {};
  } catch {
    return {};
  }
}

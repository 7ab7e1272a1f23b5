/** The conversations of the demo: bounded, and with everything that happens in a real one. */

/** A conversation of one customer. */
export interface Conversation {
  readonly id: string;
  readonly tenant: string;
  readonly user: string;
  /** Asked one after the other. */
  readonly questions: readonly string[];
  readonly streams: boolean;
  /** The customer leaves when the answer begins. */
  readonly leaves?: boolean | undefined;
  /** Why its trace is worth showing. Absent: it is like the others. */
  readonly shownAs?: string | undefined;
}

/** How the application replied to one question. */
export interface Reply {
  readonly conversation: Conversation;
  readonly question: string;
  /** Absent when the customer left, and when the answer broke off. */
  readonly status?: number | undefined;
  readonly answer: string;
}

const TENANTS = ['outdoor', 'kids', 'workwear'] as const;
const QUESTIONS: readonly (readonly string[])[] = [
  ['How long can I return an item?', 'What does a return from abroad cost?'],
  ['Where is my order 1042?'],
  ['I want a refund for order 1043.'],
  ['What does delivery to Norway cost?'],
  ['Please refund order 1044, it does not fit.'],
  ['My parcel arrived damaged, what now?'],
  ['Explain in detail how I wash a wool jumper.'],
  ['Which size of shoes should I take?'],
];
const SHOWN: Readonly<Record<number, string>> = {
  0: 'A question about the help articles',
  4: 'A refund that is refused',
};

/** All conversations, in order. */
export const conversations: readonly Conversation[] = [
  ...Array.from({ length: 22 }, (_, index): Conversation => ({
    id: `c-${index + 1}`,
    tenant: TENANTS[index % TENANTS.length]!,
    user: `u-${(index % 7) + 1}`,
    questions: QUESTIONS[index % QUESTIONS.length]!,
    streams: index % 2 === 1,
    shownAs: SHOWN[index],
  })),
  {
    id: 'c-busy',
    tenant: 'kids',
    user: 'u-8',
    questions: ['Is support busy on Saturdays?'],
    streams: false,
    shownAs: 'A provider that is busy: 429, and once more',
  },
  {
    id: 'c-leaves',
    tenant: 'workwear',
    user: 'u-9',
    questions: ['Tell me in detail about the warranty.'],
    streams: true,
    leaves: true,
    shownAs: 'A slow answer, and a customer who leaves in the middle of it',
  },
];

/** How many questions all conversations have. */
export const questionCount: number = conversations.flatMap(({ questions }) => questions).length;

/** Holds all conversations, a few at a time. `onReply` hears of each reply. */
export async function send(
  url: string,
  concurrency: number,
  onReply: (reply: Reply) => void,
): Promise<void> {
  const waiting = [...conversations];
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        for (const question of next.questions) {
          // oxlint-disable-next-line no-await-in-loop -- a customer waits for the answer
          onReply(await ask(url, next, question));
        }
      }
    }),
  );
}

async function ask(url: string, conversation: Conversation, question: string): Promise<Reply> {
  const { id, tenant, user, streams, leaves } = conversation;
  const left = new AbortController();
  let status: number | undefined;
  let answer = '';
  try {
    const response = await fetch(
      `${url}/conversations/${id}/messages${streams ? '?stream=1' : ''}`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-tenant-id': tenant,
          'x-user-id': user,
        },
        body: JSON.stringify({ question }),
        signal: left.signal,
      },
    );
    for await (const piece of (response.body ?? new ReadableStream()).pipeThrough(
      new TextDecoderStream(),
    )) {
      answer += piece;
      if (leaves) left.abort();
    }
    status = response.status;
    if (!streams && response.ok) ({ answer } = JSON.parse(answer) as { answer: string });
  } catch {
    // The customer left, or the answer broke off: the check of the demo tells the two apart.
  }
  return { conversation, question, status, answer };
}

/** The conversations of the demo: bounded, and with everything that happens in a real one. */

/** One question of a customer. */
export interface Visit {
  readonly conversation: string;
  readonly tenant: string;
  readonly user: string;
  readonly question: string;
  readonly streams: boolean;
  /** The customer leaves when the answer begins. */
  readonly leaves?: boolean;
}

const TENANTS = ['northwind', 'bluebird', 'oakandco'] as const;
const QUESTIONS = [
  'How long can I return an item?',
  'Where is my order 1042?',
  'I want a refund for order 1043.',
  'What does delivery to Norway cost?',
  'Please refund order 1044, it does not fit.',
  'My parcel arrived damaged, what now?',
  'Explain in detail how I wash a wool jumper.',
  'Which size of shoes should I take?',
] as const;

/** All visits, in order. */
export const visits: readonly Visit[] = [
  ...Array.from({ length: 21 }, (_, index): Visit => ({
    conversation: `c-${index + 1}`,
    tenant: TENANTS[index % TENANTS.length]!,
    user: `u-${(index % 7) + 1}`,
    question: QUESTIONS[index % QUESTIONS.length]!,
    streams: index % 2 === 1,
  })),
  {
    conversation: 'c-busy',
    tenant: 'bluebird',
    user: 'u-8',
    question: 'Is support busy on Saturdays?',
    streams: false,
  },
  {
    conversation: 'c-leaves',
    tenant: 'oakandco',
    user: 'u-9',
    question: 'Tell me in detail about the warranty.',
    streams: true,
    leaves: true,
  },
];

/** Sends all visits, a few at a time. `onDone` hears of each. */
export async function send(url: string, concurrency: number, onDone: () => void): Promise<void> {
  const waiting = [...visits];
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let visit = waiting.shift(); visit; visit = waiting.shift()) {
        await sendOne(url, visit);
        onDone();
      }
    }),
  );
}

async function sendOne(url: string, visit: Visit): Promise<void> {
  const left = new AbortController();
  try {
    const response = await fetch(
      `${url}/conversations/${visit.conversation}/messages${visit.streams ? '?stream=1' : ''}`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-tenant-id': visit.tenant,
          'x-user-id': visit.user,
        },
        body: JSON.stringify({ question: visit.question }),
        signal: left.signal,
      },
    );
    if (!visit.leaves) {
      await response.text();
      return;
    }
    for await (const _ of response.body ?? []) left.abort();
  } catch (error) {
    if (!left.signal.aborted) throw error;
  }
}

/** The whole application, uninstrumented: HTTP, agent, scripted model, database. */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startApplication, type Application } from './start.ts';

let application: Application;

beforeAll(async () => {
  // A key of the person who runs the tests must not make them ask a real provider.
  vi.stubEnv('OPENAI_API_KEY', '');
  vi.stubEnv('OPENAI_BASE_URL', '');
  vi.stubEnv('SUPPORT_DESK_PROVIDER', '');
  application = await startApplication(0, pino({ enabled: false }));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await application?.stop();
});

function post(conversation: string, body: string, query = ''): Promise<Response> {
  return fetch(`${application.url}/conversations/${conversation}/messages${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tenant-id': 'outdoor' },
    body,
  });
}

async function ask(question: string, query = ''): Promise<string> {
  const response = await post('c-1', JSON.stringify({ question }), query);
  expect(response.status).toBe(200);
  if (query !== '') return response.text();
  return ((await response.json()) as { answer: string }).answer;
}

describe('an answer', () => {
  it.each([
    ['How long can I return an item?', 'within 30 days of delivery'],
    ['What does delivery to Norway cost?', 'Norway'],
    ['What does delivery cost?', 'Standard delivery costs 4 euros'],
    ['What does a return from abroad cost?', 'return label costs 6 euros'],
    ['My parcel arrived damaged, what now?', 'photo'],
    ['I forgot my password, what now?', 'password'],
    ['How do I wash a wool jumper?', 'wool cycle'],
    ['Where is my order 1042?', 'wool jumper is shipped'],
    ['I want a refund for order 1043.', '189 euros'],
    ['Please refund order 1044.', 'delivered 61 days ago'],
    ['Please refund order 9999.', 'There is no order 9999'],
  ])('to "%s" says "%s"', async (question, part) => {
    expect(await ask(question)).toContain(part);
  });

  it('is the same as a stream', async () => {
    const question = 'Which size of shoes should I take?';
    expect(await ask(question, '?stream=1')).toBe(await ask(question));
  });

  it('comes though the provider was busy at first', async () => {
    expect(await ask('Is support busy on Saturdays?')).toContain('Saturdays from 10 to 14');
  });
});

describe('a request', () => {
  it.each([['{}'], ['{"question":""}'], ['{"question":7}'], ['[]']])(
    'without a question is refused: %s',
    async (body) => {
      expect((await post('c-2', body)).status).toBe(400);
    },
  );

  it('without a body is refused', async () => {
    const response = await fetch(`${application.url}/conversations/c-2/messages`, {
      method: 'POST',
    });
    expect(response.status).toBe(400);
  });

  it('for the health is answered', async () => {
    const response = await fetch(`${application.url}/health`);
    expect(await response.json()).toEqual({ status: 'ok' });
  });
});

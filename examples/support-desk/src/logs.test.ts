/** The log of the application: a trace's id finds the lines of its request, and no others. */
import { pino } from 'pino';
import { instrument, none, type Spanwise } from 'spanwise';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Collector } from './demo/collector.ts';
import { LogLines } from './demo/log-lines.ts';
import { attribute, isRequest, textIn } from './demo/spans.ts';
import { startApplication, type Application } from './start.ts';

const collector = new Collector();
const log = new LogLines();
let spanwise: Spanwise;
let application: Application;

beforeAll(async () => {
  vi.stubEnv('OPENAI_API_KEY', '');
  vi.stubEnv('OPENAI_BASE_URL', '');
  vi.stubEnv('SUPPORT_DESK_PROVIDER', '');
  spanwise = instrument({
    destinations: [none()],
    spanProcessors: [collector],
    logContext: true,
  });
  application = await startApplication(0, pino({}, log));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await application?.stop();
  await spanwise?.shutdown();
});

it('a filter by trace id shows the lines of that request and no others', async () => {
  const ids = ['c-1', 'c-2', 'c-3', 'c-4'];
  // At the same time, so that lines of one request are written between those of another.
  const answers = await Promise.all(
    ids.map((id) =>
      fetch(`${application.url}/conversations/${id}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-tenant-id': 'kids' },
        body: JSON.stringify({ question: 'Please refund order 1044.' }),
      }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  await vi.waitFor(() =>
    expect([...collector.traces.values()].filter((trace) => trace.some(isRequest))).toHaveLength(4),
  );
  const requests = [...collector.traces].filter(([, trace]) => trace.some(isRequest));
  for (const [traceId, trace] of requests) {
    const spans = new Set(trace.map((span) => span.spanContext().spanId));
    const found = log.of(traceId) as readonly unknown[] as Record<string, unknown>[];
    expect(found.map(({ msg }) => msg)).toEqual(['a tool failed', 'answered']);
    for (const line of found) {
      expect(line['gen_ai.conversation.id']).toBe(textIn(trace, attribute.conversation));
      expect(line['spanwise.tenant.id']).toBe('kids');
      expect(spans).toContain(line['span_id']);
    }
    // Inside of the agent, whose model has answered once by then.
    expect(found[0]).toMatchObject({
      'gen_ai.agent.name': 'support',
      'gen_ai.response.id': expect.any(String) as string,
    });
    expect(log.format(trace)).toBe(
      'log: warn  a tool failed  in invoke_agent support\nlog: info  answered  in POST /conversations/:id/messages',
    );
  }
  expect(log.lines).toHaveLength(8);
});

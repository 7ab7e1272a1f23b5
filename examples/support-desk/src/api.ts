/** The HTTP interface. */
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { recordEvaluation, withContext } from 'spanwise';
import type { Answer, Question } from './agent.ts';
import { createConversations } from './conversations.ts';
import type { createJudge } from './evaluation.ts';

/** Makes the application around an agent and what judges its answers. */
export function createApi(
  ask: (question: Question) => Promise<Answer>,
  judge: ReturnType<typeof createJudge>,
  logger: Logger,
): Express {
  const api = express();
  const conversations = createConversations();
  api.use(express.json());

  api.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });

  // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Express 5 hears of the failure
  api.post('/conversations/:id/messages', async (request, response) => {
    const { question } = (request.body ?? {}) as { question?: unknown };
    if (typeof question !== 'string' || question === '') {
      response.status(400).json({ error: 'Send { "question": "…" }.' });
      return;
    }
    const conversationId = request.params.id;
    const tenantId = request.get('x-tenant-id');
    const key = JSON.stringify([tenantId, conversationId]);
    const facts = {
      conversationId,
      tenantId,
      userId: request.get('x-user-id'),
      prompt: { name: 'support-answer', version: '3' },
    };
    // The customer may leave before the answer is complete: then the model need not go on.
    const left = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) left.abort();
    });

    await withContext(facts, async () => {
      try {
        await respond(question);
      } catch (error) {
        // Where nobody reads an answer any more, there is none to send.
        if (!left.signal.aborted) throw error;
        logger.warn('the customer left before the answer was complete');
      }
    });

    async function respond(asked: string): Promise<void> {
      const streams = request.query['stream'] !== undefined;
      if (streams) response.type('text');
      const { answer, responseId, findings } = await ask({
        question: asked,
        history: conversations.of(key),
        onText: streams ? (piece) => void response.write(piece) : undefined,
        signal: left.signal,
      });
      conversations.add(key, asked, answer);
      logger.info({ tenant: tenantId, findings: findings.length }, 'answered');
      recordEvaluation({ ...(await judge(answer, findings)), responseId });
      if (streams) response.end();
      else response.json({ answer });
    }
  });

  return api;
}

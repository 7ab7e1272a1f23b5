/** The HTTP interface. */
import express, { type Express } from 'express';
import { recordEvaluation, withContext } from 'spanwise';
import type { Answer, Question } from './agent.ts';

/** Makes the application around an agent. */
export function createApi(ask: (question: Question) => Promise<Answer>): Express {
  const api = express();
  api.use(express.json());

  api.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });

  api.post('/conversations/:id/messages', async (request, response) => {
    const { question = '' } = request.body as { question?: string };
    if (question === '') {
      response.status(400).json({ error: 'Send { "question": "…" }.' });
      return;
    }
    // The customer may leave before the answer is complete: then the model need not go on.
    const left = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) left.abort();
    });
    const facts = {
      conversationId: request.params.id,
      tenantId: request.get('x-tenant-id'),
      userId: request.get('x-user-id'),
      prompt: { name: 'support-answer', version: '3' },
    };
    await withContext(facts, () => respond().catch(onFailure));

    // Express would answer, and nobody is there to read it.
    function onFailure(error: unknown): void {
      if (!left.signal.aborted) throw error;
    }

    async function respond(): Promise<void> {
      const streams = request.query['stream'] !== undefined;
      const onText = streams ? (piece: string) => void response.write(piece) : undefined;
      const { answer, responseId } = await ask({ question, onText, signal: left.signal });
      recordEvaluation({
        name: 'answer_length',
        score: answer.length,
        label: answer.length > 20 ? 'pass' : 'fail',
        responseId,
      });
      if (streams) response.end();
      else response.json({ answer });
    }
  });

  return api;
}

/** Flows that Bedrock runs: what they are given, and what their ends stream back. */
import { listOf, type Message, type Operation } from '@spanwise/core/adapter';
import type { FlowEvent, FlowInput } from './agent-runtime.ts';
import { commandOperation } from './command.ts';

/** More ends than a flow has. */
const MAX_OUTPUTS = 128;

interface Answer {
  readonly documents: unknown[];
  reason?: string | undefined;
}

/** `InvokeFlowCommand`. What runs in a flow is the provider's: as an agent of its own it is one call, whose tokens nobody tells. */
export const flows: Operation<never, never, never> = commandOperation<FlowInput, Answer, FlowEvent>(
  'BedrockAgentRuntimeClient',
  'InvokeFlow',
  {
    name: 'invoke_agent',
    row: 'invoke_agent_client',
    request: ({ flowIdentifier, executionId }) => ({
      agentId: flowIdentifier,
      conversationId: executionId,
    }),
    response: ({ reason }) => ({
      finishReasons: reason === undefined ? undefined : [reason === 'SUCCESS' ? 'stop' : reason],
    }),
    stream: {
      start: () => ({ documents: [] }),
      add: (answer, event, text) => {
        const { flowOutputEvent, flowMultiTurnInputRequestEvent, flowCompletionEvent } =
          event ?? {};
        if (flowCompletionEvent) answer.reason = flowCompletionEvent.completionReason;
        const given = flowOutputEvent ?? flowMultiTurnInputRequestEvent;
        if (given === undefined) return undefined;
        if (text && answer.documents.length < MAX_OUTPUTS)
          answer.documents.push(given.content?.document);
        return 'text';
      },
      within: (result) => (result as { responseStream?: unknown } | undefined)?.responseStream,
    },
    input: ({ inputs }) => ({
      messages: messagesOf(
        'user',
        listOf(inputs).map(({ content }) => content?.document),
      ),
    }),
    output: ({ documents }) => ({ messages: messagesOf('assistant', documents) }),
  },
);

/** What goes in and comes out is any value. */
function messagesOf(role: string, documents: readonly unknown[]): Message[] {
  if (documents.length === 0) return [];
  const parts = documents.map((document) => ({
    type: 'text' as const,
    content: typeof document === 'string' ? document : (JSON.stringify(document) ?? ''),
  }));
  return [{ role, parts }];
}

/** Agents that Bedrock runs: what they are asked, and what they stream back. */
import {
  listOf,
  textPart,
  type AppendText,
  type Message,
  type Operation,
  type OutputKind,
  type Part,
  type RequestFacts,
} from '@spanwise/core/adapter';
import type { ActionCall, AgentEvent, AgentInput, Citation, TraceStep } from './agent-runtime.ts';
import { commandOperation } from './command.ts';

const MAX_CITATIONS = 128;

/** What an agent has said and asked for so far. */
interface Answer {
  text?: string | undefined;
  citations: Citation[];
  returnControl?: AgentEvent['returnControl'];
  /** Of the models that the trace says were asked: how many, how many said what they used, and what it was. */
  asked: number;
  reported: number;
  inputTokens: number;
  outputTokens: number;
}

/** `InvokeAgentCommand` and `InvokeInlineAgentCommand`. The reply is a stream, whether or not it comes in pieces. */
export const agents: readonly Operation<never, never, never>[] = [
  'InvokeAgent',
  'InvokeInlineAgent',
].map((command) =>
  commandOperation<AgentInput, Answer, AgentEvent>('BedrockAgentRuntimeClient', command, {
    name: 'invoke_agent',
    row: 'invoke_agent_client',
    request: requestFacts,
    response: ({ returnControl, asked, reported, inputTokens, outputTokens }) => ({
      finishReasons: returnControl && ['tool_call'],
      // With one that is not told the sum would be too small.
      usage: asked > 0 && asked === reported ? { inputTokens, outputTokens } : undefined,
    }),
    stream: {
      start: () => ({ citations: [], asked: 0, reported: 0, inputTokens: 0, outputTokens: 0 }),
      add: addEvent,
      within: (result) => (result as { completion?: unknown } | undefined)?.completion,
    },
    input: (input) => ({
      ...(input.instruction !== undefined && { system: [textPart(input.instruction)] }),
      messages: [...resultMessages(input), ...questionMessages(input.inputText)],
    }),
    output: (answer) => ({ messages: answerMessages(answer) }),
  }),
);

function requestFacts(input: AgentInput): RequestFacts {
  return {
    agentId: input.agentId,
    agentName: input.agentName,
    model: input.foundationModel,
    conversationId: input.sessionId,
    guardrailId: input.guardrailConfiguration?.guardrailIdentifier,
  };
}

function addEvent(
  answer: Answer,
  event: AgentEvent,
  text: AppendText | undefined,
): OutputKind | undefined {
  const { chunk, trace, returnControl } = event ?? {};
  for (const step of Object.values(trace?.trace ?? {}) as readonly (TraceStep | undefined)[]) {
    if (step?.modelInvocationInput) answer.asked += 1;
    const { inputTokens, outputTokens } = step?.modelInvocationOutput?.metadata?.usage ?? {};
    if (typeof inputTokens !== 'number' || typeof outputTokens !== 'number') continue;
    answer.reported += 1;
    answer.inputTokens += inputTokens;
    answer.outputTokens += outputTokens;
  }
  if (returnControl) answer.returnControl = text ? returnControl : {};
  if (chunk === undefined) return undefined;
  if (text) {
    answer.text = text(answer.text, chunk.bytes && Buffer.from(chunk.bytes).toString());
    for (const citation of listOf(chunk.attribution?.citations))
      if (answer.citations.length < MAX_CITATIONS) answer.citations.push(citation);
  }
  return chunk.bytes ? 'text' : undefined;
}

/** What a user asks, as a message. */
export function questionMessages(text: string | undefined): Message[] {
  return text ? [{ role: 'user', parts: [textPart(text)] }] : [];
}

/** What a model answers from what it found. */
export function citedText(text: string, citations: readonly Citation[] | undefined): Part {
  const cited = listOf(citations);
  return { type: 'text', content: text, ...(cited.length > 0 && { citations: cited }) };
}

/** The results of actions that the agent left to the application. */
function resultMessages({ sessionState, inlineSessionState }: AgentInput): Message[] {
  const { invocationId: id, returnControlInvocationResults: results } =
    sessionState ?? inlineSessionState ?? {};
  return listOf(results).map(({ functionResult, apiResult }) => ({
    role: 'tool',
    parts: [
      {
        type: 'tool_call_response',
        id,
        response: Object.values((functionResult ?? apiResult)?.responseBody ?? {})
          .map((result) => result?.body ?? '')
          .join(''),
      },
    ],
  }));
}

function answerMessages({ text, citations, returnControl }: Answer): Message[] {
  const id = returnControl?.invocationId;
  const parts = [
    ...(text ? [citedText(text, citations)] : []),
    ...listOf(returnControl?.invocationInputs).map((call) => actionPart(call, id)),
  ];
  if (parts.length === 0) return [];
  return [{ role: 'assistant', parts, ...(returnControl && { finish_reason: 'tool_call' }) }];
}

function actionPart(
  { functionInvocationInput: call, apiInvocationInput: request }: ActionCall,
  id: string | undefined,
): Part {
  const parameters = listOf((call ?? request)?.parameters);
  return {
    type: 'tool_call',
    id,
    name: call?.function ?? [request?.httpMethod, request?.apiPath].join(' ').trim(),
    arguments: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
  };
}

/** What is found in a knowledge base, and what a model answers from it. */
import { listOf, type Message, type Operation, type RequestFacts } from '@spanwise/core/adapter';
import type {
  Citation,
  GenerateEvent,
  GenerateInput,
  GenerateOutput,
  RetrieveInput,
  RetrieveOutput,
} from './agent-runtime.ts';
import { citedText, questionMessages } from './agents.ts';
import { commandOperation } from './command.ts';

const CLIENT = 'BedrockAgentRuntimeClient';
const MAX_CITATIONS = 128;

/** `RetrieveCommand`. */
export const retrieve: Operation<never, never, never> = commandOperation<
  RetrieveInput,
  RetrieveOutput
>(CLIENT, 'Retrieve', {
  name: 'retrieval',
  request: ({ knowledgeBaseId, retrievalConfiguration: how, guardrailConfiguration }) => ({
    dataSourceId: knowledgeBaseId,
    knowledgeBaseId,
    retrievalTopK: (how?.vectorSearchConfiguration ?? how?.managedSearchConfiguration)
      ?.numberOfResults,
    guardrailId: guardrailConfiguration?.guardrailId,
  }),
  response: ({ retrievalResults }) => ({
    retrievedDocumentCount: listOf(retrievalResults).length,
  }),
  input: ({ retrievalQuery }) => ({ query: retrievalQuery?.text }),
  output: ({ retrievalResults }) => ({
    documents: listOf(retrievalResults).map(({ content, location, score, documentId }) => ({
      id: documentId ?? location?.s3Location?.uri,
      score,
      content: content?.text,
    })),
  }),
});

interface Answer {
  readonly output: { text?: string | undefined };
  readonly citations: Citation[];
  guardrailAction?: string | undefined;
}

const shared = {
  name: 'chat',
  request: requestFacts,
  response: ({ sessionId, guardrailAction }: GenerateOutput) => ({
    conversationId: sessionId,
    finishReasons: guardrailAction === 'INTERVENED' ? ['content_filter'] : undefined,
  }),
  input: ({ input }: GenerateInput) => ({ messages: questionMessages(input?.text) }),
  output: ({ output, citations }: GenerateOutput) => ({
    messages: output?.text === undefined ? [] : answered(output.text, citations),
  }),
} as const;

/** `RetrieveAndGenerateCommand` and `RetrieveAndGenerateStreamCommand`. Nobody says how many tokens they take. */
export const retrieveAndGenerate: readonly Operation<never, never, never>[] = [
  commandOperation<GenerateInput, GenerateOutput>(CLIENT, 'RetrieveAndGenerate', shared),
  commandOperation<GenerateInput, GenerateOutput, GenerateEvent>(
    CLIENT,
    'RetrieveAndGenerateStream',
    {
      ...shared,
      request: (input) => ({ ...requestFacts(input), stream: true }),
      stream: {
        start: (): Answer => ({ output: {}, citations: [] }),
        add: (reply, event, text) => {
          const answer = reply as Answer;
          const { output, citation, guardrail } = event ?? {};
          if (guardrail?.action) answer.guardrailAction = guardrail.action;
          if (text) {
            answer.output.text = text(answer.output.text, output?.text);
            const { citation: older, ...newer } = citation ?? {};
            if (citation && answer.citations.length < MAX_CITATIONS)
              answer.citations.push(older ?? newer);
          }
          return output?.text ? 'text' : undefined;
        },
        within: (result) => (result as { stream?: unknown } | undefined)?.stream,
      },
    },
  ),
];

function requestFacts({
  sessionId,
  retrieveAndGenerateConfiguration,
}: GenerateInput): RequestFacts {
  const { knowledgeBaseConfiguration: base, externalSourcesConfiguration: sources } =
    retrieveAndGenerateConfiguration ?? {};
  const { inferenceConfig, guardrailConfiguration } =
    (base ?? sources)?.generationConfiguration ?? {};
  const sampling = inferenceConfig?.textInferenceConfig;
  return {
    model: (base ?? sources)?.modelArn,
    knowledgeBaseId: base?.knowledgeBaseId,
    conversationId: sessionId,
    guardrailId: guardrailConfiguration?.guardrailId,
    maxTokens: sampling?.maxTokens,
    temperature: sampling?.temperature,
    topP: sampling?.topP,
    stopSequences: sampling?.stopSequences,
  };
}

function answered(text: string, citations: readonly Citation[] | undefined): Message[] {
  return [{ role: 'assistant', parts: [citedText(text, citations)] }];
}

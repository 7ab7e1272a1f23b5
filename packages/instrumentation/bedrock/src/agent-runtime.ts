/** The parts of the shapes of `@aws-sdk/client-bedrock-agent-runtime` that are read. All optional. */

/** `Citation`. */
export interface Citation {
  readonly generatedResponsePart?: { readonly textResponsePart?: { readonly text?: string } };
  readonly retrievedReferences?: readonly unknown[];
}

/** A parameter of an action that is left to the application. */
interface Parameter {
  readonly name?: string;
  readonly value?: string;
}

/** `InvocationInputMember`: one member is there. */
export interface ActionCall {
  readonly functionInvocationInput?: {
    readonly function?: string;
    readonly parameters?: readonly Parameter[];
  };
  readonly apiInvocationInput?: {
    readonly httpMethod?: string;
    readonly apiPath?: string;
    readonly parameters?: readonly Parameter[];
  };
}

/** What an action gave: `FunctionResult` or `ApiResult`. */
interface ActionResult {
  readonly responseBody?: Readonly<Record<string, { readonly body?: string } | undefined>>;
}

/** `InvokeAgentRequest` and `InvokeInlineAgentRequest`. */
export interface AgentInput {
  readonly agentId?: string;
  readonly agentName?: string;
  readonly foundationModel?: string;
  readonly instruction?: string;
  readonly sessionId?: string;
  readonly inputText?: string;
  readonly guardrailConfiguration?: { readonly guardrailIdentifier?: string };
  readonly sessionState?: AgentSession;
  readonly inlineSessionState?: AgentSession;
}

/** `SessionState` and `InlineSessionState`. */
interface AgentSession {
  readonly invocationId?: string;
  readonly returnControlInvocationResults?: readonly {
    readonly functionResult?: ActionResult;
    readonly apiResult?: ActionResult;
  }[];
}

/** What a model was asked or gave, in a step of a trace that has one. */
export interface TraceStep {
  readonly modelInvocationInput?: object;
  readonly modelInvocationOutput?: {
    readonly metadata?: {
      readonly usage?: { readonly inputTokens?: number; readonly outputTokens?: number };
    };
  };
}

/** `ResponseStream` and `InlineAgentResponseStream`: one member is there. */
export interface AgentEvent {
  readonly chunk?: {
    readonly bytes?: Uint8Array;
    readonly attribution?: { readonly citations?: readonly Citation[] };
  };
  /** Only when it was asked for: one of several kinds of step, each of which may be a {@link TraceStep}. */
  readonly trace?: { readonly trace?: Readonly<Record<string, unknown>> };
  readonly returnControl?: {
    readonly invocationId?: string;
    readonly invocationInputs?: readonly ActionCall[];
  };
}

/** `RetrieveRequest`. */
export interface RetrieveInput {
  readonly knowledgeBaseId?: string;
  readonly retrievalQuery?: { readonly text?: string };
  readonly retrievalConfiguration?: {
    readonly vectorSearchConfiguration?: { readonly numberOfResults?: number };
    readonly managedSearchConfiguration?: { readonly numberOfResults?: number };
  };
  readonly guardrailConfiguration?: { readonly guardrailId?: string };
}

/** `RetrieveResponse`. */
export interface RetrieveOutput {
  readonly retrievalResults?: readonly {
    readonly content?: { readonly text?: string };
    readonly location?: { readonly s3Location?: { readonly uri?: string } };
    readonly score?: number;
    readonly documentId?: string;
  }[];
}

/** `GenerationConfiguration` and `ExternalSourcesGenerationConfiguration`. */
interface Generation {
  readonly inferenceConfig?: {
    readonly textInferenceConfig?: {
      readonly maxTokens?: number;
      readonly temperature?: number;
      readonly topP?: number;
      readonly stopSequences?: readonly string[];
    };
  };
  readonly guardrailConfiguration?: { readonly guardrailId?: string };
}

/** `RetrieveAndGenerateRequest` and `RetrieveAndGenerateStreamRequest`. */
export interface GenerateInput {
  readonly sessionId?: string;
  readonly input?: { readonly text?: string };
  readonly retrieveAndGenerateConfiguration?: {
    readonly knowledgeBaseConfiguration?: {
      readonly knowledgeBaseId?: string;
      readonly modelArn?: string;
      readonly generationConfiguration?: Generation;
    };
    readonly externalSourcesConfiguration?: {
      readonly modelArn?: string;
      readonly generationConfiguration?: Generation;
    };
  };
}

/** `RetrieveAndGenerateResponse`. */
export interface GenerateOutput {
  readonly sessionId?: string;
  readonly output?: { readonly text?: string | undefined };
  readonly citations?: readonly Citation[];
  readonly guardrailAction?: string | undefined;
}

/** `RetrieveAndGenerateStreamResponseOutput`: one member is there. */
export interface GenerateEvent {
  readonly output?: { readonly text?: string };
  readonly citation?: Citation & { readonly citation?: Citation };
  readonly guardrail?: { readonly action?: string };
}

export interface RerankInput {
  readonly queries?: readonly { readonly textQuery?: { readonly text?: string } }[];
  readonly sources?: readonly {
    readonly inlineDocumentSource?: {
      readonly textDocument?: { readonly text?: string };
      readonly jsonDocument?: unknown;
    };
  }[];
  readonly rerankingConfiguration?: {
    readonly bedrockRerankingConfiguration?: {
      readonly numberOfResults?: number;
      readonly modelConfiguration?: { readonly modelArn?: string };
    };
  };
}
export interface RerankOutput {
  readonly results?: readonly { readonly index?: number; readonly relevanceScore?: number }[];
}

export interface FlowInput {
  readonly flowIdentifier?: string;
  readonly executionId?: string;
  readonly inputs?: readonly { readonly content?: { readonly document?: unknown } }[];
}
export interface FlowEvent {
  readonly flowOutputEvent?: { readonly content?: { readonly document?: unknown } };
  readonly flowMultiTurnInputRequestEvent?: {
    readonly content?: { readonly document?: unknown };
  };
  readonly flowCompletionEvent?: { readonly completionReason?: string };
}

/** The parts of the client's shapes that are read. All optional: models leave much out. */

/** An `ImageBlock`, `VideoBlock`, `AudioBlock` or `DocumentBlock`. In the body of an `InvokeModel` the bytes are base64. */
export interface MediaBlock {
  readonly format?: string;
  readonly source?: {
    readonly bytes?: Uint8Array | string;
    readonly s3Location?: { readonly uri?: string };
    readonly text?: string;
    readonly content?: readonly { readonly text?: string }[];
  };
}

/** `ContentBlock`, `SystemContentBlock`, and what a tool's result holds: one member is there. */
export interface ContentBlock {
  readonly text?: string;
  /** What a streamed text is from: in a whole reply it is in `citationsContent`. */
  readonly citations?: readonly unknown[];
  readonly json?: unknown;
  readonly image?: MediaBlock;
  readonly video?: MediaBlock;
  readonly audio?: MediaBlock;
  readonly document?: MediaBlock;
  readonly toolUse?: {
    readonly toolUseId?: string;
    readonly name?: string;
    readonly input?: unknown;
    /** `server_tool_use` where the provider runs the tool. */
    readonly type?: string;
  };
  readonly toolResult?: {
    readonly toolUseId?: string;
    readonly content?: readonly ContentBlock[];
    readonly type?: string;
  };
  readonly guardContent?: {
    readonly text?: { readonly text?: string };
    readonly image?: MediaBlock;
  };
  readonly cachePoint?: object;
  readonly reasoningContent?: { readonly reasoningText?: { readonly text?: string } };
  readonly citationsContent?: {
    readonly content?: readonly { readonly text?: string }[];
    readonly citations?: readonly unknown[];
  };
}

/** `Message`. */
export interface Message {
  readonly role?: string;
  readonly content?: readonly ContentBlock[];
}

/** `Tool`. */
export interface Tool {
  readonly toolSpec?: { readonly name?: string };
  readonly systemTool?: { readonly name?: string };
}

/** `ConverseRequest` and `ConverseStreamRequest`; also the body of an `InvokeModel` of the Nova models. */
export interface ConverseInput {
  readonly modelId?: string;
  readonly messages?: readonly Message[];
  readonly system?: readonly ContentBlock[];
  readonly inferenceConfig?: {
    readonly maxTokens?: number;
    readonly temperature?: number;
    readonly topP?: number;
    readonly stopSequences?: readonly string[];
  };
  readonly toolConfig?: { readonly tools?: readonly Tool[] };
  readonly guardrailConfig?: { readonly guardrailIdentifier?: string };
  /** In the model's own words. */
  readonly additionalModelRequestFields?: unknown;
  readonly outputConfig?: {
    readonly textFormat?: { readonly type?: string };
    readonly effort?: string;
  };
  readonly serviceTier?: { readonly type?: string };
}

/** `TokenUsage`. The input is what was neither read from a cache nor written to it. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cacheReadInputTokens?: number;
  readonly cacheWriteInputTokens?: number;
  readonly cacheDetails?: readonly { readonly ttl?: string; readonly inputTokens?: number }[];
}

/** What a reply, and the last event of a stream, say beside the message. */
export interface ConverseMetadata {
  readonly usage?: Usage;
  readonly trace?: { readonly promptRouter?: { readonly invokedModelId?: string } };
  readonly performanceConfig?: { readonly latency?: string };
  readonly serviceTier?: { readonly type?: string };
}

/** `ConverseResponse`. */
export interface ConverseOutput extends ConverseMetadata {
  readonly output?: { readonly message?: Message };
  readonly stopReason?: string;
}

/** `ContentBlockDelta`. */
export interface BlockDelta {
  readonly text?: string;
  readonly toolUse?: { readonly input?: string };
  readonly toolResult?: readonly ContentBlock[];
  readonly reasoningContent?: { readonly text?: string };
  readonly citation?: unknown;
}

/** `ConverseStreamOutput`: one member is there. */
export interface ConverseEvent {
  readonly messageStart?: { readonly role?: string };
  readonly contentBlockStart?: {
    readonly contentBlockIndex?: number;
    readonly start?: {
      readonly toolUse?: ContentBlock['toolUse'];
      readonly toolResult?: { readonly toolUseId?: string; readonly type?: string };
    };
  };
  readonly contentBlockDelta?: {
    readonly contentBlockIndex?: number;
    readonly delta?: BlockDelta;
  };
  readonly messageStop?: { readonly stopReason?: string };
  readonly metadata?: ConverseMetadata;
}

/** `InvokeModelRequest`, as far as it is the same for all models. */
export interface InvokeInput {
  readonly modelId?: string;
  /** JSON in the model's own shape. */
  readonly body?: unknown;
  readonly guardrailIdentifier?: string;
  readonly serviceTier?: string;
}

/** `InvokeModelResponse`. */
export interface InvokeOutput {
  readonly body?: unknown;
  readonly serviceTier?: string;
  readonly performanceConfigLatency?: string;
}

/** `ResponseStream`. */
export interface InvokeChunk {
  readonly chunk?: { readonly bytes?: Uint8Array };
}

/** `CountTokensRequest`. */
export interface CountInput {
  readonly modelId?: string;
}

/** `CountTokensResponse`. */
export interface CountOutput {
  readonly inputTokens?: number;
}

/** `ApplyGuardrailRequest`; of an `InvokeGuardrailChecks` nothing is read. */
export interface GuardrailInput {
  readonly guardrailIdentifier?: string;
}

/** `ApplyGuardrailResponse`. */
export interface GuardrailOutput {
  readonly action?: string;
}

/** `StartAsyncInvokeRequest` and `GetAsyncInvokeRequest`. */
export interface AsyncInput {
  readonly modelId?: string;
  readonly invocationArn?: string;
}

/** `StartAsyncInvokeResponse` and `GetAsyncInvokeResponse`. */
export interface AsyncOutput {
  readonly invocationArn?: string;
  readonly status?: string;
  readonly modelArn?: string;
}

/** The real clients still have the shapes that are read: the newest and the oldest. */
import type * as newestAgent from '@aws-sdk/client-bedrock-agent-runtime';
import type * as newest from '@aws-sdk/client-bedrock-runtime';
import type * as oldestAgent from 'bedrock-agent-oldest';
import type * as oldest from 'bedrock-oldest';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  AgentEvent,
  AgentInput,
  GenerateEvent,
  GenerateInput,
  GenerateOutput,
  RetrieveInput,
  RetrieveOutput,
  FlowEvent,
  FlowInput,
  RerankInput,
  RerankOutput,
} from './agent-runtime.ts';
import type {
  ContentBlock,
  ConverseEvent,
  ConverseInput,
  ConverseOutput,
  AsyncInput,
  AsyncOutput,
  CountInput,
  CountOutput,
  GuardrailInput,
  GuardrailOutput,
  InvokeChunk,
  InvokeInput,
  InvokeOutput,
} from './bedrock.ts';

/**
 * The client's shape as one whose members may all be left out. It says of every member that it is required or
 * `undefined`, of a member of a union that the others are `undefined`, and is generated with a member for what it
 * does not know.
 */
type Loose<T> = T extends Uint8Array | AsyncIterable<unknown>
  ? T
  : T extends readonly (infer Entry)[]
    ? readonly Loose<Entry>[]
    : T extends object
      ? { readonly [K in keyof T]?: Loose<Exclude<T[K], undefined>> }
      : T;

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<Loose<{ modelId: number | undefined }>>().not.toExtend<ConverseInput>();
  expectTypeOf<Loose<{ usage: { inputTokens: string } }>>().not.toExtend<ConverseOutput>();
  expectTypeOf<
    Loose<{ metadata: { usage: { inputTokens: string } } }>
  >().not.toExtend<ConverseEvent>();
  expectTypeOf<Loose<{ action: number }>>().not.toExtend<GuardrailOutput>();
});

describe('@aws-sdk/client-bedrock-runtime, newest', () => {
  it('converses', () => {
    expectTypeOf<Loose<newest.ConverseRequest>>().toExtend<ConverseInput>();
    expectTypeOf<Loose<newest.ConverseStreamRequest>>().toExtend<ConverseInput>();
    expectTypeOf<Loose<newest.ConverseResponse>>().toExtend<ConverseOutput>();
    expectTypeOf<Loose<newest.ConverseStreamOutput>>().toExtend<ConverseEvent>();
    expectTypeOf<Loose<newest.ContentBlock>>().toExtend<ContentBlock>();
  });

  it('invokes models', () => {
    expectTypeOf<Loose<newest.InvokeModelRequest>>().toExtend<InvokeInput>();
    expectTypeOf<Loose<newest.InvokeModelResponse>>().toExtend<InvokeOutput>();
    expectTypeOf<Loose<newest.ResponseStream>>().toExtend<InvokeChunk>();
  });

  it('applies guardrails and counts tokens', () => {
    expectTypeOf<Loose<newest.ApplyGuardrailRequest>>().toExtend<GuardrailInput>();
    expectTypeOf<Loose<newest.ApplyGuardrailResponse>>().toExtend<GuardrailOutput>();
    expectTypeOf<Loose<newest.StartAsyncInvokeRequest>>().toExtend<AsyncInput>();
    expectTypeOf<Loose<newest.GetAsyncInvokeRequest>>().toExtend<AsyncInput>();
    expectTypeOf<Loose<newest.GetAsyncInvokeResponse>>().toExtend<AsyncOutput>();
    expectTypeOf<Loose<oldest.GetAsyncInvokeResponse>>().toExtend<AsyncOutput>();
    expectTypeOf<Loose<newest.CountTokensRequest>>().toExtend<CountInput>();
    expectTypeOf<Loose<newest.CountTokensResponse>>().toExtend<CountOutput>();
  });
});

describe('@aws-sdk/client-bedrock-runtime, oldest', () => {
  it('has the same, but for the counting of tokens', () => {
    expectTypeOf<Loose<oldest.ConverseRequest>>().toExtend<ConverseInput>();
    expectTypeOf<Loose<oldest.ConverseStreamRequest>>().toExtend<ConverseInput>();
    expectTypeOf<Loose<oldest.ConverseResponse>>().toExtend<ConverseOutput>();
    expectTypeOf<Loose<oldest.ConverseStreamOutput>>().toExtend<ConverseEvent>();
    expectTypeOf<Loose<oldest.InvokeModelRequest>>().toExtend<InvokeInput>();
    expectTypeOf<Loose<oldest.InvokeModelResponse>>().toExtend<InvokeOutput>();
    expectTypeOf<Loose<oldest.ResponseStream>>().toExtend<InvokeChunk>();
    expectTypeOf<Loose<oldest.ApplyGuardrailRequest>>().toExtend<GuardrailInput>();
    expectTypeOf<Loose<oldest.ApplyGuardrailResponse>>().toExtend<GuardrailOutput>();
  });
});

describe('@aws-sdk/client-bedrock-agent-runtime, newest', () => {
  it('invokes agents', () => {
    expectTypeOf<Loose<newestAgent.InvokeAgentRequest>>().toExtend<AgentInput>();
    expectTypeOf<Loose<newestAgent.InvokeInlineAgentRequest>>().toExtend<AgentInput>();
    expectTypeOf<Loose<newestAgent.ResponseStream>>().toExtend<AgentEvent>();
    expectTypeOf<Loose<newestAgent.InlineAgentResponseStream>>().toExtend<AgentEvent>();
  });

  it('retrieves, and generates from that', () => {
    expectTypeOf<Loose<newestAgent.RetrieveRequest>>().toExtend<RetrieveInput>();
    expectTypeOf<Loose<newestAgent.RetrieveResponse>>().toExtend<RetrieveOutput>();
    expectTypeOf<Loose<newestAgent.RetrieveAndGenerateRequest>>().toExtend<GenerateInput>();
    expectTypeOf<Loose<newestAgent.RetrieveAndGenerateResponse>>().toExtend<GenerateOutput>();
    expectTypeOf<
      Loose<newestAgent.RetrieveAndGenerateStreamResponseOutput>
    >().toExtend<GenerateEvent>();
  });
});

describe('@aws-sdk/client-bedrock-agent-runtime, newest and oldest', () => {
  it('puts documents in order, and runs flows', () => {
    expectTypeOf<Loose<newestAgent.RerankRequest>>().toExtend<RerankInput>();
    expectTypeOf<Loose<oldestAgent.RerankRequest>>().toExtend<RerankInput>();
    expectTypeOf<Loose<newestAgent.RerankResponse>>().toExtend<RerankOutput>();
    expectTypeOf<Loose<oldestAgent.RerankResponse>>().toExtend<RerankOutput>();
    expectTypeOf<Loose<newestAgent.InvokeFlowRequest>>().toExtend<FlowInput>();
    expectTypeOf<Loose<oldestAgent.InvokeFlowRequest>>().toExtend<FlowInput>();
    expectTypeOf<Loose<newestAgent.FlowResponseStream>>().toExtend<FlowEvent>();
    expectTypeOf<Loose<oldestAgent.FlowResponseStream>>().toExtend<FlowEvent>();
  });
});

describe('@aws-sdk/client-bedrock-agent-runtime, oldest', () => {
  it('has the same', () => {
    expectTypeOf<Loose<oldestAgent.InvokeAgentRequest>>().toExtend<AgentInput>();
    expectTypeOf<Loose<oldestAgent.ResponseStream>>().toExtend<AgentEvent>();
    expectTypeOf<Loose<oldestAgent.RetrieveRequest>>().toExtend<RetrieveInput>();
    expectTypeOf<Loose<oldestAgent.RetrieveResponse>>().toExtend<RetrieveOutput>();
    expectTypeOf<Loose<oldestAgent.RetrieveAndGenerateResponse>>().toExtend<GenerateOutput>();
    expectTypeOf<
      Loose<oldestAgent.RetrieveAndGenerateStreamResponseOutput>
    >().toExtend<GenerateEvent>();
  });
});

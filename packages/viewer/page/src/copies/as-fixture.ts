/** A recorded call as a fixture for tests of the application that made it. */
import type { Call } from '../../../src/api.ts';
import { textOf, type CallContent } from './call-content.ts';

/** The fixture as JSON: the request, the reply, and where it was recorded. What was not recorded is left out. */
export function asFixture(call: Call, content: CallContent): string {
  return JSON.stringify(
    {
      name:
        textOf(content.input.at(-1)?.parts ?? []).slice(0, 60) ||
        `${call.operation} ${call.requestModel ?? ''}`.trim(),
      recorded: {
        at: new Date(call.startedAt).toISOString(),
        provider: call.provider,
        traceId: call.traceId,
        spanId: call.spanId,
      },
      request: {
        operation: call.operation,
        model: call.requestModel,
        parameters: call.parameters,
        system: content.system,
        messages: content.input,
        tools: content.tools,
      },
      reply: {
        id: call.responseId,
        model: call.responseModel,
        messages: content.output,
        finishReasons: call.finishReasons,
        usage: call.usage,
        error: call.error,
      },
    },
    undefined,
    2,
  );
}

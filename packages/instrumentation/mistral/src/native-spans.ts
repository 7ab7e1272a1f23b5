/** The spans that the client makes of its own from 2.3 on, when it is told to. */
import { nativeSpans as describe, type NativeSpans } from '@spanwise/core/adapter';

/** What of the client's hook for tracing is read. */
interface TracingHook {
  readonly _mistralTracingHook?: boolean;
  /** Where its spans go: to the application's provider, or to Mistral by one that it made itself. */
  readonly tracerProvider?: object;
  readonly _autoTelemetryProvider?: object;
  readonly _telemetryUseGlobalProvider?: boolean;
}
interface Resource {
  readonly _options?: {
    readonly hooks?: { readonly beforeRequestHooks?: readonly TracingHook[] };
  };
}

/** Its hook starts a span for each request, named by the operation, with a provider that is looked for each time. */
export const nativeSpans: NativeSpans = describe({
  holder: (receiver) =>
    (receiver as Resource | undefined)?._options?.hooks?.beforeRequestHooks?.find(
      ({ _mistralTracingHook }) => _mistralTracingHook,
    ),
  property: 'beforeRequest',
  names: [
    'chat_completion_v1_chat_completions_post',
    'stream_chat',
    'agents_completion_v1_agents_completions_post',
    'stream_agents',
    'fim_completion_v1_fim_completions_post',
    'stream_fim',
    'embeddings_v1_embeddings_post',
    'moderations_v1_moderations_post',
    'chat_moderations_v1_chat_moderations_post',
    'ocr_v1_ocr_post',
    'agents_api_v1_conversations_start',
    'agents_api_v1_conversations_start_stream',
    'agents_api_v1_conversations_append',
    'agents_api_v1_conversations_append_stream',
    'agents_api_v1_conversations_restart',
    'agents_api_v1_conversations_restart_stream',
  ],
  hook: {
    name: ([operation]) => (operation as { readonly operationID?: string }).operationID,
    without: ([, request]) => request,
    isOn: (holder) => {
      const { tracerProvider, _autoTelemetryProvider, ...rest } = holder as TracingHook;
      if (tracerProvider !== undefined) return tracerProvider !== _autoTelemetryProvider;
      if (rest._telemetryUseGlobalProvider) return true;
      const asked = process.env['MISTRAL_SDK_TELEMETRY']?.trim().toLowerCase() ?? '';
      // What it sends to Mistral, and what it throws at a word that it does not know, is its own affair.
      // A provider that was registered with its module cannot be seen.
      return asked === 'global' || (asked === '' || asked === 'false' ? undefined : false);
    },
  },
});

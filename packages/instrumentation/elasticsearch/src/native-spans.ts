/** The spans that the client makes of its own from 8.15 on, of every call, whatever it is about. */
import { nativeSpans as describe, type NativeSpans } from '@spanwise/core/adapter';

/** What of the client's transport is read. */
interface Transport {
  /** By the symbol of this description, in the transport itself up to 9.3. */
  readonly [tracer: symbol]: unknown;
}
/** What keeps the tracer from 9.4 on. */
interface Middleware {
  readonly name?: string;
  readonly tracer?: object;
  readonly transportOptions?: { readonly enabled?: boolean };
}

const TRACER = 'opentelemetry tracer';
const OPTIONS = 'opentelemetry options';
const ENGINE = 'middleware engine';

function keyOf(object: object, description: string): symbol | undefined {
  return Object.getOwnPropertySymbols(object).find((key) => key.description === description);
}

function valueOf(object: Transport, description: string): unknown {
  const key = keyOf(object, description);
  return key && object[key];
}

/** The client's tracer, where it is not switched off by its option or by `OTEL_ELASTICSEARCH_ENABLED`. */
export const nativeSpans: NativeSpans = describe({
  holder: (receiver) => {
    const { transport } = (receiver ?? {}) as { readonly transport?: Transport };
    if (transport === undefined) return undefined;
    const { middleware } = (valueOf(transport, ENGINE) ?? {}) as {
      readonly middleware?: readonly Middleware[];
    };
    const tracing = middleware?.find(({ tracer }) => tracer !== undefined);
    const options = tracing?.transportOptions ?? valueOf(transport, OPTIONS);
    const { enabled } = (options ?? {}) as { readonly enabled?: boolean };
    return enabled === false ? undefined : (tracing ?? transport);
  },
  property: (holder) => ('tracer' in holder ? 'tracer' : keyOf(holder, TRACER)),
  names: [
    'search',
    'msearch',
    'knn_search',
    'bulk',
    'index',
    'create',
    'update',
    'delete',
    'delete_by_query',
  ],
  onlyInside: 'store',
});

/** The stable names of HTTP spans (OpenTelemetry semantic conventions 1.44: `http`, `network`, `url`). */
const ATTR_HTTP_REQUEST_METHOD = 'http.request.method';
const ATTR_HTTP_REQUEST_METHOD_ORIGINAL = 'http.request.method_original';
export const ATTR_HTTP_RESPONSE_STATUS_CODE = 'http.response.status_code';
export const ATTR_HTTP_ROUTE = 'http.route';
export const ATTR_NETWORK_PROTOCOL_VERSION = 'network.protocol.version';
export const ATTR_URL_FULL = 'url.full';
export const ATTR_URL_PATH = 'url.path';
export const ATTR_URL_SCHEME = 'url.scheme';

const METHODS: ReadonlySet<string> = new Set([
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'TRACE',
]);

/** How a request's method is recorded: names that anybody may invent do not become span names. */
export function describeMethod(method: string | undefined): {
  readonly spanName: string;
  readonly attributes: Readonly<Record<string, string>>;
} {
  if (method !== undefined && METHODS.has(method))
    return { spanName: method, attributes: { [ATTR_HTTP_REQUEST_METHOD]: method } };
  return {
    spanName: 'HTTP',
    attributes: {
      [ATTR_HTTP_REQUEST_METHOD]: '_OTHER',
      ...(method !== undefined && { [ATTR_HTTP_REQUEST_METHOD_ORIGINAL]: method.slice(0, 32) }),
    },
  };
}

/** Asks the receiver that the variables name whether it would take telemetry, by a request without any. */
import { connect } from 'node:http2';
import type { Diagnosis } from './diagnosis.ts';

const TIMEOUT_MILLIS = 5000;
/** More than this is seen as times that lie in the wrong place. */
const MAX_SKEW_MILLIS = 5000;

interface Answer {
  readonly status: number;
  /** Of gRPC. */
  readonly code?: number | undefined;
  readonly date?: string | undefined;
}

/** Sends an empty request of traces where an application with these variables would. */
export async function probeReceiver(environment: NodeJS.ProcessEnv): Promise<Diagnosis> {
  const endpoint =
    environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const isWhole = environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] !== undefined;
  const address = URL.parse(endpoint ?? 'http://localhost:4317');
  const isGrpc = protocolOf(environment, endpoint, address) === 'grpc';
  const what = `receiver at ${endpoint ?? 'http://localhost:4317, the default'} over ${isGrpc ? 'gRPC' : 'HTTP'}`;
  if (!address || !/^https?:$/.test(address.protocol)) {
    return {
      what,
      isFine: false,
      seen: 'this is no address',
      fix: 'Write it with its scheme, such as "http://localhost:4318".',
    };
  }
  const target =
    isGrpc || isWhole
      ? address
      : new URL(`${address.pathname.replace(/\/$/, '')}/v1/traces`, address);
  const headers = headersOf(environment);
  try {
    const answer = isGrpc ? await askGrpc(target, headers) : await askHttp(target, headers);
    return { what, ...judge(answer, isGrpc, target) };
  } catch (error) {
    return { what, isFine: false, ...judgeFailure(error as NodeJS.ErrnoException, isGrpc) };
  }
}

function protocolOf(
  environment: NodeJS.ProcessEnv,
  endpoint: string | undefined,
  address: URL | null,
): string {
  const named =
    environment['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] ?? environment['OTEL_EXPORTER_OTLP_PROTOCOL'];
  return named ?? (endpoint === undefined || address?.port === '4317' ? 'grpc' : 'http/protobuf');
}

function headersOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  const text = [
    environment['OTEL_EXPORTER_OTLP_HEADERS'],
    environment['OTEL_EXPORTER_OTLP_TRACES_HEADERS'],
  ]
    .filter(Boolean)
    .join(',');
  const headers: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    if (name === undefined || value === undefined) continue;
    try {
      headers[name.toLowerCase()] = decodeURIComponent(value);
    } catch {
      headers[name.toLowerCase()] = value;
    }
  }
  return headers;
}

async function askHttp(target: URL, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const response = await fetch(target, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-protobuf' },
    // An empty message has no bytes.
    body: new Uint8Array(),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  });
  await response.body?.cancel();
  return { status: response.status, date: response.headers.get('date') ?? undefined };
}

/** One call by hand: a frame without bytes, and the status of its end. */
function askGrpc(target: URL, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const session = connect(target.origin);
    const end = (settle: () => void): void => {
      session.destroy();
      settle();
    };
    session.setTimeout(TIMEOUT_MILLIS, () =>
      end(() => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }))),
    );
    session.on('error', (error) => end(() => reject(error)));
    const stream = session.request({
      ...headers,
      ':method': 'POST',
      ':path': '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    let answer: Answer = { status: 0 };
    const take = (received: Readonly<Record<string, unknown>>): void => {
      const code = received['grpc-status'];
      answer = {
        status: Number(received[':status'] ?? answer.status),
        code: code === undefined ? answer.code : Number(code),
        date: typeof received['date'] === 'string' ? received['date'] : answer.date,
      };
    };
    stream.on('response', take);
    stream.on('trailers', take);
    stream.on('error', (error) => end(() => reject(error)));
    stream.on('close', () => end(() => resolve(answer)));
    stream.resume();
    stream.end(Buffer.alloc(5));
  });
}

type Judgement = Omit<Diagnosis, 'what'>;

function judge({ status, code, date }: Answer, isGrpc: boolean, target: URL): Judgement {
  const isRefused = isGrpc ? code === 7 || code === 16 : status === 401 || status === 403;
  if (isRefused) {
    return {
      isFine: false,
      seen: 'it refuses the credentials',
      fix: 'Set the key that it wants in OTEL_EXPORTER_OTLP_HEADERS; values are percent-encoded, so "Basic x" is "Basic%20x".',
    };
  }
  if (isGrpc ? code === 12 : status === 404 || status === 405) {
    return {
      isFine: false,
      seen: `there is no receiver of traces at ${target.pathname}`,
      fix: isGrpc
        ? 'Check the port: 4317 is usual for gRPC.'
        : 'Check the path: "/v1/traces" is added to OTEL_EXPORTER_OTLP_ENDPOINT, and nothing to OTEL_EXPORTER_OTLP_TRACES_ENDPOINT.',
    };
  }
  if (!isGrpc && status === 415) {
    return {
      isFine: false,
      seen: 'it does not take protobuf',
      fix: 'Set OTEL_EXPORTER_OTLP_PROTOCOL=http/json.',
    };
  }
  if (isGrpc ? code !== 0 : status < 200 || status > 299) {
    return {
      isFine: false,
      seen: `it answers ${isGrpc ? `gRPC status ${code ?? 'none'}` : `status ${status}`}`,
      fix: 'Its own log says why.',
    };
  }
  const skew = date === undefined ? 0 : Date.parse(date) - Date.now();
  // The header has whole seconds.
  if (Math.abs(skew) > MAX_SKEW_MILLIS) {
    return {
      isFine: false,
      seen: `its clock is ${Math.round(skew / 1000)} s away from this one`,
      fix: 'Set the clocks by NTP: spans of two machines lie beside each other else.',
    };
  }
  return { isFine: true, seen: 'it takes telemetry' };
}

function judgeFailure(error: NodeJS.ErrnoException, isGrpc: boolean): Omit<Judgement, 'isFine'> {
  // fetch has the reason in the cause of its error.
  const cause = error.cause instanceof Error ? (error.cause as NodeJS.ErrnoException) : error;
  const code = cause.code ?? '';
  const said = cause.message;
  if (code === 'ECONNREFUSED')
    return {
      seen: 'nobody listens there',
      fix: 'Start the receiver, such as "spanwise dev", or check the port.',
    };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { seen: 'the name is not known', fix: 'Check the host name.' };
  if (code === 'ETIMEDOUT' || error.name === 'TimeoutError')
    return {
      seen: 'it does not answer',
      fix: 'Check the port, and whether something between drops the connection.',
    };
  if (
    isGrpc
      ? /PROTOCOL_ERROR|ERR_HTTP2|Protocol error/i.test(`${code} ${said}`)
      : /HPE_|UND_ERR_SOCKET|Parse Error|invalid/i.test(`${code} ${said}`)
  ) {
    return isGrpc
      ? {
          seen: 'it does not speak gRPC',
          fix: 'Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, or use the port of gRPC, usually 4317.',
        }
      : {
          seen: 'it does not speak HTTP/1.1',
          fix: 'Set OTEL_EXPORTER_OTLP_PROTOCOL=grpc, or use the port of HTTP, usually 4318.',
        };
  }
  return {
    seen: `the connection fails: ${code || said}`,
    fix: 'Check scheme, host and port; with https its certificate must be known here.',
  };
}

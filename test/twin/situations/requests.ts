/** Requests that are odd, hostile or frozen. */
import type { Loose } from '../tested-client.ts';
import { readAll } from './reading.ts';
import type { Api, Situation } from './situation.ts';

interface HostileRequest {
  readonly name: string;
  readonly make: (api: Api) => Loose;
  readonly newestOnly?: boolean;
  readonly mayFailInside?: boolean;
}

const BIG_CHARACTERS = 1_000_000;
const HUGE_CHARACTERS = 100_000_000;

/** A body, with another value of a field that is read. */
function withOptional(api: Api, value: unknown): Loose {
  return api.body({ [api.tested.requests.optional]: value });
}

/** A body, with one message of this. */
function saying(api: Api, content: string): Loose {
  return saidBy(api, { role: 'user', content });
}
function saidBy(api: Api, message: unknown): Loose {
  return api.body({ [api.tested.requests.content]: [message] });
}

/** A body of which reading a field throws. */
function throwing(api: Api, field: string, enumerable = true): Loose {
  return Object.defineProperty(api.body(), field, { enumerable, get: () => fail('getter') });
}

const HOSTILE: readonly HostileRequest[] = [
  {
    name: 'a getter that throws',
    mayFailInside: true,
    make: (api) => throwing(api, 'temperature'),
  },
  {
    name: 'a getter of the conversation that throws',
    mayFailInside: true,
    make: (api) => throwing(api, api.tested.requests.content),
  },
  {
    name: 'a hidden getter that throws',
    mayFailInside: true,
    make: (api) => throwing(api, api.tested.requests.optional, false),
  },
  { name: 'a proxy', make: (api) => new Proxy(api.body(), {}) },
  {
    name: 'a proxy that throws for what it does not know',
    mayFailInside: true,
    make: (api) =>
      new Proxy(api.body(), {
        get: (target, key) =>
          key in target || key === 'stream' || key === 'toJSON' || typeof key === 'symbol'
            ? Reflect.get(target, key)
            : fail(`no ${key}`),
      }),
  },
  { name: 'a revoked proxy inside', mayFailInside: true, make: (api) => saidBy(api, revoked()) },
  {
    name: 'a cycle',
    make: (api) => {
      const body = api.body();
      const conversation = body[api.tested.requests.content];
      conversation[0].self = conversation;
      return body;
    },
  },
  { name: 'a BigInt', make: (api) => withOptional(api, 7n) },
  { name: 'a lone surrogate', make: (api) => api.body(api.tested.requests.loneSurrogate) },
  { name: 'values of wrong types', make: (api) => api.body(api.tested.requests.wrongTypes) },
  {
    name: 'toJSON',
    make: (api) => saidBy(api, { toJSON: () => ({ role: 'user', content: 'Say hello.' }) }),
  },
  { name: 'no prototype', make: (api) => Object.assign(Object.create(null), api.body()) },
  { name: 'a class instance', make: (api) => Object.assign(new Body(), api.body()) },
  { name: 'inherited fields', make: (api) => Object.create(api.body()) },
  { name: 'deep nesting', make: (api) => api.body({ metadata: nested(300) }) },
  { name: 'zeros', make: (api) => api.body(api.tested.requests.zeros) },
  { name: 'a string of 1 MB', make: (api) => saying(api, 'x'.repeat(BIG_CHARACTERS)) },
  {
    name: 'a string of 100 MB',
    newestOnly: true,
    make: (api) => saying(api, 'x'.repeat(HUGE_CHARACTERS)),
  },
  { name: 'a model name of 1 MB', make: (api) => api.body({ model: 'm'.repeat(BIG_CHARACTERS) }) },
];

/** Requests that are odd, hostile or frozen. The outcome says what became of the request, too. */
export const REQUESTS: readonly Situation[] = [
  ...HOSTILE.flatMap(({ name, make, newestOnly = false, mayFailInside }) =>
    (newestOnly ? [false] : [false, true]).map((isStreamed): Situation => ({
      group: 'requests',
      name: `${name}${isStreamed ? ', streamed' : ''}`,
      reply: isStreamed ? 'chat stream' : 'chat',
      newestOnly,
      mayFailInside,
      spans: { count: 1, status: 'by outcome' },
      run: async (client, api) => {
        const body = make(api);
        if (isStreamed) Object.assign(body, api.tested.streamed);
        const before = api.describe(body);
        const outcome = await api.attempt(() => (isStreamed ? api.stream : api.chat)(client, body));
        const after = JSON.stringify(api.describe(body)) === JSON.stringify(before);
        return [newestOnly ? undefined : before, outcome, after];
      },
    })),
  ),
  ...(
    [
      ['undefined', undefined],
      ['null', null],
      ['a text', 'text'],
      ['a number', 7],
      ['a list', []],
      ['nothing in it', {}],
      ['a function', () => {}],
    ] as const
  ).map(([name, argument]): Situation => ({
    group: 'requests',
    name: `a call with ${name}`,
    reply: '400',
    spans: { count: 1 },
    run: (client, api) => api.attempt(() => api.chat(client, argument)),
  })),
  {
    group: 'requests',
    name: 'a call without arguments',
    reply: '400',
    spans: { count: 1 },
    run: (client, api) => api.attempt(() => api.tested.resource(client)[api.tested.method]()),
  },
  {
    group: 'requests',
    name: 'options that are undefined or empty',
    reply: 'chat',
    spans: { count: 2, status: 'unset' },
    run: async (client, api) => [
      await api.attempt(() => api.chat(client, api.body(), undefined)),
      await api.attempt(() => api.chat(client, api.body(), {})),
    ],
  },
  {
    group: 'requests',
    name: 'frozen body and options',
    reply: 'chat',
    spans: { count: 1, status: 'by outcome' },
    run: (client, api) => {
      const options = Object.freeze({ headers: Object.freeze({ 'x-mine': 'yes' }), timeout: 5000 });
      const body = deepFreeze(api.body(api.tested.requests.rich));
      return api.attempt(() => api.chat(client, body, options));
    },
  },
  {
    group: 'requests',
    name: 'frozen body, streamed',
    reply: 'chat stream',
    spans: { count: 1, status: 'by outcome', stream: 'by outcome' },
    run: async (client, api) => {
      const body = deepFreeze(api.streamBody(api.tested.requests.rich));
      return readAll(await api.value(() => api.stream(client, body, Object.freeze({}))), api);
    },
  },
  {
    group: 'requests',
    name: 'the same body twice',
    reply: 'chat',
    spans: { count: 2, status: 'unset' },
    run: async (client, api) => {
      const body = api.body();
      return [
        await api.attempt(() => api.chat(client, body)),
        await api.attempt(() => api.chat(client, body)),
        api.describe(body),
      ];
    },
  },
];

/** Ordinary requests of an odd kind, which differ between clients. */
export function oddRequests(requests: Readonly<Record<string, () => object>>): Situation[] {
  return Object.entries(requests).map(([name, make]) => ({
    group: 'requests',
    name,
    reply: 'chat',
    spans: { count: 1, status: 'unset' },
    run: (client, api) => api.attempt(() => api.chat(client, api.body(make()))),
  }));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}

class Body {
  readonly mine = 1;
}

function fail(what: string): never {
  throw new RangeError(`hostile ${what}`);
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function nested(depth: number): object {
  let value: object = {};
  for (let index = 0; index < depth; index += 1) value = { value };
  return value;
}

/** How lists are asked for: the query and its filters. */

/** How a list is asked for, as query parameters. */
export interface ListQuery {
  /** Words, `"a phrase"` and filters `key:value`, all of which must hold; see {@link FILTERS}. Default: everything. */
  readonly query?: string | undefined;
  /** Default: `newest`. */
  readonly sort?: 'newest' | 'oldest' | 'slowest' | 'expensive' | 'tokens' | 'errors' | undefined;
  /** 1 to 500. Default: 100. */
  readonly limit?: number | undefined;
  /** {@link Page.next} of the part before. */
  readonly cursor?: string | undefined;
  /** Only what started at or after this time. */
  readonly from?: number | undefined;
  /** Only what started before this time. */
  readonly to?: number | undefined;
}

/** One kind of filter. */
export interface FilterDescription {
  readonly key: string;
  readonly description: string;
  readonly example: string;
  /** `number` also takes `>`, `>=`, `<`, `<=`. */
  readonly type: 'text' | 'number' | 'choice';
  readonly choices?: readonly string[] | undefined;
}

/**
 * The filters of a query. `-` before one turns it round; `key:a,b` is either. A value with blanks stands in quotes, and
 * `*` at its end matches what begins so. Any other key with a dot is the name of an attribute: `http.route:/chat`.
 * A trace matches when all filters hold for it as a whole; filters that speak of spans may hold on different spans. A conversation matches when one of its traces does.
 */
export const FILTERS: readonly FilterDescription[] = [
  {
    key: 'model',
    description: 'A model that was asked or that answered.',
    example: 'model:gpt-4o*',
    type: 'text',
  },
  {
    key: 'provider',
    description: 'The provider of a model.',
    example: 'provider:openai',
    type: 'text',
  },
  { key: 'agent', description: 'An agent that ran.', example: 'agent:support', type: 'text' },
  { key: 'tool', description: 'A tool that was run.', example: 'tool:look_up_order', type: 'text' },
  {
    key: 'conversation',
    description: 'The conversation.',
    example: 'conversation:c-17',
    type: 'text',
  },
  { key: 'user', description: 'The user.', example: 'user:u-3', type: 'text' },
  { key: 'tenant', description: 'The tenant.', example: 'tenant:acme', type: 'text' },
  {
    key: 'service',
    description: 'The service that sent it.',
    example: 'service:support-desk',
    type: 'text',
  },
  { key: 'operation', description: 'What was done.', example: 'operation:chat', type: 'text' },
  { key: 'name', description: 'The name of a span.', example: 'name:"POST /chat"', type: 'text' },
  { key: 'trace', description: 'A trace by its id.', example: 'trace:4bf92f35*', type: 'text' },
  {
    key: 'status',
    description: 'Whether anything in it failed.',
    example: 'status:error',
    type: 'choice',
    choices: ['ok', 'error'],
  },
  { key: 'error', description: 'The type of an error.', example: 'error:429', type: 'text' },
  { key: 'finish', description: 'Why a model stopped.', example: 'finish:length', type: 'text' },
  {
    key: 'dialect',
    description: 'The conventions that it was recorded by.',
    example: 'dialect:openinference',
    type: 'text',
  },
  {
    key: 'has',
    description: 'What it has.',
    example: 'has:retry',
    type: 'choice',
    choices: ['content', 'error', 'retry', 'tool', 'stream', 'cost', 'log'],
  },
  {
    key: 'duration',
    description: 'How long it took, in ms, s or m; milliseconds without a unit.',
    example: 'duration:>2s',
    type: 'number',
  },
  {
    key: 'tokens',
    description: 'Input and output tokens together.',
    example: 'tokens:>10000',
    type: 'number',
  },
  { key: 'cost', description: 'What it cost.', example: 'cost:>0.01', type: 'number' },
  { key: 'spans', description: 'How many spans it has.', example: 'spans:>100', type: 'number' },
];

/** A value that a filter could have. */
export interface FilterValue {
  readonly value: string;
  readonly count: number;
}

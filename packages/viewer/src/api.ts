/** The JSON API between the viewer's server and its page: routes, queries and what they answer. */
export type * from './api/call.ts';
export type * from './api/comparison.ts';
export type * from './api/conversation.ts';
export type * from './api/findings.ts';
export type * from './api/log-record.ts';
export type * from './api/metric.ts';
export * from './api/query.ts';
export * from './api/routes.ts';
export type * from './api/summary.ts';
export type * from './api/trace.ts';

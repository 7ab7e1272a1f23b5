/** Realtime sessions: how their events read, and what watches them. */
export type {
  SessionFacts,
  SessionFormat,
  SessionStep,
  Turn,
  TurnOutcome,
} from './session-format.ts';
export { keepSession, openSession, sessionOf, type WatchedSession } from './watched-session.ts';

/** The real clients still have the events that are read: the newest, and the beta. */
import type { OpenAI } from 'openai';
import type { RealtimeServerEvent as BetaEvent } from 'openai5-oldest/resources/beta/realtime/realtime';
import { expectTypeOf, it } from 'vitest';
import type { RealtimeEvent, RealtimeResponse } from './events.ts';

it('has realtime sessions, and so had the beta', () => {
  expectTypeOf<{ output: [{ type: number }] }>().not.toExtend<RealtimeResponse>();
  expectTypeOf<OpenAI.Realtime.RealtimeServerEvent>().toExtend<RealtimeEvent>();
  expectTypeOf<OpenAI.Realtime.ConversationItemCreateEvent>().toExtend<RealtimeEvent>();
  expectTypeOf<OpenAI.Realtime.RealtimeResponse>().toExtend<RealtimeResponse>();
  // A session that transcribes has nothing of what is read.
  type Other = { readonly type: 'transcription_session.updated' };
  expectTypeOf<Exclude<BetaEvent, Other>>().toExtend<RealtimeEvent>();
});

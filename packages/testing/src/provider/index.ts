/** A scripted OpenAI-compatible provider: ordinary and hostile replies, and a record of every exchange. */
export { REPLIES, type Reply, type Script, type ScriptedRequest } from './replies.ts';
export {
  startProvider,
  type Exchange,
  type Provider,
  type RecordedBody,
  type Release,
} from './server.ts';

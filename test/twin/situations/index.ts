/** Every situation of the twin test: what a program may do with a client, times what a provider may answer. */
import { VENDORS } from '@spanwise/testing/provider';
import { hasFeature, isAtLeast, newestOf, type TestedClient } from '../tested-client.ts';
import { ABORTS } from './aborts.ts';
import { CLIENT_SITUATIONS } from './clients.ts';
import { helperSituations } from './helpers.ts';
import { LEAVING } from './leaving.ts';
import { oddRequests, REQUESTS } from './requests.ts';
import { RETRIES } from './retries.ts';
import { keyOf, type ExpectedSpans, type Situation, type Style } from './situation.ts';
import { STREAM_STYLES } from './streamed.ts';
import { WHOLE_STYLES } from './whole.ts';

const ONE: ExpectedSpans = { count: 1, status: 'by outcome' };
const ONE_STREAM: ExpectedSpans = { ...ONE, stream: 'by outcome' };

/** The situations that this version of a client is put into, in their order. */
export function situationsOf(tested: TestedClient, alias: string): Situation[] {
  const { whole, streamed } = VENDORS[tested.id];
  return [
    ...product(tested, 'whole', WHOLE_STYLES, Object.keys(whole), ONE),
    ...product(tested, 'streamed', STREAM_STYLES, Object.keys(streamed), ONE_STREAM),
    ...ABORTS,
    ...LEAVING,
    ...RETRIES,
    ...REQUESTS,
    ...oddRequests(tested.requests.odd),
    ...helperSituations(tested),
    ...CLIENT_SITUATIONS,
    ...tested.situations,
  ]
    .filter((situation) => holdsFor(situation, tested, alias))
    .map((situation) =>
      tested.unmade?.includes(keyOf(situation)) ? { ...situation, spans: { count: 0 } } : situation,
    );
}

/** True when this version of the client has what the situation uses. */
function holdsFor(
  { needs, since, before, newestOnly }: Situation,
  tested: TestedClient,
  alias: string,
): boolean {
  const version = tested.versions[alias] ?? '';
  return (
    !(newestOnly && alias !== newestOf(tested)) &&
    hasFeature(tested, alias, needs) &&
    (since === undefined || isAtLeast(version, since)) &&
    (before === undefined || !isAtLeast(version, before))
  );
}

function product(
  { tripsOver }: TestedClient,
  group: string,
  styles: readonly Style[],
  replies: readonly string[],
  spans: ExpectedSpans,
): Situation[] {
  return styles.flatMap((style) =>
    replies.map((reply) => ({
      spans: tripsOver.includes(reply) ? { count: spans.count } : spans,
      ...style,
      group: `${group}: ${style.name}`,
      name: reply,
      reply,
    })),
  );
}

import type { PersonId, SessionId } from '@stageline/contracts';
import { heatSigns, type HeatFacts, type HeatSign } from '@stageline/domain';
import { messagesOfPeople } from '../chat/index.ts';
import type { HeatedLead } from '../leads/index.ts';
import { broughtBy, standingAt } from '../line/index.ts';
import { sessionSpans, visitsOfPeople, type SessionSpan } from '../sessions/index.ts';

/** Everything that some leads of the current tenant did, read from where it is kept. */
export interface LookedAt {
  readonly signs: readonly { readonly lead: HeatedLead; readonly signs: readonly HeatSign[] }[];
  readonly sessions: ReadonlyMap<SessionId, SessionSpan>;
}

/** One look at all of them: a read of each source by its index, however many they are. */
export async function lookAt(leads: readonly HeatedLead[], now: Date): Promise<LookedAt> {
  const people = leads.map(({ personId }) => personId);
  const positions = leads.flatMap(({ linePosition }) => linePosition ?? []);
  const [visits, messages, standing, brought] = await Promise.all([
    visitsOfPeople(people),
    messagesOfPeople(people),
    standingAt(positions),
    broughtBy(positions),
  ]);
  const sessions = await sessionSpans([...new Set([...visits, ...messages].map(({ sessionId }) => sessionId))]);
  const of = {
    visits: Map.groupBy(visits, ({ identity }) => identity),
    messages: Map.groupBy(messages, ({ identity }) => identity),
    places: new Map(standing.map((member) => [member.position, member])),
    brought: Map.groupBy(brought, ({ sponsor }) => sponsor),
  };

  const factsOf = ({ personId, linePosition, createdAt, history }: HeatedLead): HeatFacts => {
    const place = linePosition === null ? undefined : of.places.get(linePosition);
    return {
      registeredAt: history[0]?.cause === 'registration' ? createdAt : null,
      place: place === undefined ? null : { position: place.position, at: place.joinedAt },
      visits: ownOf(of.visits, personId).map(({ _id, sessionId, joinedAt, leftAt }) => {
        return { id: _id, sessionId, from: joinedAt, to: leftAt };
      }),
      messages: ownOf(of.messages, personId).map(({ _id, sessionId, sentAt, text }) => {
        return { id: _id, sessionId, at: sentAt, text };
      }),
      // Whoever has left the line has brought nobody to where they are.
      brought: place === undefined ? [] : (of.brought.get(place.position) ?? []).map(({ joinedAt }) => joinedAt),
    };
  };
  return { signs: leads.map((lead) => ({ lead, signs: heatSigns(factsOf(lead), sessions, now) })), sessions };
}

const ownOf = <T>(rows: ReadonlyMap<PersonId, readonly T[]>, personId: PersonId): readonly T[] =>
  rows.get(personId) ?? [];

import { ProblemError, type Aside, type PersonId, type SessionId, type TicketClaims } from '@stageline/contracts';
import { newId, type Clock, type KeyedMutex } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { leadMerges } from '../leads/index.ts';
import type { RoomChannel } from '../sessions/index.ts';
import type { AsideKey, AsideRow, ChatAsidesRepository } from './chat.asides.repository.ts';
import { assertModerates, hasChatRight, mayWrite } from './chat.policy.ts';
import type { PersonLimit } from '../../realtime/person-limit.ts';
import type { ChatServiceDeps } from './chat.service.ts';
import type { ChatStandingService } from './chat.standing.service.ts';

const PAGE = 200;

export interface ChatAsidesDeps {
  readonly asides: ChatAsidesRepository;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly turns: KeyedMutex;
  readonly limiter: PersonLimit;
  readonly standing: ChatStandingService;
  readonly sessions: ChatServiceDeps['sessions'];
  readonly room: Pick<RoomChannel, 'aside'>;
  readonly guests: RoomGuests;
}

/** Attendees of a room, as others in it know them. */
export interface RoomGuests {
  /** How somebody is called there; null for whoever never was in it. */
  nameIn(sessionId: SessionId, personId: PersonId): Promise<string | null>;
}

/** As a moderator gets it. */
function present(row: AsideRow): Aside {
  const { _id: id, number, identity, personName, authorName, fromHost, text, sentAt } = row;
  const person = { id: identity, name: personName };
  return { id, number, person, authorName, fromHost, text, sentAt: sentAt.toISOString() };
}

/** As the attendee gets it: nothing of what others write, not even how much. */
function presentToPerson(row: AsideRow): Aside {
  const { number: _number, ...aside } = present(row);
  return aside;
}

/** What attendees of the current tenant's rooms and their hosts write to each other alone (C-09). */
export function createChatAsides(deps: ChatAsidesDeps) {
  const { asides, unitOfWork, clock, turns, limiter, standing, sessions, room, guests } = deps;

  async function store(claims: TicketClaims, key: AsideKey, personName: string, text: string): Promise<AsideRow> {
    const { tenantId, sessionId, displayName: authorName, role } = claims;
    if (!mayWrite(await sessions.statusOf(sessionId))) throw new ProblemError('illegal-transition');
    const facts = { personName, authorName, fromHost: role !== 'attendee', text, sentAt: clock.now() };
    // Looked for again inside: the same may have come over another connection, and the counter is where they meet.
    const { row, isNew } = await turns.run(`asides/${sessionId}`, () =>
      unitOfWork.run(async () => {
        const sent = await asides.find(key);
        if (sent !== null) return { row: sent, isNew: false };
        return { row: await asides.insert(key, { _id: newId('asi'), ...facts }), isNew: true };
      }),
    );
    if (isNew) room.aside(tenantId, sessionId, key.identity, { team: present(row), person: presentToPerson(row) });
    return row;
  }

  return {
    /** An attendee writes to the hosts. @throws ProblemError `forbidden` to the team; as a message */
    async tellHosts(claims: TicketClaims, text: string, clientId: string): Promise<Aside> {
      if (claims.role !== 'attendee') throw new ProblemError('forbidden');
      await limiter.count(claims);
      const { sessionId, displayName } = claims;
      const key = { sessionId, identity: (await standing.holderOf(claims)) as PersonId, clientId };
      await standing.assertAllowed(key, text);
      return presentToPerson(await store(claims, key, displayName, text));
    },

    /** To whoever wrote to the hosts, or is or was in the room. @throws ProblemError `forbidden`; `not-found` for others */
    async answer(claims: TicketClaims, personId: PersonId, text: string, clientId: string): Promise<Aside> {
      assertModerates(claims);
      await limiter.count(claims);
      const { sessionId } = claims;
      const identity = (await leadMerges.personOf(personId)) as PersonId;
      const last = await asides.lastOf(sessionId, identity);
      const personName = last?.personName ?? (await guests.nameIn(sessionId, identity));
      if (personName === null) throw new ProblemError('not-found');
      return present(await store(claims, { sessionId, identity, clientId }, personName, text));
    },

    /** To moderators those of everybody after a number, to an attendee the newest of their own. */
    async list(claims: TicketClaims, after: number): Promise<{ asides: Aside[]; hasMore: boolean }> {
      const { sessionId, role } = claims;
      if (!hasChatRight(role, 'moderate')) {
        const own = await asides.newestOf(sessionId, (await standing.holderOf(claims)) as PersonId, PAGE);
        return { asides: own.map(presentToPerson), hasMore: false };
      }
      const rows = await asides.after(sessionId, after, PAGE + 1);
      return { asides: rows.slice(0, PAGE).map(present), hasMore: rows.length > PAGE };
    },
  };
}
export type ChatAsides = ReturnType<typeof createChatAsides>;

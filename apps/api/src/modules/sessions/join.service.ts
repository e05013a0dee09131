import {
  isPaidAhead,
  ProblemError,
  type LeadId,
  type PersonId,
  type SeatId,
  type SessionId,
  type TicketClaims,
} from '@stageline/contracts';
import { lineDisplayName, toLineNameParts } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { Tickets } from '@stageline/platform/tickets';
import type { TenantFacts } from '../../http/route.ts';
import type { JoinLinks } from './join-link.ts';
import { chooseRoom, type PersonSeat, type RoomChoice } from './room-choice.ts';
import type { SessionViews } from './session-views.ts';
import { presentPublicSession } from './sessions.presenter.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type { PersonalEntry } from './sessions.service.ts';
import type { JoiningLead, MediaControl, SessionRow, SiteViewReader } from './sessions.types.ts';

export interface JoinServiceDeps {
  readonly repository: SessionsRepository;
  readonly joinLinks: JoinLinks;
  readonly leads: { findRegistered(leadId: LeadId): Promise<JoiningLead | null> };
  /** Coming by the personal link proves the address: whoever has no place in the line yet takes it. */
  readonly places: {
    enter(leadId: LeadId, token: string): Promise<{ position: number; joinedAfterYou: number } | null>;
  };
  readonly site: SiteViewReader;
  readonly views: Pick<SessionViews, 'know'>;
  readonly seats: {
    /** Of one person, the newest first. */
    ofPerson(personId: PersonId): Promise<readonly PersonSeat[]>;
    /** Where somebody stands on the waitlist; null where they do not. */
    waitingPosition(seat: PersonSeat): Promise<number | null>;
  };
  /** Whether a seat that has a price is paid; nobody asks where it is left out. */
  readonly admissions?: { of(seatId: SeatId): Promise<'open' | 'unpaid'> };
  /** What was given to the audience of a masterclass, with the addresses of one person. */
  readonly handouts: { of(sessionId: SessionId, personId: PersonId): Promise<PersonalEntry['handouts']> };
  readonly tickets: Pick<Tickets, 'sign'>;
  readonly bans: { isBanned(sessionId: SessionId, personId: PersonId): Promise<boolean> };
  readonly media: Pick<MediaControl, 'isSpeaker'>;
  readonly clock: Clock;
}

/** Personal links into the room. */
export function createJoinService(deps: JoinServiceDeps) {
  const { repository, joinLinks, leads, places, site, views, seats, handouts, tickets, bans, media, clock } = deps;

  /** @throws ProblemError `not-found` where there is nothing to go to */
  async function roomFor({ personId, sessionId }: JoiningLead): Promise<RoomChoice> {
    const [next, own] = await Promise.all([repository.findNext(clock.now()), seats.ofPerson(personId)]);
    const registered = new Set([...own.map((seat) => seat.sessionId), ...(sessionId === null ? [] : [sessionId])]);
    const room = chooseRoom(next, await repository.findMany([...registered]), own, clock.now());
    if (room === null) throw new ProblemError('not-found', { detail: 'No masterclass is planned yet.' });
    return room;
  }

  /** Where it has a price, a seat opens the door only once it is paid. */
  async function entryOf({ session, entry, seat }: RoomChoice): Promise<PersonalEntry['entry']> {
    if (entry !== 'open' || !isPaidAhead(session.mode)) return entry;
    return seat?.state === 'held' ? ((await deps.admissions?.of(seat.id)) ?? entry) : 'no-seat';
  }

  /** While it is live; before that only for somebody who is invited behind the stage. */
  async function mediaTicket({ status }: SessionRow, claims: TicketClaims): Promise<string | null> {
    if (status === 'live') return tickets.sign('media', claims);
    if (status !== 'scheduled') return null;
    const isSpeaker = await media.isSpeaker(claims.tenantId, claims.sessionId, claims.identity as PersonId);
    return isSpeaker ? tickets.sign('media', { ...claims, backstage: true }) : null;
  }

  return {
    /**
     * Exchanges a personal link for tickets.
     * @throws ProblemError `invalid-ticket` for a token that is not ours, or another tenant's; `not-found` without a session; `room-banned`
     */
    async join(tenant: Pick<TenantFacts, 'id' | 'slug'>, token: string): Promise<PersonalEntry> {
      const leadId = joinLinks.leadOf(tenant.id, token);
      const lead = leadId === null ? null : await leads.findRegistered(leadId);
      if (lead === null) throw new ProblemError('invalid-ticket');
      // First of all: a link without a session to go to is as good a proof.
      const place = await places.enter(lead._id, token);
      const [choice, { profile, theme, logoUrl, settings }] = await Promise.all([
        roomFor(lead),
        site.getPublicView(tenant),
      ]);
      const { session, seat } = choice;
      const entry = await entryOf(choice);
      if (await bans.isBanned(session._id, lead.personId)) throw new ProblemError('room-banned');
      // Others in the room read this name in the chat, so it is the short one.
      const displayName = lineDisplayName(
        toLineNameParts(lead.person.firstName, lead.person.lastName),
        'firstNameLastInitial',
      );
      const claims = {
        tenantId: tenant.id,
        sessionId: session._id,
        role: 'attendee',
        identity: lead.personId,
        displayName,
      } as const;
      const [known] = await views.know([session]);
      const hasHandouts = entry === 'open' && session.status === 'ended';
      return {
        identity: lead.personId,
        entry,
        roomTicket: entry === 'open' ? tickets.sign('room', claims) : null,
        mediaTicket: entry === 'open' ? await mediaTicket(session, claims) : null,
        waitingPosition: seat?.state === 'waiting' ? await seats.waitingPosition(seat) : null,
        displayName,
        position: settings.showRealTimeCounts ? (place?.position ?? null) : null,
        joinedAfterYou: settings.showRealTimeCounts ? (place?.joinedAfterYou ?? null) : null,
        session: presentPublicSession(known!, clock.now()),
        hasReplay: known!.hasReplay,
        handouts: hasHandouts ? await handouts.of(session._id, lead.personId) : [],
        site: { profile, theme, logoUrl },
      };
    },
  };
}
export type JoinService = ReturnType<typeof createJoinService>;

import { ProblemError, type LeadId, type PersonId, type SessionId, type TicketClaims } from '@stageline/contracts';
import { lineDisplayName, toLineNameParts } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { Tickets } from '@stageline/platform/tickets';
import type { TenantFacts } from '../../http/route.ts';
import type { JoinLinks } from './join-link.ts';
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
  readonly replays: { hasReplay(sessionId: SessionId): Promise<boolean> };
  /** What was given to the audience of a masterclass, with the addresses of one person. */
  readonly handouts: { of(sessionId: SessionId, personId: PersonId): Promise<PersonalEntry['handouts']> };
  readonly tickets: Pick<Tickets, 'sign'>;
  readonly bans: { isBanned(sessionId: SessionId, personId: PersonId): Promise<boolean> };
  readonly media: Pick<MediaControl, 'isSpeaker'>;
  readonly clock: Clock;
}

/** Personal links into the room. */
export function createJoinService(deps: JoinServiceDeps) {
  const { repository, joinLinks, leads, places, site, replays, handouts, tickets, bans, media, clock } = deps;

  /** What is on or next; without that, the session that the person registered for, which is over. */
  async function sessionFor(lead: JoiningLead): Promise<SessionRow> {
    const next = await repository.findNext(clock.now());
    const session = next ?? (lead.sessionId === null ? null : await repository.find(lead.sessionId));
    if (session === null) throw new ProblemError('not-found', { detail: 'No masterclass is planned yet.' });
    return session;
  }

  /** While it is live; before that only for somebody who is invited behind the stage. */
  async function mediaTicket({ status }: SessionRow, claims: TicketClaims): Promise<string | null> {
    if (status === 'live') return tickets.sign('media', claims);
    if (status === 'ended') return null;
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
      const [session, { profile, theme, logoUrl, settings }] = await Promise.all([
        sessionFor(lead),
        site.getPublicView(tenant),
      ]);
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
      return {
        identity: lead.personId,
        roomTicket: tickets.sign('room', claims),
        mediaTicket: await mediaTicket(session, claims),
        displayName,
        position: settings.showRealTimeCounts ? (place?.position ?? null) : null,
        joinedAfterYou: settings.showRealTimeCounts ? (place?.joinedAfterYou ?? null) : null,
        session: presentPublicSession(session),
        hasReplay: session.status === 'ended' && (await replays.hasReplay(session._id)),
        handouts: session.status === 'ended' ? await handouts.of(session._id, lead.personId) : [],
        site: { profile, theme, logoUrl },
      };
    },
  };
}
export type JoinService = ReturnType<typeof createJoinService>;

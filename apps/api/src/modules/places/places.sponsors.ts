import { ProblemError, SponsorCorrected, type LeadId, type places } from '@stageline/contracts';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { LeadsService, NamedPlace, RegisteredLead } from '../leads/index.ts';
import type { LineLeaderboard, LinePlaceRow, LineService } from '../line/index.ts';

export interface SponsorsDeps {
  readonly leads: Pick<LeadsService, 'findRegistered' | 'findByPersons'>;
  /** People with a place whose names begin with what was typed, or who are at that position. */
  readonly placesNamed: (search: string, limit: number) => Promise<readonly NamedPlace[]>;
  readonly line: Pick<LineService, 'find' | 'findMany' | 'beginCorrection' | 'setSponsor'>;
  readonly leaderboard: Pick<LineLeaderboard, 'changed'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
}

/** People to choose from. */
const MAX_CANDIDATES = 8;

/** Corrections of who brought whom, by the site's own people. */
export function createSponsors({ leads, placesNamed, line, leaderboard, audit, unitOfWork }: SponsorsDeps) {
  /** @throws ProblemError `sponsor-impossible` for somebody who does not stand in the line */
  async function placeOf({ linePosition }: RegisteredLead): Promise<LinePlaceRow> {
    const place = linePosition === null ? null : await line.find(linePosition);
    if (place === null || place.state === 'left') throw new ProblemError('sponsor-impossible');
    return place;
  }

  /** Up from a sponsor to whoever was brought by nobody: `position` may not be on the way. */
  async function assertNotBelow(sponsor: LinePlaceRow, position: number): Promise<void> {
    for (let each: LinePlaceRow | null = sponsor; each !== null;) {
      if (each.position === position) throw new ProblemError('sponsor-impossible');
      each = each.sponsor === null ? null : await line.find(each.sponsor);
    }
  }

  return {
    /**
     * Who brought somebody.
     * @throws ProblemError `not-found` for an unknown lead
     */
    async of(leadId: LeadId): Promise<places.SponsorView> {
      const lead = await leads.findRegistered(leadId);
      if (lead === null) throw new ProblemError('not-found');
      const place = lead.linePosition === null ? null : await line.find(lead.linePosition);
      if (place === null || place.state === 'left') return { position: null, sponsor: null, cause: 'none' };
      const sponsor = place.sponsor === null ? null : await line.find(place.sponsor);
      const personId = sponsor?.personId ?? null;
      const [known] = personId === null ? [] : await leads.findByPersons([personId]);
      return {
        position: place.position,
        sponsor: known === undefined ? null : { leadId: known._id, name: nameOf(known) },
        cause: place.sponsorCause,
      };
    },

    /**
     * Who could have brought somebody: whoever stands in the line, but not they themselves.
     * @throws ProblemError `not-found` for an unknown lead
     */
    async candidates(leadId: LeadId, search: string) {
      if ((await leads.findRegistered(leadId)) === null) throw new ProblemError('not-found');
      const named = (await placesNamed(search, MAX_CANDIDATES * 2)).filter((each) => each.leadId !== leadId);
      const members = await line.findMany(named.map(({ position }) => position));
      const standing = new Set(members.filter(({ state }) => state !== 'left').map(({ position }) => position));
      return { people: named.filter(({ position }) => standing.has(position)).slice(0, MAX_CANDIDATES) };
    },

    /**
     * Gives somebody another sponsor, or none; their positions stay as they are. The audit log keeps both, and the reason.
     * @throws ProblemError `not-found` for an unknown lead; `sponsor-impossible` for oneself, somebody whom they brought, and
     * whoever does not stand in the line
     */
    async correct(leadId: LeadId, sponsorId: LeadId | null, reason: string) {
      await unitOfWork.run(async (tx) => {
        // First of all: two corrections at once could each be right alone and make a circle together.
        await line.beginCorrection();
        const lead = await leads.findRegistered(leadId);
        const sponsorLead = sponsorId === null ? null : await leads.findRegistered(sponsorId);
        if (lead === null || (sponsorId !== null && sponsorLead === null)) throw new ProblemError('not-found');
        const place = await placeOf(lead);
        const sponsor = sponsorLead === null ? null : await placeOf(sponsorLead);
        if (sponsor !== null) await assertNotBelow(sponsor, place.position);
        const corrected = { sponsor: sponsor?.position ?? null, sponsorCause: 'corrected' } as const;
        await line.setSponsor(place.position, corrected);
        await audit.record({
          action: 'line.sponsor-corrected',
          target: { type: 'lead', id: leadId, name: nameOf(lead) },
          reason,
          before: { sponsor: place.sponsor, cause: place.sponsorCause },
          after: { sponsor: corrected.sponsor, cause: corrected.sponsorCause },
        });
        tx.record(SponsorCorrected, { position: place.position, from: place.sponsor, to: corrected.sponsor });
        tx.afterCommit(() => leaderboard.changed());
      });
      return { leadId, sponsorId, cause: 'corrected' as const };
    },
  };
}

const nameOf = ({ person: { firstName, lastName } }: RegisteredLead): string => `${firstName} ${lastName}`;

export type Sponsors = ReturnType<typeof createSponsors>;

import { LineChanged, ProblemError, type LeadId, type places, type SessionId } from '@stageline/contracts';
import { lineDisplayName, toLineNameParts } from '@stageline/domain';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { LeadsService, RegisteredLead, SiteFactsReader } from '../leads/index.ts';
import type { ActivityService } from '../activity/index.ts';
import type { LineFeed, LineLeaderboard, LinePlaceRow, LineService, LineSettingsReader } from '../line/index.ts';
import { entitled } from '../entitlements/index.ts';
import type { SeatsService } from '../seats/index.ts';
import type { JoinLinks } from '../sessions/index.ts';
import type { Confirmations } from './places.confirmations.ts';

export interface PlacesServiceDeps {
  readonly confirmations: Confirmations;
  readonly leads: Pick<LeadsService, 'findRegistered'>;
  readonly line: Pick<
    LineService,
    'joinedAfter' | 'find' | 'invitedBy' | 'takeRevision' | 'countLeft' | 'show' | 'clear' | 'changed'
  >;
  readonly feed: Pick<LineFeed, 'forget'>;
  readonly leaderboard: Pick<LineLeaderboard, 'rankOf' | 'changed'>;
  readonly activity: Pick<ActivityService, 'attendedAfter'>;
  readonly seats: Pick<SeatsService, 'toCome' | 'giveUp' | 'useCode'>;
  readonly settings: LineSettingsReader;
  readonly sites: SiteFactsReader;
  readonly joinLinks: JoinLinks;
  readonly unitOfWork: UnitOfWork;
}

/** Somebody's place in the line, as the room greets them. */
export interface Place {
  readonly position: number;
  readonly joinedAfterYou: number;
}

/** Invited people whose names a personal page shows. */
const MAX_INVITED = 20;
const STATES = { shown: 'standing', hidden: 'hidden', left: 'left' } as const;

/** Places in the current tenant's line, each for whoever holds its personal link. */
export function createPlacesService(deps: PlacesServiceDeps) {
  const { confirmations, leads, line, feed, leaderboard, activity, settings, seats, sites, joinLinks, unitOfWork } =
    deps;
  const leadOf = (token: string): LeadId => {
    const leadId = joinLinks.leadOf(currentTenantId(), token);
    if (leadId === null) throw new ProblemError('invalid-link');
    return leadId;
  };

  const placeOf = async ({ linePosition }: RegisteredLead): Promise<LinePlaceRow | null> =>
    linePosition === null ? null : line.find(linePosition);

  async function present(lead: RegisteredLead | null): Promise<places.PlaceView> {
    if (lead === null) throw new ProblemError('invalid-link');
    const place = await placeOf(lead);
    const stands = place !== null && place.state !== 'left';
    const { memberDisplayFormat: format, showTotal } = await settings.lineSettings();
    const invited = stands ? await line.invitedBy(place.position, MAX_INVITED) : { newest: [], count: 0 };
    const { firstName, lastName } = lead.person;
    return {
      state: place === null ? 'waiting' : STATES[place.state],
      firstName,
      displayName: lineDisplayName(toLineNameParts(firstName, lastName), format),
      position: stands && showTotal ? place.position : null,
      joinedAfterYou: stands && showTotal ? await line.joinedAfter(place.position) : null,
      joinedAt: stands ? place.joinedAt.toISOString() : null,
      rank: stands ? await leaderboard.rankOf(place.position) : null,
      attended: stands && showTotal ? await activity.attendedAfter(place.position) : null,
      inviteUrl: stands && place.code !== undefined ? `${(await sites.siteFacts()).url}/?via=${place.code}` : null,
      invited: {
        count: invited.count,
        newest: invited.newest
          .filter(({ state }) => state !== 'hidden')
          .map((row) => ({ name: lineDisplayName(row, format), joinedAt: row.joinedAt.toISOString() })),
      },
      seats: await seats.toCome(lead.personId),
      hasOrdered: (await entitled.of(lead.personId)).length > 0,
    };
  }

  /**
   * Changes an entry as its owner wants it, with the next number of the feed; what is so already stays.
   * @throws ProblemError `invalid-link`; `conflict` for whoever does not stand in the line
   */
  async function change(
    token: string,
    wanted: 'shown' | 'hidden' | 'left',
    write: (position: number, revision: number) => Promise<void>,
  ): Promise<places.PlaceView> {
    const leadId = leadOf(token);
    await unitOfWork.run(async (tx) => {
      const lead = await leads.findRegistered(leadId);
      if (lead === null) throw new ProblemError('invalid-link');
      const place = await placeOf(lead);
      if (place?.state === wanted) return;
      if (place === null || place.state === 'left') throw new ProblemError('conflict');
      const revision = await line.takeRevision();
      await write(place.position, revision);
      tx.record(LineChanged, { position: place.position, revision });
      tx.afterCommit(() => {
        feed.forget();
        line.changed();
        leaderboard.changed();
      });
    });
    return present(await leads.findRegistered(leadId));
  }

  return {
    /**
     * What a personal link shows; nothing is changed, because mail scanners follow links.
     * @throws ProblemError `invalid-link` for a link that is not ours, or another tenant's
     */
    async view(token: string): Promise<places.PlaceView> {
      return present(await leads.findRegistered(leadOf(token)));
    },

    /**
     * Takes the place of whoever holds the link.
     * @throws ProblemError `invalid-link`; `unavailable` under a burst
     */
    async confirm(token: string): Promise<places.PlaceView> {
      const leadId = leadOf(token);
      return present(await confirmations.confirm(leadId, token, { andAddress: true }));
    },

    /**
     * Shows the name in the line, or keeps it to its owner; the place stays.
     * @throws ProblemError `invalid-link`; `conflict` for whoever does not stand in the line
     */
    show: (token: string, shown: boolean): Promise<places.PlaceView> => {
      const state = shown ? 'shown' : 'hidden';
      return change(token, state, (position, revision) => line.show(position, state, revision));
    },

    /**
     * Leaves the line for good. The place stays, empty and without a name, so that nobody else's changes.
     * @throws ProblemError `invalid-link`; `conflict` for whoever does not stand in the line
     */
    leave: (token: string): Promise<places.PlaceView> =>
      change(token, 'left', async (position, revision) => {
        await line.clear(position, revision);
        await line.countLeft();
      }),

    /**
     * Gives up a seat, or a place on a waitlist; the place in the line stays.
     * @throws ProblemError `invalid-link`; `not-found` for what they are not registered for; `illegal-transition` once it is over
     */
    async giveUpSeat(token: string, sessionId: SessionId): Promise<places.PlaceView> {
      const lead = await leads.findRegistered(leadOf(token));
      if (lead === null) throw new ProblemError('invalid-link');
      await seats.giveUp(sessionId, lead.personId);
      return present(lead);
    },

    /** Lowers the price of a seat by a code. @throws ProblemError `invalid-link`; what `seats.useCode` says */
    async useCode(token: string, sessionId: SessionId, code: string): Promise<places.PlaceView> {
      const lead = await leads.findRegistered(leadOf(token));
      if (lead === null) throw new ProblemError('invalid-link');
      await seats.useCode(sessionId, lead.personId, code);
      return present(lead);
    },

    /**
     * The place of somebody who came by their personal link into the room, which proves their address as well; null for
     * whoever has left the line.
     */
    async enter(leadId: LeadId, token: string): Promise<Place | null> {
      const lead = await confirmations.confirm(leadId, token);
      const place = lead === null ? null : await placeOf(lead);
      if (place === null || place.state === 'left') return null;
      return { position: place.position, joinedAfterYou: await line.joinedAfter(place.position) };
    },
  };
}
export type PlacesService = ReturnType<typeof createPlacesService>;

import { ProblemError, type LeadId, type places } from '@stageline/contracts';
import { lineDisplayName, toLineNameParts } from '@stageline/domain';
import { currentTenantId } from '@stageline/tenancy';
import type { LeadsService, RegisteredLead } from '../leads/index.ts';
import type { LineService, LineSettingsReader } from '../line/index.ts';
import type { JoinLinks } from '../sessions/index.ts';
import type { Confirmations } from './places.confirmations.ts';

export interface PlacesServiceDeps {
  readonly confirmations: Confirmations;
  readonly leads: Pick<LeadsService, 'findRegistered'>;
  readonly line: Pick<LineService, 'total'>;
  readonly settings: LineSettingsReader;
  readonly joinLinks: JoinLinks;
}

/** Somebody's place in the line, as the room greets them. */
export interface Place {
  readonly position: number;
  readonly joinedAfterYou: number;
}

/** Places in the current tenant's line, each for whoever holds its personal link. */
export function createPlacesService({ confirmations, leads, line, settings, joinLinks }: PlacesServiceDeps) {
  const leadOf = (token: string): LeadId => {
    const leadId = joinLinks.leadOf(currentTenantId(), token);
    if (leadId === null) throw new ProblemError('invalid-link');
    return leadId;
  };

  /** Where somebody stands who has a position. */
  async function placeAt(position: number): Promise<Place> {
    return { position, joinedAfterYou: Math.max(0, (await line.total()) - position) };
  }

  async function present(lead: RegisteredLead | null): Promise<places.PlaceView> {
    if (lead === null) throw new ProblemError('invalid-link');
    const { memberDisplayFormat, showTotal } = await settings.lineSettings();
    const { firstName, lastName } = lead.person;
    const place = lead.linePosition === null || !showTotal ? null : await placeAt(lead.linePosition);
    return {
      state: lead.linePosition === null ? 'waiting' : 'standing',
      firstName,
      displayName: lineDisplayName(toLineNameParts(firstName, lastName), memberDisplayFormat),
      position: place?.position ?? null,
      joinedAfterYou: place?.joinedAfterYou ?? null,
    };
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
      return present(await confirmations.confirm(leadOf(token)));
    },

    /** The place of somebody who came by their personal link into the room, which proves their address as well. */
    async enter(leadId: LeadId): Promise<Place> {
      const lead = await confirmations.confirm(leadId);
      if (lead === null || lead.linePosition === null) throw new ProblemError('invalid-link');
      return placeAt(lead.linePosition);
    },
  };
}
export type PlacesService = ReturnType<typeof createPlacesService>;

import { parseMailbox } from '@stageline/integrations/email';
import { createSealer } from '@stageline/platform';
import { createAvailabilityModule } from '../modules/availability/index.ts';
import { createCalendarsModule } from '../modules/calendars/index.ts';
import { createCallsModule } from '../modules/calls/index.ts';
import { entitled } from '../modules/entitlements/index.ts';
import { leadOwnership } from '../modules/leads/index.ts';
import { siteHolidays } from '../modules/responses/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Masterclass } from './masterclass.ts';

/** Calls that visitors book with members of the team. */
export function composeCalls(
  kit: Kit,
  { audit, tenants, members, site, mail }: Core,
  { leads, pipelines, assignment, registrations, analytics, heat, offers }: Masterclass,
) {
  const common = { ...kit, audit: audit.log, members: members.service };
  const fromAddress = parseMailbox(kit.config.MAIL_FROM).address;
  const siteTimeZone = async () => (await analytics.calendar.current()).timeZone;
  const availability = createAvailabilityModule({
    ...common,
    pipelines: pipelines.service,
    siteTimeZone,
  });
  const pausedTenants = () => tenants.service.pausedIds();
  const calendars = createCalendarsModule({
    ...common,
    sealer: createSealer(kit.config.SEAL_SECRET),
    pausedTenants,
  });
  const calls = createCallsModule({
    ...common,
    team: assignment.callTeam,
    online: () => assignment.online(),
    offers: offers.marks,
    holidays: siteHolidays,
    leads: leads.service,
    ownership: leadOwnership,
    moves: leads.moves,
    handOvers: assignment.handOvers,
    guests: registrations.guests,
    entitled,
    async organizer() {
      const { promoterName: name, contactEmail } = await site.service.siteFacts();
      return { name, email: contactEmail ?? fromAddress };
    },
    sites: site.service,
    mailer: mail.service,
    platformUrl: `${kit.hosts.scheme}://${kit.hosts.apex}`,
    calendars: calendars.busy,
    entries: calendars.entries,
    heat: heat.service,
    siteTimeZone,
    pausedTenants,
  });
  return { availability, calendars, calls };
}
export type Calls = ReturnType<typeof composeCalls>;

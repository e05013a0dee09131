import { createAutomationsModule } from '../modules/automations/index.ts';
import { callsBookedSince, callsCancelledSince, callsMissedSince } from '../modules/calls/index.ts';
import { invoicesPaidSince } from '../modules/invoices/index.ts';
import { leadAutomations } from '../modules/leads/index.ts';
import { sessionsHeldSince } from '../modules/sessions/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Masterclass } from './masterclass.ts';

/** What happens by itself when something happens to leads. */
export function composeAutomations(
  kit: Kit,
  { audit, tenants, members, site, mail }: Core,
  { leads, pipelines, assignment, registrations, notifications }: Masterclass,
) {
  const automations = createAutomationsModule({
    ...kit,
    audit: audit.log,
    leads: leadAutomations,
    moves: leads.moves,
    pipelines: pipelines.service,
    handOvers: assignment.handOvers,
    people: registrations.service,
    members: members.service,
    sites: site.service,
    mailer: mail.service,
    notifier: notifications.service,
    sessionsHeldSince,
    datedSince: {
      'call-booked': callsBookedSince,
      'call-cancelled': callsCancelledSince,
      'call-missed': callsMissedSince,
      'invoice-paid': invoicesPaidSince,
    },
    pausedTenants: () => tenants.service.pausedIds(),
  });
  return { automations };
}
export type Automations = ReturnType<typeof composeAutomations>;

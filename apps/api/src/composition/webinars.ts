import { bookedBy } from '../modules/calls/index.ts';
import { spokenIn } from '../modules/chat/index.ts';
import { leadsOfPeople } from '../modules/leads/index.ts';
import { boughtBy } from '../modules/orders/index.ts';
import { peopleImports } from '../modules/registrations/index.ts';
import { seatHolders } from '../modules/seats/index.ts';
import { attendeesOf, endedSpan, sessionVisits } from '../modules/sessions/index.ts';
import { createWebinarsModule, type WebinarMails } from '../modules/webinars/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Money } from './money.ts';

/**
 * Webinars that were held, and who came.
 * @param mails asked for long after all modules exist
 */
export function composeWebinars(
  kit: Kit,
  { audit, mailPreferences, members }: Core,
  { payments }: Money,
  mails: () => WebinarMails,
) {
  const webinars = createWebinarsModule({
    ...kit,
    mails,
    audit: audit.log,
    members: members.service,
    idempotency: payments.idempotency,
    leadsOfPeople,
    bookedBy,
    ...{ attendeesOf, endedSpan, sessionVisits, seatHolders, spokenIn },
    boughtBy,
    async peopleByAddress(addresses) {
      const wanted = new Set(addresses);
      const people = await peopleImports.findBy('email', addresses);
      return new Map(
        people.flatMap(({ _id, emails }) =>
          emails.flatMap(({ address }) => (wanted.has(address) ? [[address, _id] as const] : [])),
        ),
      );
    },
    async unsubscribed(people) {
      const asked = people.map((each) => ({ ...each, topic: 'follow-ups' as const }));
      return (await mailPreferences.service.stopsFor(asked)).map(
        (stop) => stop === 'unsubscribed' || stop === 'complaint',
      );
    },
  });
  return { webinars };
}
export type Webinars = ReturnType<typeof composeWebinars>;

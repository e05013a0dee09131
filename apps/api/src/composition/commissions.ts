import { createCommissionsModule } from '../modules/commissions/index.ts';
import { peopleImports } from '../modules/registrations/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Masterclass } from './masterclass.ts';
import type { Money } from './money.ts';

/** What sponsors earn of what is sold. */
export function composeCommissions(
  kit: Kit,
  { audit, members }: Core,
  { analytics, leads, places }: Masterclass,
  { invoices, payments }: Money,
) {
  const commissions = createCommissionsModule({
    ...kit,
    audit: audit.log,
    invoices: invoices.service,
    ledger: invoices.ledger,
    books: invoices.books,
    idempotency: payments.idempotency,
    members: members.service,
    leads: leads.service,
    upline: places.upline,
    siteTimeZone: async () => (await analytics.calendar.current()).timeZone,
    async personWith(address) {
      const [person] = await peopleImports.findBy('email', [address]);
      // An address that somebody else has typed in says nothing of who they are.
      const isProved = person?.emails.some((each) => each.address === address && each.verifiedAt !== null);
      return isProved === true ? person!._id : null;
    },
  });
  return { commissions };
}
export type Commissions = ReturnType<typeof composeCommissions>;

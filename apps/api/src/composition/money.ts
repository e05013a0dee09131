import { createInvoicesModule } from '../modules/invoices/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Masterclass } from './masterclass.ts';

/** What is sold and paid: invoices, receipts, and the books behind them. */
export function composeMoney(kit: Kit, { audit, site, mail, tenants }: Core, { leads, analytics }: Masterclass) {
  const common = { ...kit, audit: audit.log };
  const invoices = createInvoicesModule({
    ...common,
    leads: leads.service,
    mailer: mail.service,
    siteFacts: () => site.service.siteFacts(),
    readMedia: (tenantId, key) => site.service.readMedia(tenantId, key),
    siteTimeZone: async () => (await analytics.calendar.current()).timeZone,
    pausedTenants: () => tenants.service.pausedIds(),
  });
  return { invoices };
}
export type Money = ReturnType<typeof composeMoney>;

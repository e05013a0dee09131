import { createAiModule } from '../modules/ai/index.ts';
import { createFollowUpsModule } from '../modules/follow-ups/index.ts';
import type { Billing } from './billing.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Webinars } from './webinars.ts';

/** Mails to whoever came to a webinar, or did not, and who writes them. */
export function composeFollowUps(
  kit: Kit,
  { audit, mail, mailPreferences, members, site, tenants }: Core,
  { webinars }: Webinars,
  { credits }: Billing,
) {
  const common = { ...kit, audit: audit.log };
  const ai = createAiModule(common);
  const followUps = createFollowUpsModule({
    ...common,
    ai: ai.service,
    webinars: webinars.reader,
    preferences: mailPreferences.service,
    credits: credits.service,
    mailer: mail.service,
    siteFacts: () => site.service.siteFacts(),
    memberName: async (id) => (await members.service.find(id))?.name ?? null,
    pausedTenants: () => tenants.service.pausedIds(),
  });
  return { ai, followUps };
}

import type { EntitlementId, LeadId, Locale, PersonId } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import type { Mailer, SiteFactsReader } from '../leads/index.ts';
import { mailBody } from '../mail/index.ts';
import { de } from './entitlements.mail.de.ts';
import { en } from './entitlements.mail.en.ts';
import type { EntitlementsRepository } from './entitlements.repository.ts';

export interface EntitlementLettersDeps {
  readonly repository: Pick<EntitlementsRepository, 'find'>;
  readonly leads: {
    findRegistered(leadId: LeadId): Promise<{
      readonly person: { readonly firstName: string; readonly email: string };
    } | null>;
  };
  readonly localeOf: (personId: PersonId) => Promise<Locale>;
  readonly tokenFor: (tenantId: ReturnType<typeof currentTenantId>, leadId: LeadId) => string;
  readonly siteFacts: SiteFactsReader['siteFacts'];
  readonly mailer: Pick<Mailer, 'send'>;
}

const languages = { en, de } as const;

/** Tells somebody, once for each order, that what it opens is open, with the way to their own page. */
export const createEntitlementLetters = (deps: EntitlementLettersDeps) => ({
  async opened(id: EntitlementId): Promise<void> {
    const row = await deps.repository.find(id);
    const lead = row === null ? null : await deps.leads.findRegistered(row.leadId);
    // What was closed again meanwhile is not announced.
    if (row === null || row.closed !== null || lead === null) return;
    const { personId, leadId, title } = row;
    const [locale, facts] = [await deps.localeOf(personId), await deps.siteFacts()];
    const texts = languages[locale];
    const url = `${facts.url}/yours/${encodeURIComponent(deps.tokenFor(currentTenantId(), leadId))}`;
    const letter = {
      heading: texts.heading(lead.person.firstName),
      paragraphs: [texts.text(title), texts.private],
      action: { label: texts.action, url },
    };
    await deps.mailer.send({
      ...{ to: lead.person.email, personId, topic: 'necessary', idempotencyKey: `entitlement:${id}` },
      subject: texts.subject(title),
      ...mailBody(facts, { locale, ...letter, footer: texts.why(facts.siteName) }),
    });
  },
});
export type EntitlementLetters = ReturnType<typeof createEntitlementLetters>;

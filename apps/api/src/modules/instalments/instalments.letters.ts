import type { InvoiceId, Locale } from '@stageline/contracts';
import { formatMoney, instalmentsStanding, type InstalmentMail } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { InvoiceRow } from '../invoices/index.ts';
import type { Mailer, SiteFactsReader } from '../leads/index.ts';
import { mailBody } from '../mail/index.ts';
import { de } from './instalments.mail.de.ts';
import { en } from './instalments.mail.en.ts';
import type { PlanRow } from './instalments.repository.ts';

export interface InstalmentLettersDeps {
  readonly siteFacts: SiteFactsReader['siteFacts'];
  readonly siteTimeZone: () => Promise<string>;
  readonly mailer: Mailer;
  /** Where it is paid; null where it cannot be paid there. */
  readonly payUrl: (invoiceId: InvoiceId) => Promise<string | null>;
  /** A signed address of the invoice. */
  readonly paperUrl: (invoiceId: InvoiceId) => Promise<string>;
  readonly clock: Clock;
}

const languages: Readonly<Record<Locale, typeof en>> = { en, de };
const DAY_TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de' };

/** Reminders of parts, in the language of the buyer. */
export function createInstalmentLetters(deps: InstalmentLettersDeps) {
  return {
    /** One mail about one part; the same once, however often it is asked for. */
    async send(invoice: InvoiceRow, { _id, parts }: PlanRow, { part, step }: InstalmentMail): Promise<void> {
      const { _id: invoiceId, buyer, currency, number, personId, seller, figures } = invoice;
      const { locale } = buyer;
      const texts = languages[locale];
      const facts = await deps.siteFacts();
      const { asked } = instalmentsStanding(parts, figures.due, deps.clock.now());
      const amount = formatMoney({ amount: asked, currency }, locale);
      const days = new Intl.DateTimeFormat(DAY_TAGS[locale], {
        dateStyle: 'long',
        timeZone: await deps.siteTimeZone(),
      });
      const day = days.format(parts[part]!.dueAt);
      const payUrl = await deps.payUrl(invoiceId);
      await deps.mailer.send({
        to: buyer.email,
        personId,
        topic: 'necessary',
        idempotencyKey: `instalment:${_id}:${part}:${step}`,
        subject: texts.subjects[step](amount, day),
        ...mailBody(facts, {
          locale,
          heading: texts.heading(buyer.name.split(' ', 1)[0]!),
          paragraphs: [
            texts.texts[step](amount, day),
            texts.part(part + 1, parts.length, number!),
            ...(step === 'ahead' ? [] : [texts.crossed]),
          ],
          action:
            payUrl === null
              ? { label: texts.invoice, url: await deps.paperUrl(invoiceId) }
              : { label: texts.pay, url: payUrl },
          footer: texts.why(seller!.legalName),
        }),
      });
    },
  };
}

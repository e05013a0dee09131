import type { InvoiceId, Locale, PersonId } from '@stageline/contracts';
import { formatMoney, instalmentsStanding, restOfInstalment, type InstalmentStep } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { InvoiceRow } from '../invoices/index.ts';
import type { Mailer, SiteFactsReader } from '../leads/index.ts';
import { mailBody } from '../mail/index.ts';
import { de } from './instalments.mail.de.ts';
import { en, type ChargeStep } from './instalments.mail.en.ts';
import type { PlanRow } from './instalments.repository.ts';

export interface InstalmentLettersDeps {
  readonly siteFacts: SiteFactsReader['siteFacts'];
  /** The zone to tell a buyer days in: their own, or else the site's. */
  readonly readerZone: (personId: PersonId) => Promise<string>;
  readonly mailer: Mailer;
  /** Where it is paid; null where it cannot be paid there. */
  readonly payUrl: (invoiceId: InvoiceId) => Promise<string | null>;
  /** The page of its parts, on which charges are agreed to and taken back. */
  readonly partsUrl: (invoiceId: InvoiceId) => Promise<string>;
  /** A signed address of the invoice. */
  readonly paperUrl: (invoiceId: InvoiceId) => Promise<string>;
  readonly clock: Clock;
}

/** Of which part, and what: a reminder, or something of a charge. */
export interface InstalmentLetter {
  readonly part: number;
  readonly step: InstalmentStep | ChargeStep;
  /** Of a charge: the how-manieth. */
  readonly turn?: number;
  /** When a declined card is tried again. */
  readonly again?: Date;
}

const languages: Readonly<Record<Locale, typeof en>> = { en, de };
const DAY_TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de' };
const ofCharge = (step: InstalmentLetter['step']): step is ChargeStep =>
  step === 'charged' || step === 'declined' || step === 'asks';

/** Reminders of parts, and what is told of charges, in the language of the buyer. */
export function createInstalmentLetters(deps: InstalmentLettersDeps) {
  /** What the button leads to: the page of the parts where there is nothing to pay by hand, else the way to pay. */
  async function actionOf(step: InstalmentLetter['step'], invoiceId: InvoiceId, texts: typeof en) {
    if (step === 'charged') return { label: texts.parts, url: await deps.partsUrl(invoiceId) };
    const url = await deps.payUrl(invoiceId);
    return url === null ? { label: texts.invoice, url: await deps.paperUrl(invoiceId) } : { label: texts.pay, url };
  }

  return {
    /** One mail about one part; the same once, however often it is asked for. */
    async send(
      invoice: InvoiceRow,
      { _id, parts }: PlanRow,
      { part, step, turn, again }: InstalmentLetter,
    ): Promise<void> {
      const { _id: invoiceId, buyer, currency, number, personId, seller, figures } = invoice;
      const { locale } = buyer;
      const texts = languages[locale];
      const facts = await deps.siteFacts();
      const asked = ofCharge(step)
        ? restOfInstalment(parts, figures.due, part)
        : instalmentsStanding(parts, figures.due, deps.clock.now()).asked;
      const amount = formatMoney({ amount: asked, currency }, locale);
      const days = new Intl.DateTimeFormat(DAY_TAGS[locale], {
        dateStyle: 'long',
        timeZone: await deps.readerZone(personId),
      });
      const day = days.format(again ?? parts[part]!.dueAt);
      await deps.mailer.send({
        to: buyer.email,
        personId,
        topic: 'necessary',
        idempotencyKey: `instalment:${_id}:${part}:${step}${turn === undefined ? '' : `:${turn}`}`,
        subject: texts.subjects[step](amount, day),
        ...mailBody(facts, {
          locale,
          heading: texts.heading(buyer.name.split(' ', 1)[0]!),
          paragraphs: [
            texts.texts[step](amount, day),
            texts.part(part + 1, parts.length, number!),
            ...(step === 'ahead' || ofCharge(step) ? [] : [texts.crossed]),
          ],
          action: await actionOf(step, invoiceId, texts),
          footer: texts.why(seller!.legalName),
        }),
      });
    },
  };
}
export type InstalmentLetters = ReturnType<typeof createInstalmentLetters>;

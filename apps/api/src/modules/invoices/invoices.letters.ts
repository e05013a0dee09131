import type { CreditNoteId, InvoiceId, LeadId, Locale, PersonId, ReceiptId } from '@stageline/contracts';
import { formatMoney } from '@stageline/domain';
import type { Mailer, SiteFactsReader } from '../leads/index.ts';
import { mailBody } from '../mail/index.ts';
import type { DocumentFiles } from './documents/document-files.ts';
import type { DocumentId, DocumentLinks } from './documents/document-links.ts';
import { de } from './invoices.mail.de.ts';
import { en } from './invoices.mail.en.ts';
import type { InvoicesRepository } from './invoices.repository.ts';
import type { InvoiceRow } from './invoices.types.ts';

export interface InvoiceLettersDeps {
  readonly repository: InvoicesRepository;
  readonly links: DocumentLinks;
  readonly files: Pick<DocumentFiles, 'read'>;
  readonly sites: SiteFactsReader;
  /** The zone to tell a buyer days in: their own, or else the site's. */
  readonly readerZone: (personId: PersonId) => Promise<string>;
  readonly mailer: Mailer;
  /** Where an invoice is paid; null where it cannot be paid there. */
  readonly payUrl?: (invoice: {
    readonly invoiceId: InvoiceId;
    readonly leadId: LeadId;
    readonly personId: PersonId;
  }) => Promise<string | null>;
}

/** How long the address of a document opens that was mailed. */
const MAILED_SECONDS = 90 * 86_400;
const languages: Readonly<Record<Locale, typeof en>> = { en, de };
const DAY_TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de' };

interface Letter {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly action: { readonly label: string; readonly url: string };
}

/** What buyers are mailed; each document is printed before its mail goes out. */
export function createInvoiceLetters(deps: InvoiceLettersDeps) {
  const { repository, links, files, sites, readerZone, mailer } = deps;

  async function send(
    id: DocumentId,
    invoice: InvoiceRow,
    write: (texts: typeof en, about: { site: string; firstName: string; url: string }) => Letter,
  ): Promise<void> {
    const { buyer, seller, personId } = invoice;
    await files.read(id);
    const facts = await sites.siteFacts();
    const texts = languages[buyer.locale];
    const url = `${facts.url}${links.pathFor(id, MAILED_SECONDS)}`;
    const firstName = buyer.name.split(' ', 1)[0]!;
    const { subject, ...content } = write(texts, { site: facts.siteName, firstName, url });
    await mailer.send({
      to: buyer.email,
      personId,
      topic: 'necessary',
      idempotencyKey: `document:${id}`,
      subject,
      ...mailBody(facts, { locale: buyer.locale, ...content, footer: texts.why(seller!.legalName) }),
    });
  }
  const money = ({ currency, buyer }: InvoiceRow, amount: number) => formatMoney({ amount, currency }, buyer.locale);

  return {
    async invoice(invoiceId: InvoiceId): Promise<void> {
      const invoice = await repository.find(invoiceId);
      // What was taken back meanwhile is told by a mail of its own.
      if (invoice === null || invoice.state === 'void') return;
      const { due } = invoice.figures;
      const { locale } = invoice.buyer;
      const { leadId, personId } = invoice;
      const timeZone = await readerZone(personId);
      const days = new Intl.DateTimeFormat(DAY_TAGS[locale], { dateStyle: 'long', timeZone });
      const payUrl = due > 0 ? ((await deps.payUrl?.({ invoiceId, leadId, personId })) ?? null) : null;
      await send(invoiceId, invoice, ({ invoice: texts }, { site, firstName, url }) => ({
        subject: texts.subject(invoice.number!, site),
        heading: texts.heading(firstName),
        paragraphs: [
          due > 0
            ? texts.text(money(invoice, due), days.format(invoice.dueAt!))
            : texts.paid(money(invoice, invoice.totals.gross)),
          ...(payUrl === null ? [] : [texts.paper(url)]),
        ],
        action: payUrl === null ? { label: texts.action, url } : { label: texts.pay, url: payUrl },
      }));
    },

    async receipt(receiptId: ReceiptId): Promise<void> {
      const receipt = await repository.findReceipt(receiptId);
      const invoice = receipt === null ? null : await repository.find(receipt.invoiceId);
      if (receipt === null || invoice === null) return;
      await send(receiptId, invoice, ({ receipt: texts }, { site, firstName, url }) => ({
        subject: texts.subject(receipt.number, site),
        heading: texts.heading(firstName),
        paragraphs: [
          texts.text(money(invoice, receipt.amount), invoice.number!),
          ...(receipt.dueAfter > 0 ? [texts.stillDue(money(invoice, receipt.dueAfter))] : []),
        ],
        action: { label: texts.action, url },
      }));
    },

    async creditNote(creditNoteId: CreditNoteId): Promise<void> {
      const note = await repository.findCreditNote(creditNoteId);
      const invoice = note === null ? null : await repository.find(note.invoiceId);
      if (note === null || invoice === null) return;
      await send(creditNoteId, invoice, ({ creditNote: texts }, { site, firstName, url }) => ({
        subject: texts.subject(note.number, site),
        heading: texts.heading(firstName),
        paragraphs: [texts.text(money(invoice, note.amount), invoice.number!), texts.reason(note.reason)],
        action: { label: texts.action, url },
      }));
    },
  };
}
export type InvoiceLetters = ReturnType<typeof createInvoiceLetters>;

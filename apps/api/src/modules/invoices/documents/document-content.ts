import type { Locale } from '@stageline/contracts';
import { formatMoney } from '@stageline/domain';
import type { CreditNoteRow, InvoiceRow, ReceiptRow, Seller } from '../invoices.types.ts';
import { documentTexts } from './document-texts.ts';
import type { DocumentContent } from './document.pdf.ts';

/** The tags by which days are written, as in mails. */
const DAY_TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de' };

interface Writing {
  readonly texts: (typeof documentTexts)[Locale];
  money(amount: number): string;
  day(at: Date): string;
  /** `19 %`, as far as it has digits. */
  rate(thousandths: number): string;
}

function writingOf({ buyer, currency }: InvoiceRow, timeZone: string): Writing {
  const { locale } = buyer;
  const days = new Intl.DateTimeFormat(DAY_TAGS[locale], { dateStyle: 'long', timeZone });
  const rates = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 3 });
  return {
    texts: documentTexts[locale],
    money: (amount) => plain(formatMoney({ amount, currency }, locale)),
    day: (at) => days.format(at),
    rate: (thousandths) => plain(rates.format(thousandths / 100_000)),
  };
}
/** Narrow spaces without a break are not in every typeface. */
const plain = (text: string): string => text.replaceAll('\u202f', '\u00a0');

const present = (lines: readonly (string | null)[]): string[] =>
  lines.filter((line): line is string => line !== null && line !== '');

function common(invoice: InvoiceRow, { texts }: Writing) {
  const seller = invoice.seller as Seller;
  const { buyer, currency } = invoice;
  const countries = new Intl.DisplayNames(buyer.locale, { type: 'region' });
  const countryOf = (code: string | null) => (code === null ? null : (countries.of(code) ?? code));
  return {
    locale: buyer.locale,
    currency,
    seller: present([
      seller.legalName,
      ...seller.address,
      countryOf(seller.country),
      seller.taxId === null ? null : texts.taxId(seller.taxId),
      seller.email,
    ]),
    buyer: present([
      buyer.company ?? buyer.name,
      buyer.company === null ? null : buyer.name,
      ...buyer.address,
      countryOf(buyer.country),
      buyer.taxId === null ? null : texts.taxId(buyer.taxId),
    ]),
    footer: seller.footer,
  };
}

const taxSums = (taxes: CreditNoteRow['taxes'], { texts, money, rate }: Writing) =>
  taxes.flatMap(({ category, rate: each, net, tax }) =>
    category === 'standard' ? [{ label: texts.taxOf(rate(each), money(net)), value: money(tax) }] : [],
  );

/** What the law wants to be said of tax that is not asked. */
function taxNotes({ totals, seller }: InvoiceRow, { texts }: Writing): string[] {
  const has = (category: string) => totals.taxes.some((tax) => tax.category === category);
  return [
    ...(has('reverse_charge') ? [texts.reverseCharge] : []),
    ...(has('exempt') && seller!.exemptionNote !== '' ? [seller!.exemptionNote] : []),
  ];
}

/** An issued invoice as it is printed. @param timeZone whose days stand on it */
export function invoiceContent(invoice: InvoiceRow, timeZone: string): DocumentContent {
  const writing = writingOf(invoice, timeZone);
  const { texts, money, day, rate } = writing;
  const { lines, totals, pricesIncludeTax, issuedAt, dueAt } = invoice;
  const hasTax = totals.taxes.some(({ category }) => category === 'standard');
  return {
    ...common(invoice, writing),
    title: `${texts.invoice} ${invoice.number!}`,
    at: issuedAt!,
    facts: [
      [texts.issued, day(issuedAt!)],
      [texts.due, day(dueAt!)],
    ],
    lines: lines.map(({ description, quantity, unitAmount, tax, net, gross }) => ({
      description,
      quantity: String(quantity),
      unit: money(unitAmount),
      tax: tax.category === 'standard' ? rate(tax.rate) : '–',
      amount: money(pricesIncludeTax ? gross : net),
    })),
    sums: [
      ...(hasTax ? [{ label: texts.net, value: money(totals.net) }, ...taxSums(totals.taxes, writing)] : []),
      { label: texts.total, value: money(totals.gross), strong: true },
    ],
    notes: [...(hasTax && pricesIncludeTax ? [texts.includesTax] : []), ...taxNotes(invoice, writing)],
  };
}

/** The lines that it takes back, where it takes back some by name. */
function partsOf({ number, lines }: InvoiceRow, note: CreditNoteRow, texts: Writing['texts']) {
  const parts = note.lines ?? [];
  if (parts.length === 0) return [{ description: texts.takenBack(number!), amount: note.amount }];
  return parts.map(({ line, amount }) => ({ description: texts.takenBackOf(lines[line]!.description), amount }));
}

/** What takes back an invoice, or a part of it, as it is printed. */
export function creditNoteContent(invoice: InvoiceRow, note: CreditNoteRow, timeZone: string): DocumentContent {
  const writing = writingOf(invoice, timeZone);
  const { texts, money, day } = writing;
  const net = note.taxes.reduce((sum, tax) => sum + tax.net, 0);
  return {
    ...common(invoice, writing),
    title: `${texts.credit_note} ${note.number}`,
    at: note.at,
    facts: [
      [texts.issued, day(note.at)],
      [texts.forInvoice, invoice.number!],
    ],
    lines: partsOf(invoice, note, texts).map(({ description, amount }) => ({
      ...{ description, quantity: '1', unit: money(-amount), tax: '', amount: money(-amount) },
    })),
    sums: [
      { label: texts.net, value: money(-net) },
      ...taxSums(
        note.taxes.map((tax) => ({ ...tax, net: -tax.net, tax: -tax.tax })),
        writing,
      ),
      { label: texts.totalBack, value: money(-note.amount), strong: true },
    ],
    notes: [`${texts.reason}: ${note.reason}`, ...taxNotes(invoice, writing)],
  };
}

/** What says that somebody paid, as it is printed. */
export function receiptContent(invoice: InvoiceRow, receipt: ReceiptRow, timeZone: string): DocumentContent {
  const writing = writingOf(invoice, timeZone);
  const { texts, money, day } = writing;
  const { amount, overpaid, dueAfter, method, at } = receipt;
  return {
    ...common(invoice, writing),
    title: `${texts.receipt} ${receipt.number}`,
    at,
    facts: [
      [texts.paidOn, day(at)],
      [texts.forInvoice, invoice.number!],
      [texts.method, texts.methods[method]],
    ],
    lines: [],
    sums: [
      { label: texts.received, value: money(amount), strong: true },
      ...(overpaid > 0 ? [{ label: texts.overpaid, value: money(overpaid) }] : []),
      { label: texts.stillDue, value: money(dueAfter) },
    ],
    notes: [],
  };
}

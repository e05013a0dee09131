import { expect, it } from '@jest/globals';
import { newId } from '@stageline/platform';
import { brandPalette } from '@stageline/domain';
import { extractText, getDocumentProxy } from 'unpdf';
import { NO_FIGURES, priced } from '../invoice-content.ts';
import type { InvoiceRow, Seller } from '../invoices.types.ts';
import { creditNoteContent, invoiceContent, receiptContent } from './document-content.ts';
import { documentPdf } from './document.pdf.ts';

const seller: Seller = {
  legalName: 'Dana Reyes Coaching GmbH',
  address: ['Lindenweg 4', '10115 Berlin'],
  country: 'DE',
  email: 'money@dana.example',
  taxId: 'DE136695976',
  taxRate: 19_000,
  pricesIncludeTax: true,
  exemptionNote: '',
  dueDays: 14,
  numberPrefix: 'INV-',
  footer: 'Bank: DE00 1234 5678',
};
const buyer = {
  name: 'Ana Ruiz',
  email: 'ana@people.example',
  company: null,
  address: ['Calle Mayor 1', '28013 Madrid'],
  country: 'ES',
  taxId: null,
  locale: 'en' as const,
};
const at = new Date('2026-03-01T23:30:00Z');
const theme = { primaryColor: '#1e3a8a', secondaryColor: '#f59e0b', typePairing: 'modern' } as const;
const look = { siteName: 'Dana', palette: brandPalette(theme, 'light'), logo: null };

function invoiceOf(order: Partial<Parameters<typeof priced>[0]> = {}, change: Partial<Seller> = {}): InvoiceRow {
  const lines = [{ description: 'Masterclass', quantity: 2, unitAmount: 4900 }];
  const own = { ...seller, ...change };
  return {
    _id: newId('ivc'),
    number: 'INV-0042',
    state: 'issued',
    personId: newId('per'),
    leadId: newId('led'),
    sessionId: null,
    ...priced({ lines, buyer, currency: 'EUR', ...order }, own),
    seller: own,
    createdAt: at,
    issuedAt: at,
    dueAt: new Date('2026-03-15T23:30:00Z'),
    figures: NO_FIGURES,
    version: 1,
  };
}
async function textOf(bytes: Buffer) {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(pdf, { mergePages: true });
  return { text: text.replaceAll('\u00a0', ' '), pages: pdf.numPages };
}

it('D-02 the same invoice makes the same bytes, and says whose it is, what it costs and what of it is tax', async () => {
  const content = invoiceContent(invoiceOf(), 'Europe/Berlin');
  const [one, two] = [await documentPdf(content, look), await documentPdf(content, look)];
  expect(one.equals(two)).toBe(true);
  const { text, pages } = await textOf(one);
  expect(pages).toBe(1);
  for (const part of [
    'Invoice INV-0042',
    'Dana Reyes Coaching GmbH',
    'Tax ID DE136695976',
    'Ana Ruiz',
    'Spain',
    // By the seller's clock it was the next day already.
    '2 March 2026',
    '16 March 2026',
    '€98.00',
    '€82.35',
    'Tax 19% of €82.35',
    '€15.65',
    'Bank: DE00 1234 5678',
  ])
    expect(text).toContain(part);
});

it('D-02 says in German why no tax is asked, of whom it is asked instead, and the digits of each currency', async () => {
  const company = { ...buyer, locale: 'de' as const, company: 'Ruiz SL', taxId: 'ESB58378431' };
  const reversed = invoiceContent(
    invoiceOf({ reverseCharge: true, buyer: company, currency: 'KWD' }, { pricesIncludeTax: false }),
    'UTC',
  );
  const { text } = await textOf(await documentPdf(reversed, look));
  for (const part of ['Rechnung INV-0042', 'Ruiz SL', 'Steuernummer ESB58378431', '9,800 KWD', 'Reverse Charge'])
    expect(text).toContain(part);
  const small = { taxRate: null, exemptionNote: 'Kein Ausweis von Umsatzsteuer nach § 19 UStG.' };
  const exempt = invoiceContent(invoiceOf({ buyer: company, currency: 'JPY' }, small), 'UTC');
  const paper = (await textOf(await documentPdf(exempt, look))).text;
  expect(paper).toContain('§ 19 UStG');
  expect(paper).toContain('9.800 ¥');
  expect(paper).not.toContain('Ohne Steuer');
});

it.each([
  ['王小明', 'NotoSansHans'],
  ['國際發展有限公司', 'NotoSansHans'],
  ['Zoë 王', 'NotoSansHans'],
  ['山田はなこ', 'NotoSansJP'],
  ['株式会社カタカナ', 'NotoSansJP'],
  ['김민수', 'NotoSansKR'],
])('D-02 writes %s in a typeface that has its letters, of which these alone are embedded', async (name, face) => {
  const content = invoiceContent(invoiceOf({ buyer: { ...buyer, name } }), 'UTC');
  const [one, two] = [await documentPdf(content, look), await documentPdf(content, look)];
  expect(one.equals(two)).toBe(true);
  expect((await textOf(one)).text).toContain(name);
  const embedded = [...one.toString('latin1').matchAll(/\/FontName \/[A-Z]{6}\+(Noto\w+)/g)].map(([, font]) => font);
  expect(new Set(embedded)).toEqual(new Set([expect.stringContaining(face)]));
  // The whole typeface has more than four million bytes.
  expect(one.length).toBeLessThan(250_000);
});

it('D-02 reads no large typeface where no text needs it', async () => {
  const paper = await documentPdf(invoiceContent(invoiceOf(), 'UTC'), look);
  expect(paper.toString('latin1')).not.toContain('Noto');
});

it.each(['Анна Петрова', 'Άννα', 'Nguyễn Thị', 'דנה לוי', 'سارة', 'Łukasz Żak'])(
  'D-02 writes the buyer in the script of their name: %s',
  async (name) => {
    const { text } = await textOf(
      await documentPdf(invoiceContent(invoiceOf({ buyer: { ...buyer, name } }), 'UTC'), look),
    );
    // Arabic is extracted as the joined forms of its letters; a script from right to left letter by letter.
    const letters = (value: string) => [...value.normalize('NFKC')].filter((letter) => /\p{L}/u.test(letter));
    const there = new Set(letters(text));
    expect(letters(name).filter((letter) => !there.has(letter))).toEqual([]);
  },
);

it('D-02 goes on on the next page with many lines, none of which is lost', async () => {
  const lines = Array.from({ length: 60 }, (_one, n) => ({
    description: `Position ${n} ${'of what was agreed '.repeat(4)}`,
    quantity: 1,
    unitAmount: 100,
  }));
  const { text, pages } = await textOf(await documentPdf(invoiceContent(invoiceOf({ lines }), 'UTC'), look));
  expect(pages).toBeGreaterThan(2);
  expect(lines.filter((_line, n) => !text.includes(`Position ${n} `))).toEqual([]);
  expect(text).toContain(`Page ${pages} of ${pages}`);
});

it('D-03 a receipt says what was paid, how, and what is still due; a credit note what it takes back, and why', async () => {
  const invoice = invoiceOf();
  const receipt = {
    ...{
      _id: newId('rcp'),
      number: 'RC-0007',
      invoiceId: invoice._id,
      paymentId: newId('pay'),
      method: 'card' as const,
    },
    ...{ amount: 4000, dueAfter: 5800, overpaid: 0, at },
  };
  const paid = (await textOf(await documentPdf(receiptContent(invoice, receipt, 'UTC'), look))).text;
  for (const part of ['Receipt RC-0007', 'INV-0042', 'Card', '€40.00', '€58.00']) expect(paid).toContain(part);
  const note = {
    ...{ _id: newId('crn'), number: 'CN-0003', invoiceId: invoice._id, refundId: null, amount: 1190, at },
    taxes: [{ category: 'standard' as const, rate: 19_000, net: 1000, tax: 190 }],
    reason: 'The class was moved',
  };
  const back = (await textOf(await documentPdf(creditNoteContent(invoice, note, 'UTC'), look))).text;
  for (const part of ['Credit note CN-0003', 'INV-0042', '-€11.90', '-€1.90', 'The class was moved'])
    expect(back).toContain(part);
});

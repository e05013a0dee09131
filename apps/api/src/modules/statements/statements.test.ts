import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StatementLineState } from '@stageline/contracts';
import { createMoneyBed, PRICE, type MoneyBed, type Shop } from '../../testing/money-bed.ts';
import { readCamt } from './camt.ts';
import { createStatementsModule } from './index.ts';
import { readStatement } from './read-statement.ts';

let money: MoneyBed;
let bed: MoneyBed['bed'];
let statements: ReturnType<typeof createStatementsModule>['service'];
beforeAll(async () => {
  money = await createMoneyBed();
  ({ bed } = money);
  const { unitOfWork, clock } = bed;
  ({ service: statements } = createStatementsModule({
    ...{ invoices: money.invoices.service, payments: money.payments.service, unitOfWork, clock },
    audit: { record: async () => undefined },
  }));
});
afterAll(() => bed.close());

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
const csv = (...lines: (readonly [day: string, name: string, reference: string, amount: string])[]) =>
  Buffer.from(
    ['Buchungstag;Auftraggeber;Verwendungszweck;Betrag (EUR)', ...lines.map((line) => line.join(';'))].join('\n'),
  );
const bring = ({ id }: Shop, bytes: Buffer) => bed.in(id, () => statements.upload({ filename: 'march.csv', bytes }));
const lines = async ({ id }: Shop, state: StatementLineState = 'open') =>
  (await bed.in(id, () => statements.list({ state, limit: 50 }))).items;
const numberOf = async ({ id, invoiceId }: Shop) =>
  (await bed.in(id, () => money.invoices.service.get(invoiceId))).number!;
const dueOf = async ({ id, invoiceId }: Shop) =>
  (await bed.in(id, () => money.invoices.service.get(invoiceId))).figures.due;

describe('statements of banks', () => {
  it('D-05 a file brought again adds nothing, and what is alike in one file is one line each', async () => {
    const shop = await money.site();
    const coffee = ['01.03.2026', 'Ana Ruiz', 'coffee', '3,00'] as const;
    const file = csv(coffee, coffee, ['01.03.2026', 'Shop', 'rent', '-500,00']);
    expect(await bring(shop, file)).toEqual({ added: 2, known: 0, leftOut: 1 });
    expect(await bring(shop, file)).toEqual({ added: 0, known: 2, leftOut: 1 });
    const later = csv(coffee, coffee, ['02.03.2026', 'Ben', 'tea', '4,00']);
    expect(await bring(shop, later)).toEqual({ added: 1, known: 2, leftOut: 0 });
    expect(await lines(shop)).toHaveLength(3);
  });

  it('D-05 a line pays the invoices that a member says, once, also where two say so at the same time', async () => {
    const first = await money.site();
    const second = await money.sell(first, 5000);
    await bring(first, csv(['01.03.2026', 'Somebody', 'thanks', '155,00']));
    const [line] = await lines(first);
    expect(line).toMatchObject({ suggestion: null, amount: 15_500 });
    const parts = [
      { invoiceId: first.invoiceId, amount: PRICE },
      { invoiceId: second.invoiceId, amount: 5500 },
    ];
    const book = () => codeOf(bed.in(first.id, () => statements.book(line!.id, parts)));
    expect((await Promise.all([book(), book()])).toSorted()).toEqual(['done', 'illegal-transition']);
    expect([await dueOf(first), await dueOf(second)]).toEqual([0, 0]);
    expect(await money.rows(first.id, 'Receipt')).toHaveLength(2);
    expect(await lines(first)).toEqual([]);
    const [booked] = await lines(first, 'booked');
    expect(booked?.parts.map(({ amount }) => amount)).toEqual([PRICE, 5500]);
    const payments = await money.rows(first.id, 'Payment');
    expect(payments.map(({ note, paidAt }) => [note, paidAt.toISOString()])).toEqual(
      Array.from({ length: 2 }, () => ['Somebody: thanks', '2026-03-01T12:00:00.000Z']),
    );
  });

  it('D-05 parts have to come to the line, and one that cannot be paid leaves the line open', async () => {
    const shop = await money.site();
    const gone = await money.sell(shop);
    await bed.in(gone.id, () => money.invoices.service.cancel(gone.invoiceId, 'x'));
    await bring(shop, csv(['01.03.2026', 'Somebody', 'thanks', '20,00']));
    const [line] = await lines(shop);
    const book = (amount: number, invoiceId = shop.invoiceId) =>
      codeOf(bed.in(shop.id, () => statements.book(line!.id, [{ invoiceId, amount }])));
    expect(await book(1999)).toBe('validation-failed');
    expect(await book(2000, gone.invoiceId)).toBe('invoice-settled');
    expect((await lines(shop))[0]?.state).toBe('open');
    expect(await money.rows(shop.id, 'Payment')).toEqual([]);
  });

  it('D-05 notes all sure ones at once, and leaves what is not sure any more', async () => {
    const first = await money.site();
    const second = await money.sell(first, 5000);
    const [one, two] = [await numberOf(first), await numberOf(second)];
    await bring(
      first,
      csv(
        ['01.03.2026', 'Ana Ruiz', `Rechnung ${one}`, '100,00'],
        ['02.03.2026', 'Ana Ruiz', `Rechnung ${one} (again)`, '100,00'],
        ['03.03.2026', 'Ben', `for ${two}`, '49,00'],
      ),
    );
    const open = await lines(first);
    const certainty = (reference: string) =>
      open.find((line) => line.reference.includes(reference))?.suggestion?.certainty;
    expect([certainty(`${one} (`), certainty(two)]).toEqual(['sure', 'likely']);
    const ids = open.map(({ id }) => id);
    expect(await bed.in(first.id, () => statements.bookSure(ids))).toEqual({ booked: 1, left: 2 });
    expect(await bed.in(first.id, () => statements.bookSure(ids))).toEqual({ booked: 0, left: 3 });
    expect([await dueOf(first), await dueOf(second)]).toEqual([0, 5000]);
    expect(await bed.in(first.id, () => money.invoices.books.check())).toEqual([]);
  });

  it('D-05 what pays no invoice is put aside, and brought back', async () => {
    const shop = await money.site();
    await bring(shop, csv(['01.03.2026', 'Tax office', 'refund', '12,00']));
    const [line] = await lines(shop);
    const move = (from: StatementLineState, to: StatementLineState) =>
      codeOf(bed.in(shop.id, () => statements.move(line!.id, from, to)));
    expect(await move('open', 'aside')).toBe('done');
    expect(await move('open', 'aside')).toBe('illegal-transition');
    expect([await lines(shop), (await lines(shop, 'aside')).length]).toEqual([[], 1]);
    expect(await move('aside', 'open')).toBe('done');
    expect(await lines(shop)).toHaveLength(1);
  });

  it('D-05 finds open invoices by number and name, in the currency of the line', async () => {
    const shop = await money.site();
    await bring(shop, csv(['01.03.2026', 'Somebody', 'thanks', '20,00']));
    const [line] = await lines(shop);
    const found = (search: string) => bed.in(shop.id, () => statements.owedFor(line!.id, search));
    expect(await found('ruiz')).toEqual([
      { invoiceId: shop.invoiceId, number: await numberOf(shop), buyerName: 'Ana Ruiz', due: PRICE },
    ]);
    expect(await found((await numberOf(shop)).toLowerCase())).toHaveLength(1);
    expect(await found('nobody')).toEqual([]);
  });
});

const entry = (inner: string, money_ = '<Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>') =>
  `<Ntry>${money_}<Sts>BOOK</Sts><BookgDt><Dt>2026-03-01</Dt></BookgDt>${inner}</Ntry>`;
const camt = (...entries: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
  <Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>${entries.join('')}</Stmt></BkToCstmrStmt></Document>`;
const details = (name: string, text: string, more = '') =>
  `<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>${more}<RltdPties><Dbtr>${name}</Dbtr></RltdPties>
  <RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls>`;

describe('CAMT.053', () => {
  it('D-05 reads what came in, by the names of old and new versions', () => {
    const old = entry(
      `<AcctSvcrRef>0042</AcctSvcrRef><NtryDtls>${details('<Nm>Ana &amp; Co</Nm>', 'INV-0042')}</NtryDtls>`,
    );
    const later = entry(`<NtryDtls>${details('<Pty><Nm>Ben</Nm></Pty>', '007')}</NtryDtls>`);
    const out = entry('', '<Amt Ccy="EUR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>');
    const pending = entry('').replace('<Sts>BOOK</Sts>', '<Sts><Cd>PDNG</Cd></Sts>');
    const reversed = entry('<RvslInd>true</RvslInd>');
    const read = readCamt(camt(old, later, out, pending, reversed));
    const common = { bookedOn: '2026-03-01', amount: 10_000, currency: 'EUR', account: 'DE02120300000000202051' };
    expect(read).toEqual({
      entries: [
        { ...common, name: 'Ana & Co', reference: 'INV-0042', bankId: '0042' },
        { ...common, name: 'Ben', reference: '007', bankId: null },
      ],
      leftOut: 3,
    });
  });

  it('D-05 payments that a bank adds up are lines of their own, where it says what each is', () => {
    const amounts = ['<Amt Ccy="EUR">40.00</Amt>', '<Amt Ccy="EUR">60.00</Amt>'];
    const both = `${details('<Nm>Ana</Nm>', 'a', amounts[0])}${details('<Nm>Ben</Nm>', 'b', amounts[1])}`;
    const read = readCamt(camt(entry(`<AcctSvcrRef>X</AcctSvcrRef><NtryDtls>${both}</NtryDtls>`)));
    expect(read?.entries.map(({ name, amount, bankId }) => [name, amount, bankId])).toEqual([
      ['Ana', 4000, 'X/0'],
      ['Ben', 6000, 'X/1'],
    ]);
  });

  it('D-05 amounts have the digits of their currency', () => {
    const amount = (text: string, code: string) =>
      readCamt(camt(entry('', `<Amt Ccy="${code}">${text}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`)))?.entries[0]?.amount;
    expect([amount('1234', 'JPY'), amount('1.234', 'KWD'), amount('1234.5', 'EUR'), amount('1.001', 'EUR')]).toEqual([
      1234,
      1234,
      123_450,
      undefined,
    ]);
  });

  it.each([
    ['another kind of document', '<Document><BkToCstmrDbtCdtNtfctn/></Document>'],
    ['what is cut off', camt(entry('')).slice(0, 300)],
    ['entities of its own', `<!DOCTYPE x [<!ENTITY a "b">]>${camt(entry(''))}`],
    ['a letter', 'Dear bank'],
  ])('D-05 refuses %s', (_what, text) => {
    expect(() => readStatement(Buffer.from(text), 'EUR')).toThrow(
      expect.objectContaining({ code: 'statement-unreadable' }),
    );
  });
});

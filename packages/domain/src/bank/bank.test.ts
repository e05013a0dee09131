import { describe, expect, it } from '@jest/globals';
import type { InvoiceId } from '@stageline/contracts';
import { readCsvStatement } from './csv-statement.ts';
import { matchEntry, nameKey, owedOf, type OwedInvoice } from './match.ts';
import { bankAmount } from './statement.ts';

describe('amounts of banks', () => {
  it.each([
    ['1.234,56', 'EUR', 123_456],
    ['1,234.56', 'EUR', 123_456],
    ["1'234.50", 'CHF', 123_450],
    ['1 234,5 €', 'EUR', 123_450],
    ['EUR 12', 'EUR', 1200],
    ['-12,00', 'EUR', -1200],
    ['12,00-', 'EUR', -1200],
    ['1.234', 'EUR', 123_400],
    ['1.234', 'KWD', 1234],
    ['1.234.567', 'EUR', 123_456_700],
    ['5,000', 'JPY', 5000],
    ['100.00', 'JPY', 100],
    ['100.00000', 'EUR', 10_000],
    ['100.001', 'JPY', 100_001],
    ['12,345', 'EUR', 1_234_500],
    ['1,2345', 'EUR', null],
    ['', 'EUR', null],
    ['abc', 'EUR', null],
    ['99999999999999999', 'EUR', null],
  ] as const)('D-01 reads %p in %s', (text, currency, amount) => {
    expect(bankAmount(text, currency)).toBe(amount);
  });
});

describe('statements as a table', () => {
  it('D-05 reads what came in below the lines that a bank puts before it, and leaves out the rest', () => {
    const read = readCsvStatement(
      [
        ['Kontoinhaber', 'Dana Reyes'],
        ['Buchungstag', 'Wertstellung', 'Beguenstigter/Zahlungspflichtiger', 'Verwendungszweck', 'Betrag (EUR)'],
        ['01.03.26', '02.03.26', 'Ruiz, Ana', 'INV-0042 danke', '1.190,00'],
        ['01.03.2026', '', 'Strom AG', 'Abschlag', '-80,00'],
        ['31.02.2026', '', 'Nobody', 'no such day', '1,00'],
      ],
      'USD',
    );
    expect(read).toEqual({
      entries: [
        {
          ...{ bookedOn: '2026-03-01', amount: 119_000, currency: 'EUR', name: 'Ruiz, Ana' },
          ...{ reference: 'INV-0042 danke', account: '', bankId: null },
        },
      ],
      leftOut: 2,
    });
  });

  it.each([
    [['03/04/2026', '04/25/2026'], '2026-03-04'],
    [['03/04/2026', '25/04/2026'], '2026-04-03'],
    [['03/04/2026', '05/06/2026'], '2026-04-03'],
    [['2026-04-03T10:00:00', '2026-04-04'], '2026-04-03'],
  ])('D-05 reads the days %p', (days, first) => {
    const rows = [['Date', 'Amount', 'Currency', 'Description'], ...days.map((day) => [day, '5.00', 'USD', 'x'])];
    expect(readCsvStatement(rows, 'EUR')?.entries[0]).toMatchObject({ bookedOn: first, currency: 'USD', amount: 500 });
  });

  it('D-05 a column says which way it went', () => {
    const rows = [
      ['Datum', 'Umsatz', 'Soll/Haben', 'Währung'],
      ['01.03.2026', '5,00', 'H', 'EUR'],
      ['01.03.2026', '5,00', 'S', 'EUR'],
    ];
    expect(readCsvStatement(rows, 'USD')).toMatchObject({ entries: [{ amount: 500, currency: 'EUR' }], leftOut: 1 });
  });

  it('D-05 what names no day and amount is no statement', () => {
    expect(
      readCsvStatement(
        [
          ['Name', 'E-mail'],
          ['Ana', 'ana@people.example'],
        ],
        'EUR',
      ),
    ).toBeNull();
  });
});

const invoice = (number: string, due: number, name = 'Ana Ruiz', more: Partial<OwedInvoice> = {}): OwedInvoice => ({
  ...{ id: `ivc_${number}` as InvoiceId, number, due, names: [name], personId: name, currency: 'EUR' },
  ...more,
});
const owed = owedOf([
  invoice('INV-0042', 11_900),
  invoice('INV-0043', 5000),
  invoice('INV-0421', 700, 'Ben Oyelaran'),
  invoice('INV-0500', 9900, 'Zoë Weiß', { names: ['Zoë Weiß', 'Weiß GmbH'] }),
  invoice('INV-0600', 2500, 'Sam Lee', { personId: 'one' }),
  invoice('INV-0601', 2500, 'Sam Lee', { personId: 'other' }),
]);
const match = (reference: string, amount: number, name = 'Somebody', currency = 'EUR' as const) => {
  const found = matchEntry({ reference, amount, name, currency }, owed);
  return (
    found && [found.certainty, ...found.reasons, ...found.parts.map((part) => `${part.invoice.number}:${part.amount}`)]
  );
};

describe('what somebody may have paid', () => {
  it('D-05 is sure by number and amount alone', () => {
    expect(match('Rechnung INV-0042', 11_900)).toEqual(['sure', 'number', 'amount', 'INV-0042:11900']);
    expect(match('inv 0042 thanks', 11_900, 'Ruiz, Ana')).toEqual([
      'sure',
      'number',
      'amount',
      'name',
      'INV-0042:11900',
    ]);
    expect(match('INV0042 INV0043', 16_900)).toEqual(['sure', 'number', 'sum', 'INV-0042:11900', 'INV-0043:5000']);
    expect(match('INV-00 42', 11_900)).toEqual(['sure', 'number', 'amount', 'INV-0042:11900']);
  });

  it('D-05 takes no number for a part of another one', () => {
    expect(match('INV-00421', 11_901)).toBeNull();
    expect(match('XINV-0042', 1)).toBeNull();
    expect(match('INV-0421', 700)).toEqual(['sure', 'number', 'amount', 'INV-0421:700']);
  });

  it('D-05 is likely where a number has another amount, or a name pays just what is due', () => {
    expect(match('INV-0042', 10_000)).toEqual(['likely', 'number', 'INV-0042:10000']);
    expect(match('thanks', 5000, 'ANA RUIZ')).toEqual(['likely', 'name', 'amount', 'INV-0043:5000']);
    expect(match('thanks', 16_900, 'Ruiz Ana')).toEqual(['likely', 'name', 'sum', 'INV-0042:11900', 'INV-0043:5000']);
    expect(match('', 9900, 'WEISS GMBH')).toEqual(['likely', 'name', 'amount', 'INV-0500:9900']);
  });

  it('D-05 is possible by a name or an amount alone, and nothing where several could be meant', () => {
    expect(match('', 13_000, 'Ana Ruiz')).toEqual(['possible', 'name', 'INV-0042:11900', 'INV-0043:1100']);
    expect(match('', 700)).toEqual(['possible', 'amount', 'INV-0421:700']);
    expect(match('', 2500)).toBeNull();
    expect(match('', 2500, 'Sam Lee')).toBeNull();
    expect(match('', 1)).toBeNull();
  });

  it('D-05 knows a name again in another order, without marks and titles', () => {
    expect(nameKey('Dr. Zoë Weiß')).toBe(nameKey('WEISS, Zoe'));
  });
});

import type { CommissionLine } from '@stageline/contracts';
import { CSV_BOM, csvLine, exponentOf } from '@stageline/domain';

/** Names of the columns; they are for programs and the same in every language. */
const COLUMNS = [
  ...['at', 'kind', 'person', 'invoice', 'buyer', 'level', 'rate_percent', 'base', 'amount', 'currency', 'note'],
];

/** An amount as programs read it: `12.50`. */
function decimal(amount: number, currency: CommissionLine['currency']): string {
  const digits = exponentOf(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${amount < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
}

export const commissionsHead = (bom: boolean): string => `${bom ? CSV_BOM : ''}${csvLine(COLUMNS)}`;

/** One line of a statement; what people have typed is defused where a spreadsheet would take it for a formula. */
export const commissionCsv = (name: string, line: CommissionLine): string =>
  csvLine([
    ...[line.at, line.kind, name, line.invoiceNumber, line.buyerName, line.level],
    line.rate === null ? null : String(line.rate / 1000),
    line.base === null ? null : decimal(line.base, line.currency),
    ...[decimal(line.amount, line.currency), line.currency, line.note],
  ]);

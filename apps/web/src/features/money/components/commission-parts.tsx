import type { CommissionSums } from '@stageline/contracts';
import { ArrowLeft, Download } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Button, buttonStyles, Field, Select } from '../../../shared/ui/index.ts';
import { downloadCommissions } from '../api/commissions.queries.ts';
import { commissionTexts } from '../commission-texts.ts';
import { moneyText } from '../lib/amounts.ts';
import { monthsUntil } from '../lib/commission-values.ts';

/** Months that can be chosen. */
const MONTHS = 36;

/** The month lives in the address; undefined is that of now. */
export function useMonth(): [string | undefined, (month: string) => void] {
  const [params, setParams] = useSearchParams();
  const wanted = params.get('month') ?? undefined;
  const month = wanted !== undefined && /^20\d\d-(?:0[1-9]|1[0-2])$/.test(wanted) ? wanted : undefined;
  return [month, (value) => setParams({ month: value }, { replace: true })];
}

interface MonthFieldProps {
  /** As the answer has it. */
  readonly month: string;
  readonly onChoose: (month: string) => void;
}
export function MonthField({ month, onChoose }: MonthFieldProps) {
  const texts = commissionTexts();
  const [months] = useState(() => monthsUntil(new Date(), MONTHS));
  const listed = months.some(({ value }) => value === month) ? months : [{ value: month, label: month }, ...months];
  return (
    <Field label={texts.month} className="w-full sm:w-60">
      {(control) => (
        <Select {...control} value={month} onChange={({ target }) => onChoose(target.value)}>
          {listed.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

export function DownloadCommissions({ month, leadId }: { readonly month: string; readonly leadId?: string }) {
  const texts = commissionTexts();
  return (
    <Button onClick={() => void downloadCommissions(month, leadId)}>
      <Download size={16} aria-hidden="true" />
      {texts.download}
    </Button>
  );
}

export function BackLink({ to, label }: { readonly to: string; readonly label: string }) {
  return (
    <Link to={to} className={buttonStyles({ variant: 'ghost', size: 'sm', className: '-ms-3 mb-2' })}>
      <ArrowLeft size={16} aria-hidden="true" />
      {label}
    </Link>
  );
}

/** What a month brought, from what was owed before to what is owed after it. */
export function SumsList({ sums }: { readonly sums: CommissionSums }) {
  const texts = commissionTexts();
  const { currency, before, earned, takenBack, paidOut, balance } = sums;
  const facts = [
    [texts.before, before],
    [texts.earned, earned],
    [texts.takenBack, takenBack],
    [texts.paidOut, paidOut],
    [texts.balance, balance],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 p-4 sm:grid-cols-5 sm:px-6">
      {facts.map(([label, amount]) => (
        <div key={label} className="min-w-0 last:max-sm:col-span-2">
          <dt className="text-xs text-text-muted">{label}</dt>
          <dd className={`numeric mt-0.5 wrap-anywhere ${label === texts.balance ? 'text-lg font-semibold' : ''}`}>
            {moneyText(amount, currency)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

import type { CommissionLine, CommissionStatement as Statement } from '@stageline/contracts';
import { CalendarX } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatDate } from '../../../shared/lib/format.ts';
import { Button, ConfirmDialog, EmptyState, Panel, Section } from '../../../shared/ui/index.ts';
import { useTakePayoutBack } from '../api/commissions.queries.ts';
import { commissionTexts } from '../commission-texts.ts';
import { moneyText, rateText } from '../lib/amounts.ts';
import { SumsList } from './commission-parts.tsx';

interface StatementProps {
  readonly statement: Statement;
  /** Whether the reader may take a payout back. */
  readonly mayManage?: boolean;
}
/** The sums of a month and each line of it. */
export function CommissionStatement({ statement, mayManage = false }: StatementProps) {
  const texts = commissionTexts();
  const { sums, lines, isCut } = statement;
  const [ending, setEnding] = useState<CommissionLine | null>(null);
  const taken = new Set(lines.flatMap(({ kind, payoutId }) => (kind === 'payout-taken-back' ? [payoutId] : [])));
  return (
    <>
      {sums.map((each) => (
        <Panel key={each.currency} className="mb-4">
          <SumsList sums={each} />
        </Panel>
      ))}
      <Section title={texts.linesTitle}>
        <Panel className="overflow-hidden">
          {lines.length === 0 ? (
            <EmptyState icon={<CalendarX size={20} />} title={texts.noLinesTitle}>
              {texts.noLines}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-border">
              {lines.map((line) => (
                <Line
                  key={line.id}
                  line={line}
                  onTakeBack={mayManage && line.kind === 'paid-out' && !taken.has(line.payoutId) ? setEnding : null}
                />
              ))}
            </ul>
          )}
        </Panel>
        {isCut ? <p className="mt-3 text-sm text-text-muted">{texts.isCut}</p> : null}
      </Section>
      <Section title={texts.howTitle} className="mt-8">
        <p className="max-w-prose text-sm text-text-muted">{texts.how}</p>
      </Section>
      {ending === null ? null : <TakeBack line={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

interface LineProps {
  readonly line: CommissionLine;
  readonly onTakeBack: ((line: CommissionLine) => void) | null;
}
function Line({ line, onTakeBack }: LineProps) {
  const texts = commissionTexts();
  const { at, kind, amount, currency, invoiceId, invoiceNumber, buyerName, rate, base, level, note } = line;
  const about =
    invoiceNumber === null
      ? note
      : buyerName === null
        ? texts.invoice(invoiceNumber)
        : texts.ofBuyer(invoiceNumber, buyerName);
  const how =
    rate === null || base === null || level === null
      ? null
      : texts.howEarned(rateText(rate), moneyText(base, currency), level);
  return (
    <li className="flex items-center gap-4 px-4 py-3 sm:px-6">
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{`${texts.kinds[kind]} · ${formatDate(at)}`}</span>
        {about === null ? null : (
          <span className="block text-sm wrap-anywhere text-text-muted">
            {invoiceId === null ? (
              about
            ) : (
              <Link to={`/dashboard/money/invoices/${invoiceId}`} className="underline underline-offset-2">
                {about}
              </Link>
            )}
          </span>
        )}
        {how === null ? null : <span className="numeric block text-sm text-text-muted">{how}</span>}
      </span>
      {onTakeBack === null ? null : (
        <Button size="sm" aria-label={texts.takeBackOf(moneyText(-amount, currency))} onClick={() => onTakeBack(line)}>
          {texts.takeBack}
        </Button>
      )}
      <span className="numeric shrink-0 font-medium">{moneyText(amount, currency)}</span>
    </li>
  );
}

function TakeBack({ line, onClose }: { readonly line: CommissionLine; readonly onClose: () => void }) {
  const texts = commissionTexts();
  const change = useTakePayoutBack();
  return (
    <ConfirmDialog
      title={texts.takeBackTitle(moneyText(-line.amount, line.currency))}
      description={texts.takeBackHint}
      confirmLabel={texts.takeBack}
      danger
      change={change}
      input={line.payoutId!}
      done={texts.takenBackDone}
      onClose={onClose}
    />
  );
}

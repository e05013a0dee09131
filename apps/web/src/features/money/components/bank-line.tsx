import type { StatementLineView } from '@stageline/contracts';
import { Link } from 'react-router';
import { formatDate } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Badge, Button, toast } from '../../../shared/ui/index.ts';
import { useBookLine, useMoveLine } from '../api/statements.queries.ts';
import { bankTexts } from '../bank-texts.ts';
import { moneyText } from '../lib/amounts.ts';

const tone = { sure: 'success', likely: 'primary', possible: 'neutral' } as const;

interface BankLineProps {
  readonly line: StatementLineView;
  /** Somebody wants to say which invoices it paid. */
  readonly onChoose: () => void;
}
/** One amount that came in, with what it may have paid and why. */
export function BankLine({ line, onChoose }: BankLineProps) {
  const texts = bankTexts();
  const { bookedOn, amount, currency, name, reference, account } = line;
  const facts = [formatDate(`${bookedOn}T12:00:00Z`), ...(account === '' ? [] : [account])];
  return (
    <li className="px-4 py-4 sm:px-5">
      <div className="flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <p className="font-medium wrap-anywhere">{name === '' ? texts.nobody : name}</p>
          {reference === '' ? null : <p className="text-sm wrap-anywhere">{reference}</p>}
          <p className="numeric text-sm text-text-muted">{facts.join(' · ')}</p>
        </div>
        <p className="numeric shrink-0 font-semibold">{moneyText(amount, currency)}</p>
      </div>
      <Suggested line={line} />
      <Paid line={line} />
      <Actions line={line} onChoose={onChoose} />
    </li>
  );
}

function Suggested({ line: { suggestion, state, currency } }: { readonly line: StatementLineView }) {
  const texts = bankTexts();
  if (state !== 'open') return null;
  if (suggestion === null) return <p className="mt-2 text-sm text-text-muted">{texts.nothingFits}</p>;
  const { certainty, reasons, parts } = suggestion;
  return (
    <div className="mt-3 border-s-2 border-border ps-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={tone[certainty]}>{texts.certainties[certainty]}</Badge>
        <span className="text-text-muted">{reasons.map((reason) => texts.reasons[reason]).join(' · ')}</span>
      </p>
      <ul className="mt-1">
        {parts.map(({ invoiceId, number, buyerName, amount, due }) => (
          <li key={invoiceId} className="numeric wrap-anywhere">
            <Link to={`/dashboard/money/invoices/${invoiceId}`} className="font-medium underline">
              {number}
            </Link>{' '}
            {buyerName} · {texts.partOf(moneyText(amount, currency), moneyText(due, currency))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Paid({ line: { parts, currency } }: { readonly line: StatementLineView }) {
  if (parts.length === 0) return null;
  return (
    <ul className="mt-2 text-sm">
      {parts.map(({ invoiceId, number, amount }) => (
        <li key={invoiceId} className="numeric">
          <Link to={`/dashboard/money/invoices/${invoiceId}`} className="font-medium underline">
            {number}
          </Link>{' '}
          {moneyText(amount, currency)}
        </li>
      ))}
    </ul>
  );
}

function Actions({ line, onChoose }: BankLineProps) {
  const texts = bankTexts();
  const { operations } = useSession();
  const [book, move] = [useBookLine(), useMoveLine()];
  const { id, state, suggestion, name, amount, currency } = line;
  if (state === 'booked' || !operations.includes('statements.book')) return null;
  const what = `${name === '' ? texts.nobody : name}, ${moneyText(amount, currency)}`;
  const failed = { onError: ({ message }: Error) => toast.error(message) };
  const said = (text: string) => ({ ...failed, onSuccess: () => toast(text) });
  if (state === 'aside')
    return (
      <div className="mt-3 flex justify-end">
        <Button size="sm" loading={move.isPending} onClick={() => move.mutate(line, failed)}>
          {texts.bringBack}
        </Button>
      </div>
    );
  return (
    <div className="mt-3 flex flex-wrap justify-end gap-2">
      <Button size="sm" variant="ghost" loading={move.isPending} onClick={() => move.mutate(line, said(texts.isAside))}>
        {texts.putAside}
      </Button>
      <Button size="sm" aria-label={texts.chooseFor(what)} onClick={onChoose}>
        {texts.choose}
      </Button>
      {suggestion === null ? null : (
        <Button
          size="sm"
          aria-label={texts.bookOf(what)}
          loading={book.isPending}
          onClick={() => {
            const parts = suggestion.parts.map(({ invoiceId, amount: part }) => ({ invoiceId, amount: part }));
            book.mutate({ lineId: id, parts }, said(texts.isBooked));
          }}
        >
          {texts.book}
        </Button>
      )}
    </div>
  );
}

import type { PaymentView } from '@stageline/contracts';
import { Link } from 'react-router';
import { formatDate } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Badge, Button } from '../../../shared/ui/index.ts';
import { moneyText } from '../lib/amounts.ts';
import { declineCodes, isKnown, refundFailureCodes } from '../lib/provider-codes.ts';
import { moneyTexts } from '../texts.ts';

type Refund = PaymentView['refunds'][number];
type Currency = PaymentView['currency'];
const tone = {
  open: 'neutral',
  processing: 'primary',
  expired: 'neutral',
  failed: 'danger',
  paid: 'success',
  returned: 'neutral',
  undone: 'neutral',
} as const;

/** Paid, but all of it went back. */
function standingOf({ state, amount, refunds, undoneAt }: PaymentView): keyof typeof tone {
  if (undoneAt !== null) return 'undone';
  const back = refunds.reduce((sum, refund) => sum + (refund.state === 'succeeded' ? refund.amount : 0), 0);
  return state === 'paid' && back >= amount ? 'returned' : state;
}

interface PaymentLineProps {
  readonly payment: PaymentView;
  readonly onGiveBack: () => void;
  /** Takes back that credit paid. */
  readonly onUndo: () => void;
}
/** One attempt to pay: who took it, where it stands, and what happened to it since. */
export function PaymentLine({ payment, onGiveBack, onUndo }: PaymentLineProps) {
  const texts = moneyTexts();
  const { operations } = useSession();
  const { provider, method, amount, currency, fee, paidAt, createdAt, state, refundable } = payment;
  const money = (part: number) => moneyText(part, currency);
  const title = method === null ? texts.onThePage : texts.methods[method];
  const facts = [
    paidAt === null ? texts.begunOn(formatDate(createdAt)) : texts.paidOn(formatDate(paidAt)),
    ...(provider === 'manual' ? [texts.notedByTeam] : []),
    ...(payment.note === null ? [] : [texts.quote(payment.note)]),
    ...(fee > 0 && state === 'paid' ? [texts.fee(money(fee))] : []),
  ];
  const standing = standingOf(payment);
  const canGoBack = state === 'paid' && refundable > 0;
  const { creditOf } = payment;
  const canUndo = creditOf !== null && refundable === amount && operations.includes('payments.undo-credit');
  return (
    <li className="px-4 py-3 sm:px-6">
      <div className="flex items-start gap-4">
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{title}</span>
          <span className="block text-sm break-words text-text-muted">{facts.join(' · ')}</span>
          {creditOf === null ? null : (
            <Link to={`/dashboard/money/invoices/${creditOf}`} className="text-sm font-medium underline">
              {texts.toCreditSource}
            </Link>
          )}
        </span>
        <span className="flex shrink-0 flex-col items-end gap-1 sm:flex-row-reverse sm:items-center sm:gap-4">
          <span className="numeric min-w-24 text-end font-medium">{money(amount)}</span>
          <Badge tone={tone[standing]} dot>
            {texts.paymentStates[standing]}
          </Badge>
        </span>
      </div>
      <Happenings payment={payment} />
      {canGoBack && operations.includes('payments.refund') ? (
        <div className="mt-2 flex flex-wrap items-center justify-end gap-x-4 gap-y-1">
          {refundable < amount ? (
            <span className="text-sm text-text-muted">{texts.canGoBack(money(refundable))}</span>
          ) : null}
          {canUndo ? (
            <Button size="sm" aria-label={texts.undoCreditOf(money(amount))} onClick={onUndo}>
              {texts.undoCredit}
            </Button>
          ) : null}
          <Button size="sm" aria-label={texts.giveBackOf(money(amount), title)} onClick={onGiveBack}>
            {texts.giveBack}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function refundText({ amount, state, reason, failure, cameBackAt, createdAt }: Refund, currency: Currency): string[] {
  const texts = moneyTexts();
  const money = moneyText(amount, currency);
  return [
    cameBackAt === null ? texts.refundStates[state](money) : texts.cameBack(money),
    formatDate(cameBackAt ?? createdAt),
    ...(isKnown(refundFailureCodes, failure) ? [texts.refundFailures[failure]] : []),
    reason,
  ];
}

/** Declines, what went back and what banks demanded, in the order in which it happened as far as it is known. */
function Happenings({ payment }: { readonly payment: PaymentView }) {
  const texts = moneyTexts();
  const { declines, refunds, disputes, currency } = payment;
  const later = [
    ...refunds.map((refund) => ({
      ...{ id: refund.id, at: refund.createdAt, isBad: refund.state === 'failed' },
      text: refundText(refund, currency),
    })),
    ...disputes.map(({ id, amount, state, openedAt }) => ({
      ...{ id, at: openedAt, isBad: state === 'open' },
      text: [texts.disputeStates[state](moneyText(amount, currency)), formatDate(openedAt)],
    })),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
  const lines = [
    ...[...new Set(declines.map((code) => (isKnown(declineCodes, code) ? texts.declines[code] : texts.declined)))].map(
      (text) => ({
        ...{ id: text, text: [text], isBad: false },
      }),
    ),
    ...later,
  ];
  if (lines.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-col gap-1 border-s-2 border-border ps-3 text-sm">
      {lines.map(({ id, text, isBad }) => (
        <li key={id} className={isBad ? 'break-words text-danger' : 'break-words text-text-muted'}>
          {text.join(' · ')}
        </li>
      ))}
    </ul>
  );
}

import type { InvoiceView, PaymentView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, Panel, Section, Skeleton } from '../../../shared/ui/index.ts';
import { Loaded } from '../../../shared/ui/save-form.tsx';
import { creditQuery, owedQuery, usePayments } from '../api/payments.queries.ts';
import { moneyText } from '../lib/amounts.ts';
import { moneyTexts } from '../texts.ts';
import { GiveBackDialog } from './give-back-dialog.tsx';
import { NotePaymentDialog } from './note-payment-dialog.tsx';
import { PaymentLine } from './payment-line.tsx';
import { SpreadPaymentDialog } from './spread-payment-dialog.tsx';
import { UndoCreditDialog } from './undo-credit-dialog.tsx';
import { UseCreditDialog } from './use-credit-dialog.tsx';

/** Every attempt to pay an invoice, and what can be done about it. */
export function InvoicePayments({ invoice }: { readonly invoice: InvoiceView }) {
  const texts = moneyTexts();
  const { operations } = useSession();
  const payments = usePayments(invoice.id);
  const [open, setOpen] = useState<'note' | 'spread' | 'credit' | null>(null);
  const close = () => setOpen(null);
  const mayNote = operations.includes('payments.record') && invoice.state !== 'void';
  const isDue = invoice.figures.due > 0;
  const { data: owed = [] } = useQuery({
    ...owedQuery(invoice),
    enabled: operations.includes('payments.spread') && isDue,
  });
  const { data: credit } = useQuery({
    ...creditQuery(invoice.id),
    enabled: operations.includes('payments.use-credit') && isDue,
  });
  const hasCredit = isDue && credit !== undefined && credit.available > 0;
  const canSpread = mayNote && isDue && owed.length > 1;
  return (
    <Section
      title={texts.payments}
      actions={
        mayNote ? (
          <span className="flex flex-wrap gap-2">
            {hasCredit ? (
              <Button size="sm" onClick={() => setOpen('credit')}>
                {texts.payByCreditOf(moneyText(credit.available, credit.currency))}
              </Button>
            ) : null}
            {canSpread ? (
              <Button size="sm" onClick={() => setOpen('spread')}>
                {texts.spread}
              </Button>
            ) : null}
            <Button size="sm" onClick={() => setOpen('note')}>
              {texts.notePayment}
            </Button>
          </span>
        ) : undefined
      }
    >
      <Panel>
        <Loaded query={payments} waiting={<PaymentsSkeleton />}>
          {(items) => <PaymentList items={items} lines={invoice.lines} />}
        </Loaded>
      </Panel>
      {open === 'note' ? <NotePaymentDialog invoice={invoice} onClose={close} /> : null}
      {open === 'spread' && owed.length > 0 ? <SpreadPaymentDialog owed={owed} onClose={close} /> : null}
      {open === 'credit' && credit !== undefined ? (
        <UseCreditDialog invoice={invoice} credit={credit} onClose={close} />
      ) : null}
    </Section>
  );
}

interface PaymentListProps {
  readonly items: readonly PaymentView[];
  readonly lines: InvoiceView['lines'];
}
function PaymentList({ items, lines }: PaymentListProps) {
  const texts = moneyTexts();
  const [asked, ask] = useState<PaymentView['id'] | null>(null);
  // As it is now: what can go back may have become less since the window was opened.
  const payment = items.find(({ id }) => id === asked);
  const [undoing, undo] = useState<PaymentView | null>(null);
  if (items.length === 0) return <p className="p-4 text-sm text-text-muted sm:px-6">{texts.noPayments}</p>;
  return (
    <>
      <ul className="divide-y divide-border">
        {items.map((item) => (
          <PaymentLine key={item.id} payment={item} onGiveBack={() => ask(item.id)} onUndo={() => undo(item)} />
        ))}
      </ul>
      {payment === undefined ? null : <GiveBackDialog payment={payment} lines={lines} onClose={() => ask(null)} />}
      {undoing === null ? null : <UndoCreditDialog payment={undoing} onClose={() => undo(null)} />}
    </>
  );
}

const PaymentsSkeleton = () => (
  <div role="status" aria-label={moneyTexts().loading} className="flex items-center gap-4 p-4 sm:px-6">
    <div className="flex-1">
      <Skeleton className="h-4 w-40 max-w-full" />
      <Skeleton className="mt-2 h-3 w-28" />
    </div>
    <Skeleton className="h-4 w-20" />
  </div>
);

import type { InvoiceView, PaymentView } from '@stageline/contracts';
import { useState } from 'react';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, Panel, Section, Skeleton } from '../../../shared/ui/index.ts';
import { Loaded } from '../../../shared/ui/save-form.tsx';
import { usePayments } from '../api/payments.queries.ts';
import { moneyTexts } from '../texts.ts';
import { GiveBackDialog } from './give-back-dialog.tsx';
import { NotePaymentDialog } from './note-payment-dialog.tsx';
import { PaymentLine } from './payment-line.tsx';

/** Every attempt to pay an invoice, and what can be done about it. */
export function InvoicePayments({ invoice }: { readonly invoice: InvoiceView }) {
  const texts = moneyTexts();
  const { operations } = useSession();
  const payments = usePayments(invoice.id);
  const [isNoting, note] = useState(false);
  const mayNote = operations.includes('payments.record') && invoice.state !== 'void';
  return (
    <Section
      title={texts.payments}
      actions={
        mayNote ? (
          <Button size="sm" onClick={() => note(true)}>
            {texts.notePayment}
          </Button>
        ) : undefined
      }
    >
      <Panel>
        <Loaded query={payments} waiting={<PaymentsSkeleton />}>
          {(items) => <PaymentList items={items} lines={invoice.lines} />}
        </Loaded>
      </Panel>
      {isNoting ? <NotePaymentDialog invoice={invoice} onClose={() => note(false)} /> : null}
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
  if (items.length === 0) return <p className="p-4 text-sm text-text-muted sm:px-6">{texts.noPayments}</p>;
  return (
    <>
      <ul className="divide-y divide-border">
        {items.map((item) => (
          <PaymentLine key={item.id} payment={item} onGiveBack={() => ask(item.id)} />
        ))}
      </ul>
      {payment === undefined ? null : <GiveBackDialog payment={payment} lines={lines} onClose={() => ask(null)} />}
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

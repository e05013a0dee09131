import type { InstalmentPlanView, InvoiceView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Badge, Button, ConfirmDialog, Panel, Section, Skeleton } from '../../../shared/ui/index.ts';
import { Loaded } from '../../../shared/ui/save-form.tsx';
import { instalmentsQuery, useInstalments } from '../api/instalments.queries.ts';
import { instalmentTexts } from '../instalment-texts.ts';
import { moneyText } from '../lib/amounts.ts';
import { InstalmentsDialog } from './instalments-dialog.tsx';

const tone = { on_track: 'primary', late: 'warning', arrears: 'danger', paid: 'success' } as const;

/** In which parts an invoice is paid, who is late, and what comes next. */
export function Instalments({ invoice }: { readonly invoice: InvoiceView }) {
  const texts = instalmentTexts();
  const { operations } = useSession();
  const plan = useQuery(instalmentsQuery(invoice.id));
  const [open, setOpen] = useState<'agree' | 'end' | null>(null);
  const isDue = invoice.figures.due > 0;
  const has = plan.data != null;
  // Most invoices are paid at once: of those that are paid there is nothing to say.
  if (!isDue && !has) return null;
  return (
    <Section
      title={texts.title}
      actions={
        isDue && operations.includes('instalments.agree') ? (
          <span className="flex flex-wrap gap-2">
            {has ? (
              <Button size="sm" onClick={() => setOpen('end')}>
                {texts.end}
              </Button>
            ) : null}
            <Button size="sm" onClick={() => setOpen('agree')}>
              {has ? texts.agreeAgain : texts.agree}
            </Button>
          </span>
        ) : undefined
      }
    >
      <Panel>
        <Loaded query={plan} waiting={<PlanSkeleton />}>
          {(data) =>
            data === null ? (
              <p className="p-4 text-sm text-text-muted sm:px-6">{texts.none}</p>
            ) : (
              <Plan plan={data} currency={invoice.currency} />
            )
          }
        </Loaded>
      </Panel>
      {open === 'agree' ? <InstalmentsDialog invoice={invoice} onClose={() => setOpen(null)} /> : null}
      {open === 'end' ? <EndDialog invoiceId={invoice.id} onClose={() => setOpen(null)} /> : null}
    </Section>
  );
}

interface PlanProps {
  readonly plan: InstalmentPlanView;
  readonly currency: InvoiceView['currency'];
}
function Plan({ plan: { state, parts, asked, lastMail, nextMailAt, charge }, currency }: PlanProps) {
  const texts = instalmentTexts();
  const notes = [
    ...(asked > 0 ? [texts.asked(moneyText(asked, currency))] : []),
    ...(lastMail === null ? [] : [texts.lastMails[lastMail]]),
    ...(charge === null ? [] : [texts.charges[charge.state](formatDate(charge.since))]),
    ...(charge?.nextAt == null ? [] : [texts.nextCharge(formatDate(charge.nextAt))]),
    ...(nextMailAt === null ? [] : [texts.nextMail(formatDate(nextMailAt))]),
  ];
  return (
    <>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
        <Badge tone={tone[state]} dot>
          {texts.states[state]}
        </Badge>
        <p className="min-w-0 flex-1 text-sm text-text-muted">{notes.join(' ')}</p>
      </div>
      <ol className="divide-y divide-border border-t border-border">
        {parts.map(({ dueAt, amount, paid }, index) => (
          <li key={dueAt} className="flex items-center gap-4 px-4 py-3 sm:px-6">
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{texts.part(index + 1, parts.length)}</span>
              <span className="block text-sm text-text-muted">
                {texts.due(formatDate(dueAt))}
                {paid > 0 && paid < amount
                  ? ` · ${texts.paidOf(moneyText(paid, currency), moneyText(amount, currency))}`
                  : null}
              </span>
            </span>
            {paid >= amount ? <Badge tone="success">{texts.partPaid}</Badge> : null}
            <span className="numeric min-w-20 text-end font-medium">{moneyText(amount, currency)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

interface EndDialogProps {
  readonly invoiceId: InvoiceView['id'];
  readonly onClose: () => void;
}
function EndDialog({ invoiceId, onClose }: EndDialogProps) {
  const texts = instalmentTexts();
  const { end } = useInstalments(invoiceId);
  return (
    <ConfirmDialog
      change={end}
      input={undefined}
      onClose={onClose}
      title={texts.endTitle}
      description={texts.endHint}
      confirmLabel={texts.end}
      done={texts.ended}
    />
  );
}

const PlanSkeleton = () => (
  <div role="status" aria-label={instalmentTexts().loading} className="p-4 sm:px-6">
    <Skeleton className="h-4 w-40 max-w-full" />
  </div>
);

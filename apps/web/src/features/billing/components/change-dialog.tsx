import type { BillingInterval, PaidPlan, PlanChange } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { formatDate } from '../../../shared/lib/format.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, Dialog, ErrorState, Notice, Skeleton, toast } from '../../../shared/ui/index.ts';
import { billingQuery, planChangeQuery, useChangePlan } from '../api/billing.queries.ts';
import { priceOfInterval, taxWords } from '../lib/plan-words.ts';
import { billingTexts } from '../texts.ts';

interface ChangeDialogProps {
  readonly choice: { readonly plan: PaidPlan; readonly interval: BillingInterval };
  readonly title: string;
  readonly onClose: () => void;
}
/** What a change costs, before it is confirmed. */
export function ChangeDialog({ choice, title, onClose }: ChangeDialogProps) {
  const texts = billingTexts();
  const quote = useQuery(planChangeQuery(choice));
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={title}>
      {quote.data !== undefined ? (
        <Quote change={quote.data} onAgain={() => void quote.refetch()} onClose={onClose} />
      ) : quote.error !== null ? (
        <ErrorState error={quote.error} onRetry={() => void quote.refetch()} />
      ) : (
        <div role="status" aria-label={texts.previewing} className="flex flex-col gap-3">
          <Skeleton className="h-5 w-full" />
          <Skeleton className="h-5 w-2/3" />
          <Skeleton className="h-11 w-full" />
        </div>
      )}
    </Dialog>
  );
}

interface QuoteProps {
  readonly change: PlanChange;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}
function Quote({ change, onAgain, onClose }: QuoteProps) {
  const texts = billingTexts();
  const confirm = useChangePlan();
  const { when, dueNow, currency, amount, plan, interval, nextChargeAt, at } = change;
  const { error } = confirm;
  const { data: view } = useQuery(billingQuery);
  const tax = taxWords(view?.tax ?? null);
  const send = () =>
    confirm.mutate(
      { plan, interval, at, dueNow },
      {
        onSuccess() {
          toast(texts.changed);
          onClose();
        },
        // The amount is another by now: it is shown anew before anybody confirms it.
        onError: (problem) =>
          problem instanceof ApiProblem && problem.code === 'quote-changed' ? onAgain() : undefined,
      },
    );
  return (
    <div className="flex flex-col gap-5">
      <p className="text-sm text-text-muted">{texts.whens[when](formatDate(nextChargeAt))}</p>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-2 text-sm">
        <dt className="text-text-muted">{texts.dueNow}</dt>
        <dd className="text-end text-lg font-semibold tabular-nums">{formatPrice({ amount: dueNow, currency })}</dd>
        <dt className="text-text-muted">{texts.then}</dt>
        <dd className="text-end tabular-nums">
          {texts.from(priceOfInterval({ amount, currency, interval }), formatDate(nextChargeAt))}
        </dd>
      </dl>
      {tax === null ? null : <p className="text-xs text-text-muted">{texts.tax.changes(tax)}</p>}
      {error === null ? null : <Notice>{error instanceof ApiProblem ? error.message : problemTexts().failed}</Notice>}
      <Button variant="primary" loading={confirm.isPending} onClick={send}>
        {texts.confirmChange}
      </Button>
    </div>
  );
}

import type { BillingView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { formatDate } from '../../../shared/lib/format.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { Badge, Page, PageHeader, PageTitle, Panel, Section, Skeleton } from '../../../shared/ui/index.ts';
import { Loaded } from '../../../shared/ui/save-form.tsx';
import { billingQuery } from '../api/billing.queries.ts';
import { billingTexts } from '../texts.ts';
import { BuyerForm } from './buyer-form.tsx';
import { CreditMeters } from './credit-meters.tsx';
import { CurrentPlan } from './current-plan.tsx';
import { PlanChoice } from './plan-choice.tsx';

/** What the site has, what it has used of it, and what it costs. */
export function BillingPage() {
  const texts = billingTexts();
  const billing = useQuery(billingQuery);
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.description} />
      <Loaded query={billing} waiting={<BillingSkeleton />}>
        {(view) => (
          <div className="flex flex-col gap-10">
            <CurrentPlan view={view} />
            <CreditMeters view={view} />
            {view.isPayable ? <PlanChoice view={view} /> : null}
            {view.isPayable ? <BuyerForm view={view} /> : null}
            <Invoices invoices={view.invoices} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

const tones = { open: 'warning', paid: 'success', void: 'neutral' } as const;

function Invoices({ invoices }: Pick<BillingView, 'invoices'>) {
  const texts = billingTexts();
  if (invoices.length === 0)
    return (
      <Section title={texts.invoices}>
        <p className="text-sm text-text-muted">{texts.noInvoices}</p>
      </Section>
    );
  return (
    <Section title={texts.invoices}>
      <Panel>
        <ul className="divide-y divide-border">
          {invoices.map(({ id, number, amount, tax, reverseCharge, currency, state, createdAt, url }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm">
              <span className="min-w-0 flex-1 basis-40 wrap-anywhere">
                <span className="font-medium">{number}</span>
                <span className="ms-3 text-text-muted">{formatDate(createdAt)}</span>
              </span>
              {tax > 0 || reverseCharge ? (
                <span className="text-xs text-text-muted tabular-nums">
                  {tax > 0
                    ? texts.tax.of(formatPrice({ amount: tax, currency: currency as 'EUR' }))
                    : texts.tax.reverse}
                </span>
              ) : null}
              <span className="tabular-nums">{formatPrice({ amount, currency: currency as 'EUR' })}</span>
              <Badge tone={tones[state]} dot>
                {texts.invoiceStates[state]}
              </Badge>
              {url === null ? null : (
                <a
                  href={url}
                  aria-label={state === 'open' ? texts.payOf(number) : texts.openOf(number)}
                  className="inline-flex min-h-11 items-center font-medium underline underline-offset-4"
                >
                  {state === 'open' ? texts.pay : texts.open}
                </a>
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </Section>
  );
}

const BillingSkeleton = () => (
  <div role="status" aria-label={billingTexts().loading} className="flex flex-col gap-10">
    <Skeleton className="h-36 w-full" />
    <Skeleton className="h-40 w-full" />
    <Skeleton className="h-72 w-full" />
  </div>
);

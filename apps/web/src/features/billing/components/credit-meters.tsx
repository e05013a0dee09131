import { creditPacks, type BillingView, type CreditView } from '@stageline/contracts';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDate, formatNumber } from '../../../shared/lib/format.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Badge, Button, Notice, Panel, Section } from '../../../shared/ui/index.ts';
import { useBuyCredits } from '../api/billing.queries.ts';
import { taxWords } from '../lib/plan-words.ts';
import { billingTexts } from '../texts.ts';

/** What of the month's allowance is used, kind by kind. */
export function CreditMeters({ view }: { readonly view: BillingView }) {
  const texts = billingTexts();
  const [first] = view.credits;
  const tax = taxWords(view.tax);
  if (first === undefined) return null;
  return (
    <Section title={texts.usage} description={texts.usageHint(formatDate(first.renewsAt, { timeZone: 'UTC' }))}>
      <Panel>
        <ul className="divide-y divide-border">
          {view.credits.map((credit) => (
            <Meter
              key={credit.kind}
              credit={credit}
              isPayable={view.isPayable}
              currency={view.booked?.currency ?? 'EUR'}
            />
          ))}
        </ul>
      </Panel>
      {view.isPayable && tax !== null ? <p className="mt-2 text-xs text-text-muted">{texts.tax.prices(tax)}</p> : null}
    </Section>
  );
}

interface MeterProps {
  readonly credit: CreditView;
  readonly isPayable: boolean;
  readonly currency: 'EUR' | 'USD';
}
function Meter({ credit, isPayable, currency }: MeterProps) {
  const texts = billingTexts();
  const { kind, allowance, used, bought, available } = credit;
  const { name, hint } = texts.credits[kind];
  const buy = useBuyCredits(kind);
  const share = allowance === 0 ? 1 : Math.min(1, used / allowance);
  const pack = creditPacks[kind];
  const usedText = texts.usedOf(formatNumber(used), formatNumber(allowance));
  return (
    <li className="flex flex-col gap-2 p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="text-sm font-medium">{name}</h3>
        <p className="text-sm text-text-muted tabular-nums">
          {usedText}
          {bought > 0 ? ` ${texts.bought(formatNumber(bought))}` : ''}
        </p>
      </div>
      <div
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={allowance}
        aria-valuenow={Math.min(used, allowance)}
        aria-valuetext={usedText}
        className="h-2 overflow-hidden rounded-full bg-muted"
      >
        <div
          className={cn(
            'h-full rounded-full',
            available === 0 ? 'bg-danger' : share >= 0.8 ? 'bg-warning' : 'bg-primary',
          )}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-60 text-xs text-text-muted">{hint}</p>
        {available === 0 ? (
          <Badge tone="danger" dot>
            {texts.usedUp}
          </Badge>
        ) : null}
        {isPayable ? (
          <Button size="sm" loading={buy.isPending || buy.isSuccess} onClick={() => buy.mutate(currency)}>
            {texts.buys[kind](formatNumber(pack.amount), formatPrice({ amount: pack.price, currency }))}
          </Button>
        ) : null}
      </div>
      {buy.error === null ? null : (
        <Notice>{buy.error instanceof ApiProblem ? buy.error.message : problemTexts().failed}</Notice>
      )}
    </li>
  );
}

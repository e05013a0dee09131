import {
  planAllowances,
  planCatalogue,
  planMembers,
  planPrices,
  TRIAL_DAYS,
  type BillingCurrency,
  type BillingInterval,
  type BillingView,
  type CreditKind,
  type PaidPlan,
  type Plan,
} from '@stageline/contracts';
import { planChangeKind } from '@stageline/domain';
import { Check } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Badge, Button, Field, Notice, Panel, Section, Select, toast } from '../../../shared/ui/index.ts';
import { useStartTrial, useSubscribe } from '../api/billing.queries.ts';
import { isOwing, priceOfInterval, taxWords } from '../lib/plan-words.ts';
import { billingTexts } from '../texts.ts';
import { ChangeDialog } from './change-dialog.tsx';

const PLANS = Object.keys(planCatalogue) as Plan[];
const CURRENCIES: readonly BillingCurrency[] = ['EUR', 'USD'];
const KINDS: readonly CreditKind[] = ['mail', 'room_minutes', 'ai'];

/** All plans beside each other, with what each costs. */
export function PlanChoice({ view }: { readonly view: BillingView }) {
  const texts = billingTexts();
  const { booked } = view;
  const [interval, setInterval] = useState<BillingInterval>(booked?.interval ?? 'month');
  const [wanted, setWanted] = useState<BillingCurrency>('EUR');
  // A plan may have been booked on another page meanwhile: from then on prices are those that are charged.
  const currency = booked?.currency ?? wanted;
  const [changing, setChanging] = useState<PaidPlan | null>(null);
  const subscribe = useSubscribe();
  const trial = useStartTrial();
  const error = subscribe.error ?? trial.error;
  return (
    <Section title={texts.plans}>
      <div className="mb-4 flex flex-wrap gap-4">
        <Field label={texts.interval} className="w-full sm:w-60">
          {(control) => (
            <Select
              {...control}
              value={interval}
              onChange={({ target }) => setInterval(target.value === 'year' ? 'year' : 'month')}
            >
              <option value="month">{texts.intervals.month}</option>
              <option value="year">{texts.intervals.year}</option>
            </Select>
          )}
        </Field>
        {booked === null ? (
          <Field label={texts.currency} className="w-full sm:w-32">
            {(control) => (
              <Select
                {...control}
                value={currency}
                onChange={({ target }) => setWanted(target.value === 'USD' ? 'USD' : 'EUR')}
              >
                {CURRENCIES.map((code) => (
                  <option key={code} value={code}>
                    {code}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
      </div>
      {view.next === null ? null : <p className="mb-4 max-w-2xl text-sm text-text-muted">{texts.plannedFirst}</p>}
      {error === null ? null : (
        <Notice className="mb-4">{error instanceof ApiProblem ? error.message : problemTexts().failed}</Notice>
      )}
      <ul className="grid gap-4 lg:grid-cols-3">
        {PLANS.map((plan) => (
          <PlanCard
            key={plan}
            plan={plan}
            view={view}
            price={plan === 'free' ? null : { amount: planPrices[plan][currency][interval], currency, interval }}
            isLeaving={(subscribe.isPending || subscribe.isSuccess) && subscribe.variables.plan === plan}
            onSubscribe={(chosen) => subscribe.mutate({ plan: chosen, interval, currency })}
            isTrying={trial.isPending && trial.variables.plan === plan}
            onTry={(chosen) => trial.mutate({ plan: chosen }, { onSuccess: () => toast(texts.tried) })}
            onChange={setChanging}
          />
        ))}
      </ul>
      {changing === null ? null : (
        <ChangeDialog
          choice={{ plan: changing, interval }}
          title={booked?.plan === changing ? texts.payBy[interval] : texts.preview(planCatalogue[changing].label)}
          onClose={() => setChanging(null)}
        />
      )}
    </Section>
  );
}

interface PlanCardProps {
  readonly plan: Plan;
  readonly view: BillingView;
  readonly price: {
    readonly amount: number;
    readonly currency: BillingCurrency;
    readonly interval: BillingInterval;
  } | null;
  readonly isLeaving: boolean;
  readonly isTrying: boolean;
  readonly onSubscribe: (plan: PaidPlan) => void;
  readonly onTry: (plan: PaidPlan) => void;
  readonly onChange: (plan: PaidPlan) => void;
}
function PlanCard({ plan, view, price, ...acting }: PlanCardProps) {
  const texts = billingTexts();
  const { label } = planCatalogue[plan];
  const isYours = view.plan === plan;
  const tax = taxWords(view.tax);
  return (
    <li className="min-w-0">
      <Panel className={cn('flex h-full flex-col gap-4 p-5', isYours && 'border-primary-text')}>
        <div className="flex min-h-6 items-center justify-between gap-2">
          <h3 className="text-base font-semibold">{label}</h3>
          {isYours ? <Badge tone="primary">{texts.yours}</Badge> : null}
        </div>
        <div>
          <p className="text-lg font-semibold tabular-nums">
            {price === null ? texts.costsNothing : priceOfInterval(price)}
          </p>
          {price === null || tax === null ? null : <p className="text-sm text-text-muted">{tax}</p>}
          <p className="text-sm text-text-muted">{texts.planFeatures[plan]}</p>
        </div>
        <ul className="flex flex-1 flex-col gap-2 text-sm">
          <Line>{texts.members(formatNumber(planMembers[plan]))}</Line>
          {KINDS.map((kind) => (
            <Line key={kind}>{texts.allows[kind](formatNumber(planAllowances[plan][kind]))}</Line>
          ))}
        </ul>
        {plan === 'free' ? null : (
          <CardActions plan={plan} view={view} interval={price?.interval ?? 'month'} {...acting} />
        )}
      </Panel>
    </li>
  );
}

const Line = ({ children }: { readonly children: ReactNode }) => (
  <li className="flex gap-2">
    <Check size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-success" />
    {children}
  </li>
);

interface CardActionsProps extends Omit<PlanCardProps, 'plan' | 'price'> {
  readonly plan: PaidPlan;
  readonly interval: BillingInterval;
}
function CardActions({ plan, view, interval, isLeaving, isTrying, onSubscribe, onTry, onChange }: CardActionsProps) {
  const texts = billingTexts();
  const { label } = planCatalogue[plan];
  const { booked, canTry, complimentary, state } = view;
  if (booked !== null) {
    const isFixed = state === 'cancelling' || isOwing(state);
    const is = { ...booked, next: view.next, isTrial: state === 'trialing', isFixed };
    const kind = planChangeKind(is, { plan, interval });
    if (kind === null || kind === 'undo') return null;
    return (
      <Button onClick={() => onChange(plan)}>
        {booked.plan === plan ? texts.payBy[interval] : texts.change(label)}
      </Button>
    );
  }
  if (complimentary === plan || complimentary === 'business') return null;
  return (
    <div className="flex flex-col gap-2">
      <Button variant={plan === 'pro' ? 'primary' : 'secondary'} loading={isLeaving} onClick={() => onSubscribe(plan)}>
        {texts.choose(label)}
      </Button>
      {canTry ? (
        <Button variant="ghost" loading={isTrying} onClick={() => onTry(plan)}>
          {texts.tryFree(TRIAL_DAYS)}
        </Button>
      ) : null}
    </div>
  );
}

import { planCatalogue, type BillingView } from '@stageline/contracts';
import { useState } from 'react';
import { formatDate } from '../../../shared/lib/format.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Badge, Button, ConfirmDialog, Notice, Panel, Section, toast } from '../../../shared/ui/index.ts';
import { useCancelPlan, usePortal, useResumePlan } from '../api/billing.queries.ts';
import { isOwing, priceOfInterval } from '../lib/plan-words.ts';
import { billingTexts } from '../texts.ts';
import { ChangeDialog } from './change-dialog.tsx';

const tones: Readonly<Record<BillingView['state'], 'neutral' | 'primary' | 'success' | 'warning' | 'danger'>> = {
  none: 'neutral',
  trialing: 'primary',
  active: 'success',
  cancelling: 'warning',
  past_due: 'warning',
  grace: 'danger',
  restricted: 'danger',
  ended: 'neutral',
};

/** How the site stands, and what can be done about it. */
export function CurrentPlan({ view }: { readonly view: BillingView }) {
  const texts = billingTexts();
  const { plan, state, complimentary, booked, provider } = view;
  const isGiven = complimentary === plan;
  return (
    <Section title={texts.plan}>
      <Panel className="flex flex-col gap-4 p-4 sm:p-6">
        <div className="flex flex-wrap items-center gap-3">
          <span className="display text-lg">
            {planCatalogue[state === 'restricted' && booked ? booked.plan : plan].label}
          </span>
          {isGiven ? null : (
            <Badge tone={tones[state]} dot>
              {texts.states[state]}
            </Badge>
          )}
        </div>
        <div className="flex max-w-2xl flex-col gap-2 text-sm">
          {sentencesOf(view).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {provider === 'embedded' ? <p className="text-text-muted">{texts.tryOut}</p> : null}
        </div>
        {booked === null ? null : <Actions view={view} booked={booked} />}
      </Panel>
    </Section>
  );
}

/** What there is to know, in full sentences. */
function sentencesOf({
  plan,
  state,
  complimentary,
  booked,
  next: planned,
  trialEndsAt,
  restrictedAt,
  isPayable,
}: BillingView) {
  const { sentences } = billingTexts();
  const price = booked === null ? '' : priceOfInterval(booked);
  const ends = booked === null ? '' : formatDate(booked.periodEndsAt);
  const own = (): string => {
    switch (state) {
      case 'active':
        return planned === null ? sentences.active(price, ends) : sentences.paidUntil(price, ends);
      case 'trialing':
        return booked === null
          ? sentences.trialFree(formatDate(trialEndsAt!))
          : sentences.trialPaid(price, formatDate(trialEndsAt!));
      case 'cancelling':
        return sentences.cancelling(ends);
      case 'past_due':
      case 'grace':
        return sentences.owing(formatDate(restrictedAt!));
      case 'restricted':
        return sentences.restricted;
      default:
        return sentences.free;
    }
  };
  const isGiven = complimentary === plan;
  const given = isGiven ? [sentences.given(planCatalogue[plan].label)] : [];
  const paid = isGiven && booked === null ? [] : [own()];
  const next = (): string[] => {
    if (planned === null || booked === null) return [];
    const then = priceOfInterval({ ...planned, currency: booked.currency });
    return [sentences.next(planCatalogue[planned.plan].label, then, ends)];
  };
  return [...given, ...paid, ...next(), ...(isPayable ? [] : [sentences.off])];
}

function Actions({
  view,
  booked,
}: {
  readonly view: BillingView;
  readonly booked: NonNullable<BillingView['booked']>;
}) {
  const texts = billingTexts();
  const [isAsking, setIsAsking] = useState(false);
  const [isUndoing, setIsUndoing] = useState(false);
  const portal = usePortal();
  const cancel = useCancelPlan();
  const resume = useResumePlan();
  const owes = isOwing(view.state);
  const error = portal.error ?? resume.error;
  return (
    <>
      {error === null ? null : <Notice>{error instanceof ApiProblem ? error.message : problemTexts().failed}</Notice>}
      <div className="flex flex-wrap gap-2">
        {view.next === null ? null : <Button onClick={() => setIsUndoing(true)}>{texts.takeBack}</Button>}
        <Button
          variant={owes ? 'primary' : 'secondary'}
          loading={portal.isPending || portal.isSuccess}
          onClick={() => portal.mutate()}
        >
          {owes ? texts.mend : texts.changeCard}
        </Button>
        {view.state === 'cancelling' ? (
          <Button
            variant="primary"
            loading={resume.isPending}
            onClick={() => resume.mutate(undefined, { onSuccess: () => toast(texts.resumed) })}
          >
            {texts.resume}
          </Button>
        ) : (
          <Button variant="ghost" onClick={() => setIsAsking(true)}>
            {owes ? texts.cancelNow : texts.cancel}
          </Button>
        )}
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={texts.cancelTitle}
          description={`${owes ? texts.cancelOwing : texts.cancelText(formatDate(booked.periodEndsAt))}${
            view.next === null ? '' : ` ${texts.cancelPlanned}`
          }`}
          confirmLabel={owes ? texts.cancelNow : texts.cancel}
          danger
          change={cancel}
          input={undefined}
          done={texts.cancelled}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
      {isUndoing ? (
        <ChangeDialog
          choice={{ plan: booked.plan, interval: booked.interval }}
          title={texts.takeBack}
          onClose={() => setIsUndoing(false)}
        />
      ) : null}
    </>
  );
}

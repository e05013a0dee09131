import type { EngagementTier, WebinarView } from '@stageline/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { FormDialog, Notice, Skeleton } from '../../../shared/ui/index.ts';
import { estimateQuery, useMails, type Choice } from '../api/follow-ups.queries.ts';
import { formatMicros } from '../lib/states.ts';
import { TIERS } from '../lib/tiers.ts';
import { mailTexts } from '../mail-texts.ts';
import { webinarTexts } from '../texts.ts';

interface GenerateDialogProps {
  readonly webinar: WebinarView;
  readonly onClose: () => void;
}
/** Whom to write to, and what that would cost, before it begins. */
export function GenerateDialog({ webinar, onClose }: GenerateDialogProps) {
  const texts = mailTexts().mails;
  const { generate } = useMails(webinar.id);
  const [tiers, setTiers] = useState<readonly EngagementTier[]>(TIERS);
  const [options, setOptions] = useState({ insist: false, again: false, overwriteEdited: false });
  const choice: Choice = { tiers: [...tiers], ...options };
  const estimate = useQuery({
    ...estimateQuery(webinar.id, choice),
    enabled: tiers.length > 0,
    placeholderData: keepPreviousData,
  });
  const mails = tiers.length === 0 ? 0 : (estimate.data?.mails ?? 0);
  const set = (name: keyof typeof options) => (value: boolean) => setOptions({ ...options, [name]: value });
  return (
    <FormDialog
      title={texts.choiceTitle}
      description={texts.choiceText}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        // By promise: what succeeds changes the page beneath, and callbacks of a part that is gone are not called.
        void generate.mutateAsync(choice).then(onClose, () => undefined);
      }}
      submitLabel={mails === 0 ? texts.write : texts.writeThese(mails)}
      submitDisabled={mails === 0}
      loading={generate.isPending}
      problem={generate.error?.message}
    >
      <fieldset>
        <legend className="sr-only">{texts.choiceText}</legend>
        <div className="grid gap-1 sm:grid-cols-2">
          {TIERS.map((tier) => (
            <Check
              key={tier}
              label={`${webinarTexts().tiers[tier]} (${formatNumber(webinar.counts.tiers[tier])})`}
              checked={tiers.includes(tier)}
              onChange={(isOn) => setTiers(TIERS.filter((each) => (each === tier ? isOn : tiers.includes(each))))}
            />
          ))}
        </div>
      </fieldset>
      <div className="flex flex-col gap-1 border-t border-border pt-3">
        <Check label={texts.again} checked={options.again} onChange={set('again')} />
        {options.again ? (
          <Check label={texts.overwrite} checked={options.overwriteEdited} onChange={set('overwriteEdited')} />
        ) : null}
        <Check label={texts.insist} hint={texts.insistHint} checked={options.insist} onChange={set('insist')} />
      </div>
      {estimate.error !== null ? (
        <Notice>{estimate.error.message}</Notice>
      ) : estimate.data === undefined ? (
        <Skeleton className="h-20 w-full" />
      ) : (
        <Estimate estimate={estimate.data} isNobody={mails === 0} />
      )}
    </FormDialog>
  );
}

interface CheckProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}
const Check = ({ label, hint, checked, onChange }: CheckProps) => (
  <label className="flex min-h-10 items-start gap-2.5 py-1.5 text-sm">
    <input
      type="checkbox"
      className="mt-0.5 size-4 shrink-0 accent-primary"
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
    />
    <span>
      {label}
      {hint === undefined ? null : <span className="block text-xs text-text-muted">{hint}</span>}
    </span>
  </label>
);

interface EstimateProps {
  readonly estimate: NonNullable<Awaited<ReturnType<NonNullable<ReturnType<typeof estimateQuery>['queryFn']>>>>;
  readonly isNobody: boolean;
}
function Estimate({ estimate, isNobody }: EstimateProps) {
  const texts = mailTexts().mails;
  const { left, credits, costMicros, budgetLeftMicros, writer, mails } = estimate;
  const money = (micros: number) => formatMicros(micros, pageLocale().tag);
  const said = [
    writer === 'model' ? texts.byModel : texts.byTemplate,
    ...(credits.needed === 0 ? [] : [texts.credits(formatNumber(credits.needed), formatNumber(credits.left))]),
    ...(costMicros === 0 ? [] : [texts.costsAbout(money(costMicros))]),
    ...(budgetLeftMicros === null ? [] : [texts.budgetLeft(money(budgetLeftMicros))]),
    ...(left.barred === 0 ? [] : [texts.barred(left.barred)]),
    ...(left.written + left.edited === 0 ? [] : [texts.have(left.written + left.edited)]),
  ];
  return (
    <div role="status" className="rounded-md bg-muted px-4 py-3 text-sm">
      <p className="numeric font-semibold">{isNobody ? texts.nobody : texts.estimate(mails)}</p>
      <ul className="mt-1 flex flex-col gap-0.5 text-text-muted">
        {said.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {credits.needed > credits.left ? <p className="mt-2 text-warning">{texts.tooFew}</p> : null}
    </div>
  );
}

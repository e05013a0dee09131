import type { CommissionRates as Rates } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { formatDate } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, Field, FormDialog, Input, Panel, Section, toast } from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { ratesQuery, useSaveRates } from '../api/commissions.queries.ts';
import { commissionTexts } from '../commission-texts.ts';
import { rateText } from '../lib/amounts.ts';
import { levelRateOf, rateValuesOf, WHOLE, type RateValues } from '../lib/commission-values.ts';
import { sayWhy } from '../lib/say-why.ts';

/** What each level earns, and the way to change it. */
export function CommissionRates() {
  const texts = commissionTexts();
  const rates = useQuery(ratesQuery);
  const { operations } = useSession();
  const [isOpen, setOpen] = useState(false);
  const mayChange = operations.includes('commissions.save-rates');
  return (
    <Section title={texts.rates.title}>
      <Loaded query={rates} waiting={<FieldsSkeleton label={texts.loading} />}>
        {(data) => (
          <Panel className="flex flex-wrap items-start justify-between gap-4 p-4 sm:px-6">
            <RatesText rates={data} />
            {mayChange ? (
              <Button variant={data.levels.length === 0 ? 'primary' : 'secondary'} onClick={() => setOpen(true)}>
                {data.levels.length === 0 ? texts.rates.set : texts.rates.change}
              </Button>
            ) : null}
            {isOpen ? <RatesDialog rates={data} onClose={() => setOpen(false)} /> : null}
          </Panel>
        )}
      </Loaded>
    </Section>
  );
}

function RatesText({ rates: { levels, from } }: { readonly rates: Rates }) {
  const texts = commissionTexts().rates;
  if (levels.length === 0) return <p className="max-w-prose text-sm text-text-muted">{texts.none}</p>;
  return (
    <div className="min-w-0">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {levels.map((rate, index) => (
          <div key={index}>
            <dt className="text-xs text-text-muted">{texts.level(index + 1)}</dt>
            <dd className="numeric mt-0.5 text-lg font-semibold">{rateText(rate)}</dd>
          </div>
        ))}
      </dl>
      {from === null ? null : <p className="mt-2 text-sm text-text-muted">{texts.since(formatDate(from))}</p>}
    </div>
  );
}

function RatesDialog({ rates, onClose }: { readonly rates: Rates; readonly onClose: () => void }) {
  const texts = commissionTexts().rates;
  const save = useSaveRates();
  // What the form began from: somebody else's change meanwhile is not overwritten.
  const [begun] = useState(rates);
  const form = useForm<RateValues>({ defaultValues: rateValuesOf(begun) });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    const levels = values.levels.map(({ percent }) => levelRateOf(percent) ?? 0);
    if (levels.reduce((sum, rate) => sum + rate, 0) > WHOLE)
      return form.setError('root.server', { message: texts.tooMuch });
    try {
      await save.mutateAsync({ version: begun.version, levels });
      toast(texts.saved);
      onClose();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'conflict')
        form.setError('root.server', { message: texts.changed });
      else sayWhy(error, form);
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.dialogTitle}
      description={texts.dialogHint}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      {rateValuesOf(begun).levels.map((_, index) => (
        <Field
          key={index}
          label={texts.percent(index + 1)}
          hint={index === 0 ? texts.first : texts.further(index)}
          error={errors.levels?.[index]?.percent?.message}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              maxLength={7}
              {...form.register(`levels.${index}.percent`, {
                validate: (text) => levelRateOf(text) !== null || texts.bad,
              })}
            />
          )}
        </Field>
      ))}
    </FormDialog>
  );
}

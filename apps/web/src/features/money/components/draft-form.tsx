import type { InvoiceView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { CountrySelect } from '../../../shared/ui/country-select.tsx';
import { errorOfLines } from '../../../shared/lib/form.ts';
import { CURRENCIES } from '../../../shared/lib/money.ts';
import { Button, Field, Input, Notice, Panel, Section, Select, Textarea, toast } from '../../../shared/ui/index.ts';
import { LeaveQuestion } from '../../../shared/ui/leave-question.tsx';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { sellerQuery, useSaveDraft } from '../api/invoices.queries.ts';
import { moneyText } from '../lib/amounts.ts';
import { draftFrom, sumOf, type DraftValues } from '../lib/draft-values.ts';
import { sayWhy } from '../lib/say-why.ts';
import { moneyTexts } from '../texts.ts';
import { DraftLines } from './draft-lines.tsx';

export type DraftFormState = UseFormReturn<DraftValues>;

interface DraftFormProps {
  readonly values: DraftValues;
  /** The draft that is changed, or whom a new one is for. */
  readonly of: InvoiceView | { readonly leadId: InvoiceView['leadId'] };
}
/** To whom, for what, until when. Nothing of it is sent before it is issued. */
export function DraftForm({ values, of }: DraftFormProps) {
  const texts = moneyTexts().draft;
  const navigate = useNavigate();
  const save = useSaveDraft();
  const [seen, setSeen] = useState(of);
  const form = useForm<DraftValues>({ defaultValues: values });
  const { errors, isDirty, isSubmitting } = form.formState;
  // What somebody else has saved comes into a form that nobody has touched, and never beneath one that is being filled in.
  const isNews = !isDirty && !isSubmitting && 'id' in of && 'id' in seen && of.version > seen.version;
  useEffect(() => {
    if (!isNews) return;
    setSeen(of);
    form.reset(values);
  }, [form, isNews, of, values]);
  const submit = form.handleSubmit(async (typed) => {
    try {
      const { id } = await save.mutateAsync({ draft: draftFrom(typed), of: seen });
      toast(texts.saved);
      await navigate(`/dashboard/money/invoices/${id}`);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'conflict')
        return form.setError('root.server', { message: texts.changed });
      sayWhy(error, form);
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-8">
      <Section title={texts.lines}>
        <Panel className="flex flex-col gap-5 p-4 sm:p-6">
          <DraftLines form={form} />
          <Terms form={form} />
        </Panel>
      </Section>
      <BuyerFields form={form} />
      <LeaveQuestion isDirty={isDirty && !isSubmitting} isChosenByQuery />
      {errors.root?.['server'] === undefined ? null : <Notice>{errors.root['server'].message}</Notice>}
      <div className="flex flex-wrap items-center justify-end gap-4">
        <p className="min-w-0 flex-1 basis-60 text-sm text-text-muted">{texts.then}</p>
        <Button type="submit" variant="primary" loading={isSubmitting}>
          {texts.save}
        </Button>
      </div>
    </form>
  );
}

function Terms({ form }: { readonly form: DraftFormState }) {
  const texts = moneyTexts().draft;
  const { data: seller } = useQuery(sellerQuery);
  const { errors } = form.formState;
  const [lines, currency] = useWatch({ control: form.control, name: ['lines', 'currency'] });
  return (
    <>
      <p className="numeric flex items-baseline justify-between gap-4 border-t border-border pt-4 text-base">
        <span className="text-text-muted">{texts.sum}</span>
        <output className="text-lg font-semibold">{moneyText(sumOf({ lines, currency }), currency)}</output>
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={texts.currency}>
          {(control) => (
            <Select {...control} {...form.register('currency')}>
              {CURRENCIES.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label={texts.dueOn}
          optional
          hint={seller == null ? undefined : texts.dueHint(seller.dueDays)}
          error={errors.dueOn?.message}
        >
          {(control) => <Input {...control} type="date" {...form.register('dueOn')} />}
        </Field>
      </div>
      <SwitchLine form={form} name="reverseCharge" label={texts.reverseCharge} hint={texts.reverseChargeHint} />
    </>
  );
}

function BuyerFields({ form }: { readonly form: DraftFormState }) {
  const texts = moneyTexts().draft;
  const errors = form.formState.errors.buyer;
  return (
    <Section title={texts.buyer}>
      <Panel className="grid gap-5 p-4 sm:grid-cols-2 sm:p-6">
        <Field label={texts.name} error={errors?.name?.message}>
          {(control) => <Input {...control} autoComplete="off" {...form.register('buyer.name')} />}
        </Field>
        <Field label={texts.email} error={errors?.email?.message}>
          {(control) => <Input {...control} type="email" autoComplete="off" {...form.register('buyer.email')} />}
        </Field>
        <Field label={texts.company} optional error={errors?.company?.message}>
          {(control) => <Input {...control} autoComplete="off" {...form.register('buyer.company')} />}
        </Field>
        <Field label={texts.taxId} optional error={errors?.taxId?.message}>
          {(control) => <Input {...control} autoComplete="off" {...form.register('buyer.taxId')} />}
        </Field>
        <Field label={texts.address} optional hint={texts.addressHint} error={errorOfLines(errors?.address)}>
          {(control) => <Textarea {...control} rows={3} autoComplete="off" {...form.register('buyer.address')} />}
        </Field>
        <div className="flex flex-col gap-5">
          <Field label={texts.country} optional error={errors?.country?.message}>
            {(control) => <CountrySelect {...control} {...form.register('buyer.country')} none={texts.noCountry} />}
          </Field>
          <Field label={texts.language}>
            {(control) => (
              <Select {...control} {...form.register('buyer.locale')}>
                <option value="en">{texts.languages.en}</option>
                <option value="de">{texts.languages.de}</option>
              </Select>
            )}
          </Field>
        </div>
      </Panel>
    </Section>
  );
}

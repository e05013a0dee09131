import type { InvoiceView } from '@stageline/contracts';
import { useForm, useWatch } from 'react-hook-form';
import { formatDate } from '../../../shared/lib/format.ts';
import { Field, FormDialog, Input, Select, toast } from '../../../shared/ui/index.ts';
import { useInstalments } from '../api/instalments.queries.ts';
import { instalmentTexts } from '../instalment-texts.ts';
import { moneyText } from '../lib/amounts.ts';
import { countOf, partsOf, type InstalmentValues } from '../lib/instalment-values.ts';
import { dayOf } from '../lib/payment-values.ts';
import { sayWhy } from '../lib/say-why.ts';

const PACES = ['month', 'fortnight', 'week'] as const;

interface InstalmentsDialogProps {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}
/** Divides what is due into parts; they are shown as they will be before anybody agrees. */
export function InstalmentsDialog({ invoice, onClose }: InstalmentsDialogProps) {
  const texts = instalmentTexts();
  const { id, currency, figures } = invoice;
  const { agree } = useInstalments(id);
  const today = dayOf(new Date());
  const form = useForm<InstalmentValues>({ defaultValues: { count: '3', first: today, pace: 'month' } });
  const { errors, isSubmitting } = form.formState;
  const parts = partsOf(useWatch({ control: form.control }) as InstalmentValues, figures.due);
  const submit = form.handleSubmit(async (values) => {
    const wanted = partsOf(values, figures.due);
    if (wanted === null) return form.setError('count', { message: texts.badCount });
    try {
      await agree.mutateAsync({ parts: wanted });
      toast(texts.agreed);
      onClose();
    } catch (error) {
      sayWhy(error, form);
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.agree}
      description={texts.agreeHint}
      onSubmit={submit}
      submitLabel={texts.agree}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={texts.count} error={errors.count?.message}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              {...form.register('count', { validate: (text) => countOf(text) !== null || texts.badCount })}
            />
          )}
        </Field>
        <Field label={texts.first} error={errors.first?.message}>
          {(control) => (
            <Input
              {...control}
              type="date"
              min={today}
              {...form.register('first', { validate: (day) => (day !== '' && day >= today) || texts.badDay })}
            />
          )}
        </Field>
        <Field label={texts.pace}>
          {(control) => (
            <Select {...control} {...form.register('pace')}>
              {PACES.map((pace) => (
                <option key={pace} value={pace}>
                  {texts.paces[pace]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {parts === null ? null : (
        <ol aria-label={texts.preview} className="max-h-48 overflow-y-auto rounded-lg border border-border text-sm">
          {parts.map(({ dueAt, amount }) => (
            <li key={dueAt} className="flex justify-between gap-4 border-b border-border px-3 py-2 last:border-0">
              <span>{formatDate(dueAt)}</span>
              <span className="numeric">{moneyText(amount, currency)}</span>
            </li>
          ))}
        </ol>
      )}
    </FormDialog>
  );
}

import type { UseFormReturn } from 'react-hook-form';
import { Field, Input, Select } from '../../../shared/ui/index.ts';
import { dayOf, type NotedValues } from '../lib/payment-values.ts';
import { moneyTexts } from '../texts.ts';

const METHODS = ['bank_transfer', 'cash', 'other'] as const;

interface NotedFieldsProps {
  readonly form: UseFormReturn<NotedValues>;
  /** When the form was opened: no payment came later. */
  readonly openedAt: Date;
}
/** How and when a payment came that is noted, and what stands beside it. */
export function NotedFields({ form, openedAt }: NotedFieldsProps) {
  const texts = moneyTexts();
  const { errors } = form.formState;
  const today = dayOf(openedAt);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={texts.method} error={errors.method?.message}>
          {(control) => (
            <Select {...control} {...form.register('method')}>
              {METHODS.map((method) => (
                <option key={method} value={method}>
                  {texts.methods[method]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.paidAt} error={errors.paidAt?.message}>
          {(control) => (
            <Input
              {...control}
              type="date"
              max={today}
              {...form.register('paidAt', { validate: (day) => (day !== '' && day <= today) || texts.badDay })}
            />
          )}
        </Field>
      </div>
      <Field label={texts.note} hint={texts.noteHint} optional error={errors.note?.message}>
        {(control) => <Input {...control} autoComplete="off" maxLength={140} {...form.register('note')} />}
      </Field>
    </>
  );
}

import type { InvoiceRowView } from '@stageline/contracts';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';
import { Field, FormDialog, Input, toast } from '../../../shared/ui/index.ts';
import { useSpreadPayment } from '../api/payments.queries.ts';
import { moneyText } from '../lib/amounts.ts';
import { dayOf, notedFrom, wrongAmount, type NotedValues } from '../lib/payment-values.ts';
import { sayWhy } from '../lib/say-why.ts';
import { partsOf, shownParts, type TypedParts } from '../lib/spread-values.ts';
import { moneyTexts } from '../texts.ts';
import { NotedFields } from './noted-fields.tsx';

interface SpreadPaymentDialogProps {
  /** What the buyer owes, in one currency; the oldest first. */
  readonly owed: readonly InvoiceRowView[];
  readonly onClose: () => void;
}
/** Notes one payment that came for several invoices. The oldest is paid first, unless somebody types something else. */
export function SpreadPaymentDialog({ owed, onClose }: SpreadPaymentDialogProps) {
  const texts = moneyTexts();
  const spread = useSpreadPayment();
  // As it was when the form was opened: what is read anew meanwhile moves no amount under somebody's hands.
  const [{ invoices, openedAt }] = useState(() => ({ invoices: owed, openedAt: new Date() }));
  const { currency } = invoices[0]!;
  const due = invoices.reduce((sum, { figures }) => sum + figures.due, 0);
  const form = useForm<NotedValues>({
    defaultValues: {
      amount: typedAmount(due, currency),
      method: 'bank_transfer',
      paidAt: dayOf(openedAt),
      note: '',
    },
  });
  const [typed, setTyped] = useState<TypedParts>({});
  const { errors, isSubmitting } = form.formState;
  const amount = minorOf(useWatch({ control: form.control, name: 'amount' }), currency) ?? 0;
  const dues = invoices.map(({ id, figures }) => ({ id, currency, due: figures.due }));
  const parts = partsOf(amount, dues, typed);
  const shown = shownParts(parts, dues, typed);
  const sum = parts.reduce<number>((all, part) => all + (part ?? 0), 0);
  const isWhole = sum === amount && parts.every((part) => part !== null);
  const submit = form.handleSubmit(async (values) => {
    if (!isWhole) return form.setError('root.server', { message: texts.spreadWrong });
    try {
      const chosen = invoices.flatMap(({ id }, place) => {
        const part = parts[place] ?? 0;
        return part > 0 ? [{ invoiceId: id, amount: part }] : [];
      });
      await spread.mutateAsync({ ...notedFrom(values, currency, openedAt), parts: chosen });
      toast(texts.noted);
      onClose();
    } catch (error) {
      sayWhy(error, form);
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.spread}
      description={texts.spreadHint}
      onSubmit={submit}
      submitLabel={texts.notePayment}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.amountIn(currency)} error={errors.amount?.message}>
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            {...form.register('amount', { validate: (text) => wrongAmount(text, currency) })}
          />
        )}
      </Field>
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 text-sm font-medium">{texts.spreadOver}</legend>
        {invoices.map(({ id, number, figures }, place) => (
          <Field key={id} label={texts.invoice(number ?? '')} hint={texts.owes(moneyText(figures.due, currency))}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                value={shown[place]}
                aria-invalid={parts[place] === null}
                onChange={({ target }) => setTyped((before) => ({ ...before, [id]: target.value }))}
              />
            )}
          </Field>
        ))}
        <p aria-live="polite" className={isWhole ? 'numeric text-sm text-text-muted' : 'numeric text-sm text-danger'}>
          {texts.spreadSum(moneyText(sum, currency), moneyText(amount, currency))}
        </p>
      </fieldset>
      <NotedFields form={form} openedAt={openedAt} />
    </FormDialog>
  );
}

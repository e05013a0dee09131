import type { InvoiceView } from '@stageline/contracts';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Field, FormDialog, Input, toast } from '../../../shared/ui/index.ts';
import { useRecordPayment } from '../api/payments.queries.ts';
import { moneyText } from '../lib/amounts.ts';
import { notedFrom, notedValuesOf, wrongAmount, type NotedValues } from '../lib/payment-values.ts';
import { sayWhy } from '../lib/say-why.ts';
import { moneyTexts } from '../texts.ts';
import { NotedFields } from './noted-fields.tsx';

interface NotePaymentDialogProps {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}
/** Notes a payment that came past the provider. */
export function NotePaymentDialog({ invoice, onClose }: NotePaymentDialogProps) {
  const texts = moneyTexts();
  const record = useRecordPayment(invoice.id);
  const [openedAt] = useState(() => new Date());
  const form = useForm<NotedValues>({ defaultValues: notedValuesOf(invoice, openedAt) });
  const { errors, isSubmitting } = form.formState;
  const { currency, figures } = invoice;
  const submit = form.handleSubmit(async (values) => {
    try {
      await record.mutateAsync(notedFrom(values, currency, openedAt));
      toast(texts.noted);
      onClose();
    } catch (error) {
      sayWhy(error, form);
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.notePayment}
      description={texts.notePaymentHint}
      onSubmit={submit}
      submitLabel={texts.notePayment}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field
        label={texts.amountIn(currency)}
        hint={figures.due > 0 ? texts.stillDue(moneyText(figures.due, currency)) : texts.nothingDue}
        error={errors.amount?.message}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            {...form.register('amount', { validate: (text) => wrongAmount(text, currency) })}
          />
        )}
      </Field>
      <NotedFields form={form} openedAt={openedAt} />
    </FormDialog>
  );
}

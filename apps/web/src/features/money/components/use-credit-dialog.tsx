import type { BuyerCreditView, InvoiceView } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';
import { Field, FormDialog, Input, toast } from '../../../shared/ui/index.ts';
import { usePayWithCredit } from '../api/payments.queries.ts';
import { moneyText } from '../lib/amounts.ts';
import { wrongAmount } from '../lib/payment-values.ts';
import { sayWhy } from '../lib/say-why.ts';
import { moneyTexts } from '../texts.ts';

interface UseCreditDialogProps {
  readonly invoice: InvoiceView;
  readonly credit: BuyerCreditView;
  readonly onClose: () => void;
}
/** Pays an invoice with what its buyer has paid beyond others. */
export function UseCreditDialog({ invoice: { id, currency, figures }, credit, onClose }: UseCreditDialogProps) {
  const texts = moneyTexts();
  const pay = usePayWithCredit(id);
  const most = Math.min(credit.available, figures.due);
  const form = useForm({ defaultValues: { amount: typedAmount(most, currency) } });
  const { errors, isSubmitting } = form.formState;
  const wrong = (text: string): string | true =>
    wrongAmount(text, currency) ??
    ((minorOf(text, currency) ?? 0) <= most || texts.creditAtMost(moneyText(most, currency)));
  const submit = form.handleSubmit(async ({ amount }) => {
    try {
      await pay.mutateAsync({ amount: minorOf(amount, currency) ?? 0 });
      toast(texts.creditIsUsed);
      onClose();
    } catch (error) {
      sayWhy(error, form);
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.payByCredit}
      description={texts.payByCreditHint}
      onSubmit={submit}
      submitLabel={texts.payByCredit}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <ul className="flex flex-col gap-1 text-sm">
        {credit.sources.map(({ invoiceId, number, amount }) => (
          <li key={invoiceId} className="numeric flex justify-between gap-4">
            <span className="text-text-muted">{texts.creditFrom(number)}</span>
            <span>{moneyText(amount, currency)}</span>
          </li>
        ))}
      </ul>
      <Field
        label={texts.amountIn(currency)}
        hint={texts.owes(moneyText(figures.due, currency))}
        error={errors.amount?.message}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            {...form.register('amount', { validate: wrong })}
          />
        )}
      </Field>
    </FormDialog>
  );
}

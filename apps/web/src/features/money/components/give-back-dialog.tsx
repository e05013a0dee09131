import type { PaymentView } from '@stageline/contracts';
import { useForm, useWatch } from 'react-hook-form';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';
import { Field, FormDialog, Input, toast } from '../../../shared/ui/index.ts';
import { useRefundPayment } from '../api/payments.queries.ts';
import { moneyText } from '../lib/amounts.ts';
import { wrongAmount } from '../lib/payment-values.ts';
import { sayWhy } from '../lib/say-why.ts';
import { moneyTexts } from '../texts.ts';

interface GiveBackDialogProps {
  readonly payment: PaymentView;
  readonly onClose: () => void;
}
/** Gives back a payment, or a part of it. The button names the sum, so that pressing it is the answer to the question. */
export function GiveBackDialog({ payment, onClose }: GiveBackDialogProps) {
  const texts = moneyTexts();
  const { id, provider, currency, refundable } = payment;
  const refund = useRefundPayment(id);
  const form = useForm({ defaultValues: { amount: typedAmount(refundable, currency), reason: '' } });
  const { errors, isSubmitting } = form.formState;
  const money = (part: number) => moneyText(part, currency);
  const typed = minorOf(useWatch({ control: form.control, name: 'amount' }), currency) ?? 0;
  const isPossible = typed > 0 && typed <= refundable;
  const submit = form.handleSubmit(async ({ amount, reason }) => {
    try {
      const { state } = await refund.mutateAsync({ amount: minorOf(amount, currency) ?? 0, reason });
      if (state === 'failed') toast.error(texts.notSent);
      else toast(state === 'pending' ? texts.onItsWayBack : texts.wentBack);
      onClose();
    } catch (error) {
      sayWhy(error, form.setError);
    }
  });
  const validate = (text: string) =>
    wrongAmount(text, currency) ??
    ((minorOf(text, currency) ?? 0) > refundable ? texts.tooMuch(money(refundable)) : undefined);
  return (
    <FormDialog
      onClose={onClose}
      title={texts.giveBackTitle}
      description={provider === 'manual' ? texts.giveBackNotedHint : texts.giveBackHint}
      onSubmit={submit}
      submitLabel={isPossible ? texts.giveBackAmount(money(typed)) : texts.giveBack}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field
        label={texts.amountIn(currency)}
        hint={<LeftThen upTo={money(refundable)} left={isPossible ? refundable - typed : null} money={money} />}
        error={errors.amount?.message}
      >
        {(control) => (
          <Input {...control} inputMode="decimal" autoComplete="off" {...form.register('amount', { validate })} />
        )}
      </Field>
      <Field label={texts.reason} hint={texts.reasonHint} error={errors.reason?.message}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={200}
            {...form.register('reason', { validate: (text) => text.trim() !== '' || 'Please fill this in.' })}
          />
        )}
      </Field>
    </FormDialog>
  );
}

interface LeftThenProps {
  readonly upTo: string;
  /** Null while no possible amount stands there. */
  readonly left: number | null;
  readonly money: (amount: number) => string;
}
function LeftThen({ upTo, left, money }: LeftThenProps) {
  const texts = moneyTexts();
  if (left === null) return texts.upTo(upTo);
  return `${texts.upTo(upTo)} ${left === 0 ? texts.nothingLeft : texts.leftThen(money(left))}`;
}

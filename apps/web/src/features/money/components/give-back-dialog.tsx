import type { InvoiceView, PaymentView } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { minorOf } from '../../../shared/lib/money.ts';
import { Field, FormDialog, Input, Select, toast } from '../../../shared/ui/index.ts';
import { useRefundPayment } from '../api/payments.queries.ts';
import { moneyText } from '../lib/amounts.ts';
import { givenBack, givenBackAtFirst, sumOf, type GiveBackValues } from '../lib/give-back-values.ts';
import { wrongAmount } from '../lib/payment-values.ts';
import { sayWhy } from '../lib/say-why.ts';
import { moneyTexts } from '../texts.ts';

interface GiveBackDialogProps {
  readonly payment: PaymentView;
  /** Those of its invoice. */
  readonly lines: InvoiceView['lines'];
  readonly onClose: () => void;
}
/** Gives back a payment, or a part of it. The button names the sum, so that pressing it is the answer to the question. */
export function GiveBackDialog({ payment, lines, onClose }: GiveBackDialogProps) {
  const texts = moneyTexts();
  const { id, provider, currency, refundable, creditOf } = payment;
  const noted = creditOf === null ? texts.giveBackNotedHint : texts.giveBackCreditHint;
  const hint = provider === 'manual' ? noted : texts.giveBackHint;
  const refund = useRefundPayment(id);
  const form = useForm<GiveBackValues>({ defaultValues: givenBackAtFirst(payment, lines) });
  const { errors, isSubmitting } = form.formState;
  const money = (part: number) => moneyText(part, currency);
  const values = useWatch({ control: form.control }) as GiveBackValues;
  const typed = sumOf(values, currency);
  const isPossible = typed > 0 && typed <= refundable;
  const left = <LeftThen upTo={money(refundable)} left={isPossible ? refundable - typed : null} money={money} />;
  const submit = form.handleSubmit(async (given) => {
    if (sumOf(given, currency) < 1) return form.setError('root.server', { message: texts.noLineChosen });
    try {
      const { state } = await refund.mutateAsync(givenBack(given, currency));
      if (state === 'failed') toast.error(texts.notSent);
      else toast(state === 'pending' ? texts.onItsWayBack : texts.wentBack);
      onClose();
    } catch (error) {
      sayWhy(error, form);
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.giveBackTitle}
      description={hint}
      onSubmit={submit}
      submitLabel={isPossible ? texts.giveBackAmount(money(typed)) : texts.giveBack}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      {lines.length < 2 ? null : (
        <Field label={texts.giveBackWhat} hint={values.what === 'lines' ? texts.giveBackLinesHint : undefined}>
          {(control) => (
            <Select {...control} {...form.register('what')}>
              <option value="share">{texts.giveBackShare}</option>
              <option value="lines">{texts.giveBackLines}</option>
            </Select>
          )}
        </Field>
      )}
      {values.what === 'lines' ? (
        <LineParts form={form} lines={lines} currency={currency} hint={left} />
      ) : (
        <Field label={texts.amountIn(currency)} hint={left} error={errors.amount?.message}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              {...form.register('amount', { validate: (text) => wrongPart(text, currency, refundable) })}
            />
          )}
        </Field>
      )}
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

interface LinePartsProps {
  readonly form: UseFormReturn<GiveBackValues>;
  readonly lines: InvoiceView['lines'];
  readonly currency: PaymentView['currency'];
  readonly hint: ReactNode;
}
/** An amount for each line of which anything is left. */
function LineParts({ form, lines, currency, hint }: LinePartsProps) {
  const texts = moneyTexts();
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-sm text-text-muted">{hint}</legend>
      {lines.map(({ description, gross, takenBack }, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines of an invoice have no other name
        <Field
          key={place}
          label={description}
          hint={texts.lineUpTo(moneyText(gross - takenBack, currency))}
          error={form.formState.errors.parts?.[place]?.message}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              disabled={gross <= takenBack}
              {...form.register(`parts.${place}`, {
                validate: (text) => text.trim() === '' || wrongPart(text, currency, gross - takenBack),
              })}
            />
          )}
        </Field>
      ))}
    </fieldset>
  );
}

/** What is wrong with a part of an amount; true where nothing is. */
function wrongPart(text: string, currency: PaymentView['currency'], most: number): string | true {
  const wrong = wrongAmount(text, currency);
  if (wrong !== undefined) return wrong;
  return (minorOf(text, currency) ?? 0) <= most || moneyTexts().tooMuch(moneyText(most, currency));
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

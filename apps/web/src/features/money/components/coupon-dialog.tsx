import { useQuery } from '@tanstack/react-query';
import { useForm, useWatch } from 'react-hook-form';
import { CURRENCIES } from '../../../shared/lib/money.ts';
import { Field, FormDialog, Input, Select, toast } from '../../../shared/ui/index.ts';
import { soldSessionsQuery, useCreateCoupon } from '../api/coupons.queries.ts';
import { couponFrom, couponResolver, newCoupon, type CouponValues } from '../lib/coupon-values.ts';
import { dayOf } from '../lib/payment-values.ts';
import { sayWhy } from '../lib/say-why.ts';
import { moneyTexts } from '../texts.ts';

/** Makes a code. */
export function CouponDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = moneyTexts().codes;
  const create = useCreateCoupon();
  const sessions = useQuery(soldSessionsQuery);
  const form = useForm<CouponValues>({ resolver: couponResolver, defaultValues: newCoupon });
  const { errors, isSubmitting } = form.formState;
  const kind = useWatch({ control: form.control, name: 'kind' });
  const submit = form.handleSubmit(async (values) => {
    try {
      await create.mutateAsync(couponFrom(values));
      toast(texts.created);
      onClose();
    } catch (error) {
      sayWhy(error, form);
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.create}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.code} hint={texts.codeHint} error={errors.code?.message}>
        {(control) => (
          <Input
            {...control}
            className="uppercase"
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            maxLength={30}
            {...form.register('code')}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={texts.kind}>
          {(control) => (
            <Select {...control} {...form.register('kind')}>
              <option value="percent">{texts.kinds.percent}</option>
              <option value="amount">{texts.kinds.amount}</option>
            </Select>
          )}
        </Field>
        {kind === 'percent' ? (
          <Field label={texts.percent} error={errors.percent?.message}>
            {(control) => <Input {...control} inputMode="numeric" maxLength={3} {...form.register('percent')} />}
          </Field>
        ) : (
          <div className="grid grid-cols-[1fr_6rem] gap-2">
            <Field label={texts.amount} error={errors.amount?.message}>
              {(control) => <Input {...control} inputMode="decimal" maxLength={12} {...form.register('amount')} />}
            </Field>
            <Field label={texts.currency}>
              {(control) => (
                <Select {...control} {...form.register('currency')}>
                  {CURRENCIES.map((currency) => (
                    <option key={currency}>{currency}</option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
        )}
      </div>
      <Field label={texts.forWhat}>
        {(control) => (
          <Select {...control} {...form.register('sessionId')}>
            <option value="">{texts.everything}</option>
            {sessions.data?.items.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={texts.until} optional hint={texts.untilHint} error={errors.until?.message}>
          {(control) => <Input {...control} type="date" min={dayOf(new Date())} {...form.register('until')} />}
        </Field>
        <Field label={texts.mostUses} optional hint={texts.mostUsesHint} error={errors.mostUses?.message}>
          {(control) => <Input {...control} inputMode="numeric" maxLength={7} {...form.register('mostUses')} />}
        </Field>
      </div>
    </FormDialog>
  );
}

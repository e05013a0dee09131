import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, type UseFormReturn } from 'react-hook-form';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { CountrySelect } from '../../../shared/ui/country-select.tsx';
import { applyIssues, errorOfLines } from '../../../shared/lib/form.ts';
import { formatDateTime, formatTime } from '../../../shared/lib/format.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { Button, Field, Input, Notice, Textarea } from '../../../shared/ui/index.ts';
import { VisitorFrame } from '../../../shared/ui/visitor-frame.tsx';
import { orderQuery, usePlaceOrder, type Order } from '../api/order.queries.ts';
import { orderTexts } from '../texts.ts';
import { OrderCode } from './order-code.tsx';

interface Values {
  readonly buyer: {
    readonly company: string;
    readonly address: string;
    readonly country: string;
    readonly taxId: string;
  };
}

/** What it costs, for whom it is, and the one button that orders it. */
export function OrderForm({ order: plain, token }: { readonly order: Order; readonly token: string }) {
  const texts = orderTexts();
  const [code, setCode] = useState('');
  const coded = useQuery({ ...orderQuery(token, code), enabled: code !== '' });
  const order = coded.data ?? plain;
  const place = usePlaceOrder(token);
  const client = useQueryClient();
  const form = useForm<Values>({ defaultValues: { buyer: { company: '', address: '', country: '', taxId: '' } } });
  const { errors, isSubmitting } = form.formState;
  const { title, text, sellerName, buyer, total, currency, until } = order;

  const submit = form.handleSubmit(async ({ buyer: given }) => {
    const orNull = (value: string) => (value.trim() === '' ? null : value.trim());
    const lines = given.address.split('\n').map((line) => line.trim());
    try {
      const { payPath } = await place.mutateAsync({
        ...{ code: coded.data === undefined ? '' : code, total, locale: pageLocale().locale },
        buyer: {
          ...{ company: orNull(given.company), address: lines.filter((line) => line !== '') },
          ...{ country: orNull(given.country), taxId: orNull(given.taxId) },
        },
      });
      if (payPath !== null) window.location.assign(payPath);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'conflict') {
        form.setError('root.server', { message: texts.changed });
        return void coded.refetch();
      }
      // Somebody else may have used the code up since it was applied: the price without it is shown before it is asked for.
      if (error instanceof ApiProblem && error.issueFor('code') !== undefined) {
        setCode('');
        client.removeQueries({ queryKey: orderQuery(token, code).queryKey });
      }
      if (!applyIssues(error, form)) form.setError('root.server', { message: problemTexts().failed });
    }
  });

  return (
    <VisitorFrame narrow title={texts.title}>
      <form onSubmit={(event) => void submit(event)} noValidate className="rounded-lg border border-border bg-raised">
        <div className="p-6 sm:p-8">
          <p className="text-sm text-text-muted">{texts.title}</p>
          <h1 className="display mt-1 text-2xl font-semibold wrap-anywhere">{title}</h1>
          {text === '' ? null : (
            <p className="mt-2 text-base wrap-anywhere whitespace-pre-line text-text-muted">{text}</p>
          )}
          <Opens opens={order.opens} />
          <Sum order={order} />
          <OrderCode code={code} onCode={setCode} query={coded} />
        </div>
        <div className="flex flex-col gap-4 border-t border-border p-6 sm:p-8">
          <p className="text-sm wrap-anywhere">
            {texts.as(buyer.name, buyer.emailHint)}
            <br />
            <span className="text-text-muted">{texts.from(sellerName)}</span>
          </p>
          <BuyerFields form={form} />
          {errors.root?.['server'] === undefined ? null : <Notice>{errors.root['server'].message}</Notice>}
          <Button type="submit" variant="primary" size="lg" loading={isSubmitting} disabled={coded.isLoading}>
            {total === 0 ? texts.submitFree : texts.submit(formatPrice({ amount: total, currency }))}
          </Button>
          <p className="text-center text-xs text-text-muted">
            {total === 0 ? null : `${texts.then} `}
            {until === null ? null : texts.until(formatTime(until))}
          </p>
        </div>
      </form>
    </VisitorFrame>
  );
}

/** What is open to whoever has paid. */
export function Opens({ opens: { replay, materials, call } }: Pick<Order, 'opens'>) {
  const texts = orderTexts().opens;
  const things = [
    ...(replay ? [texts.replay] : []),
    ...(materials ? [texts.materials] : []),
    ...(call === null ? [] : [texts.call(call)]),
  ];
  if (things.length === 0) return null;
  return (
    <div className="mt-4 text-sm">
      <p className="font-medium">{texts.title}</p>
      <ul className="mt-1 list-disc ps-5 text-text-muted">
        {things.map((thing) => (
          <li key={thing} className="wrap-anywhere">
            {thing}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Sum({ order: { listAmount, early, discount, total, tax, currency } }: { readonly order: Order }) {
  const texts = orderTexts();
  const amount = (value: number) => formatPrice({ amount: value, currency });
  const row = 'flex items-baseline justify-between gap-4';
  return (
    <dl className="numeric m-0 mt-6 flex flex-col gap-1.5 text-base" aria-live="polite">
      {early === null ? null : (
        <div className="text-success">
          <dt className="sr-only">{texts.early}</dt>
          <dd className="m-0 text-sm wrap-anywhere">{earlyText(early, currency)}</dd>
        </div>
      )}
      {discount === null ? null : (
        <>
          <div className={row}>
            <dt className="text-text-muted">{texts.price}</dt>
            <dd className="m-0 text-text-muted">{amount(listAmount)}</dd>
          </div>
          <div className={row}>
            <dt className="min-w-0 text-text-muted wrap-anywhere">{texts.discount(discount.code)}</dt>
            <dd className="m-0 text-success">−{amount(discount.amount)}</dd>
          </div>
        </>
      )}
      <div className={row}>
        <dt className="font-semibold">{total === 0 ? texts.free : texts.total}</dt>
        <dd className="m-0 text-xl font-semibold">{amount(total)}</dd>
      </div>
      {tax === 0 ? null : (
        <div className={row}>
          <dt />
          <dd className="m-0 text-sm text-text-muted">{texts.tax(amount(tax))}</dd>
        </div>
      )}
    </dl>
  );
}

/** What stands on the invoice besides the name; nobody has to say it. */
function BuyerFields({ form }: { readonly form: UseFormReturn<Values> }) {
  const texts = orderTexts();
  const { errors } = form.formState;
  return (
    <details className="rounded-md border border-border px-4 py-3">
      <summary className="tap-target cursor-pointer text-sm font-medium">{texts.details}</summary>
      <div className="mt-4 flex flex-col gap-4 pb-1">
        <Field label={texts.company} optional error={errors.buyer?.company?.message}>
          {(control) => <Input {...control} autoComplete="organization" {...form.register('buyer.company')} />}
        </Field>
        <Field label={texts.address} optional hint={texts.addressHint} error={errorOfLines(errors.buyer?.address)}>
          {(control) => (
            <Textarea {...control} rows={3} autoComplete="street-address" {...form.register('buyer.address')} />
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={texts.country} optional error={errors.buyer?.country?.message}>
            {(control) => (
              <CountrySelect
                {...control}
                autoComplete="country"
                {...form.register('buyer.country')}
                none={texts.noCountry}
              />
            )}
          </Field>
          <Field label={texts.taxId} optional error={errors.buyer?.taxId?.message}>
            {(control) => <Input {...control} autoComplete="off" {...form.register('buyer.taxId')} />}
          </Field>
        </div>
      </div>
    </details>
  );
}

/** What it costs later, and what decides when that is. */
function earlyText({ price, until, left }: NonNullable<Order['early']>, currency: Order['currency']): string {
  const texts = orderTexts();
  return [
    texts.insteadOf(formatPrice({ amount: price, currency })),
    ...(until === null ? [] : [texts.earlyUntil(formatDateTime(until))]),
    ...(left === null ? [] : [texts.earlyLeft(left)]),
  ].join(' · ');
}

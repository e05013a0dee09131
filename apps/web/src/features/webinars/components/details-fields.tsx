import { LOCALES, localeNames } from '@stageline/contracts';
import { useWatch, type UseFormReturn } from 'react-hook-form';
import { CURRENCIES } from '../../../shared/lib/money.ts';
import { Field, Input, Select, Textarea } from '../../../shared/ui/index.ts';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { ZoneSelect } from '../../../shared/ui/zone-select.tsx';
import type { DetailsValues } from '../lib/details-form.ts';
import { webinarTexts } from '../texts.ts';

type Form = UseFormReturn<DetailsValues>;

/** What is known of an event: what it was, when, and what was offered. */
export function DetailsFields({ form }: { readonly form: Form }) {
  const texts = webinarTexts().form;
  const { errors } = form.formState;
  const hasOffer = useWatch({ control: form.control, name: 'hasOffer' });
  // The api knows one instant where the form has a day and a time.
  const heldAt = (errors as { heldAt?: { message?: string } }).heldAt?.message;
  return (
    <>
      <Field label={texts.name} error={errors.title?.message}>
        {(control) => <Input {...control} maxLength={500} {...form.register('title')} />}
      </Field>
      <Field label={texts.topic} hint={texts.topicHint} optional error={errors.topic?.message}>
        {(control) => <Textarea {...control} rows={2} {...form.register('topic')} />}
      </Field>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <Field label={texts.day} optional error={errors.date?.message ?? heldAt}>
          {(control) => <Input {...control} type="date" {...form.register('date')} />}
        </Field>
        <Field label={texts.time} optional error={errors.time?.message}>
          {(control) => <Input {...control} type="time" {...form.register('time')} />}
        </Field>
        <Field
          label={texts.minutes}
          optional
          error={
            errors.minutes?.message ?? (errors as { durationMinutes?: { message?: string } }).durationMinutes?.message
          }
        >
          {(control) => (
            <Input {...control} type="number" min={1} max={1440} inputMode="numeric" {...form.register('minutes')} />
          )}
        </Field>
      </div>
      <p className="-mt-2 text-xs text-text-muted">{texts.minutesHint}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={texts.zone} hint={texts.zoneHint} error={errors.timeZone?.message}>
          {(control) => <ZoneSelect {...control} {...form.register('timeZone')} />}
        </Field>
        <Field label={texts.language} error={errors.language?.message}>
          {(control) => (
            <Select {...control} {...form.register('language')}>
              {LOCALES.map((locale) => (
                <option key={locale} value={locale}>
                  {localeNames[locale]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field label={texts.replayUrl} optional error={errors.replayUrl?.message}>
        {(control) => <Input {...control} type="url" inputMode="url" {...form.register('replayUrl')} />}
      </Field>
      <SwitchLine form={form} name="hasOffer" label={texts.hasOffer} hint={texts.offerHint} />
      {hasOffer ? <OfferFields form={form} /> : null}
    </>
  );
}

interface OfferErrors {
  readonly name?: { readonly message?: string };
  readonly description?: { readonly message?: string };
  readonly deadline?: { readonly message?: string };
  readonly url?: { readonly message?: string };
}

function OfferFields({ form }: { readonly form: Form }) {
  const texts = webinarTexts().form;
  const { errors } = form.formState;
  const offer = (errors as { offer?: OfferErrors }).offer;
  return (
    <fieldset className="flex flex-col gap-4 border-s-2 border-border ps-4">
      <legend className="sr-only">{texts.offer}</legend>
      <Field label={texts.offerName} error={errors.offerName?.message ?? offer?.name?.message}>
        {(control) => <Input {...control} maxLength={255} {...form.register('offerName')} />}
      </Field>
      <Field label={texts.offerDescription} optional error={offer?.description?.message}>
        {(control) => <Textarea {...control} rows={3} {...form.register('offerDescription')} />}
      </Field>
      <div className="grid grid-cols-[2fr_1fr] gap-4 sm:grid-cols-[1fr_7rem_2fr]">
        <Field label={texts.price} optional error={errors.price?.message}>
          {(control) => <Input {...control} inputMode="decimal" {...form.register('price')} />}
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
        <Field
          label={texts.deadline}
          hint={texts.deadlineHint}
          optional
          className="max-sm:col-span-2"
          error={offer?.deadline?.message}
        >
          {(control) => <Input {...control} maxLength={100} {...form.register('deadline')} />}
        </Field>
      </div>
      <Field label={texts.url} optional error={offer?.url?.message}>
        {(control) => <Input {...control} type="url" inputMode="url" {...form.register('url')} />}
      </Field>
    </fieldset>
  );
}

import type { FieldError, FieldPathByValue, FieldValues, UseFormReturn } from 'react-hook-form';
import { errorOfLines } from '../lib/form.ts';
import { CountrySelect } from './country-select.tsx';
import { Field, Input } from './field.tsx';
import { partyTexts } from './party-texts.ts';
import { Textarea } from './textarea.tsx';

interface PartyFieldsProps<V extends FieldValues> {
  readonly form: UseFormReturn<V>;
  /** The field of the form that holds each; an address is a text of lines. */
  readonly names: Readonly<Record<'name' | 'address' | 'country' | 'taxId', FieldPathByValue<V, string>>>;
  /** What a tax number changes. */
  readonly taxIdHint?: string;
}

/** One side of an invoice, seller or buyer, as whoever is that side writes about themselves. */
export function PartyFields<V extends FieldValues>({ form, names, taxIdHint }: PartyFieldsProps<V>) {
  const texts = partyTexts();
  const errorOf = (part: keyof typeof names): FieldError | undefined =>
    form.getFieldState(names[part], form.formState).error;
  return (
    <>
      <Field label={texts.name} error={errorOf('name')?.message}>
        {(control) => <Input {...control} autoComplete="organization" {...form.register(names.name)} />}
      </Field>
      <Field label={texts.address} hint={texts.addressHint} error={errorOfLines(errorOf('address'))}>
        {(control) => (
          <Textarea {...control} rows={3} autoComplete="street-address" {...form.register(names.address)} />
        )}
      </Field>
      <Field label={texts.country} error={errorOf('country')?.message}>
        {(control) => (
          <CountrySelect
            {...control}
            autoComplete="country"
            {...form.register(names.country)}
            none={texts.chooseCountry}
          />
        )}
      </Field>
      <Field label={texts.taxId} optional hint={taxIdHint} error={errorOf('taxId')?.message}>
        {(control) => <Input {...control} autoComplete="off" {...form.register(names.taxId)} />}
      </Field>
    </>
  );
}

import { useWatch, type UseFormReturn } from 'react-hook-form';
import { Field, Input, Panel, Section, Textarea } from '../../../shared/ui/index.ts';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { rateOf } from '../lib/amounts.ts';
import { PartyFields } from '../../../shared/ui/party-fields.tsx';
import type { SellerValues } from '../lib/seller-values.ts';
import { moneyTexts } from '../texts.ts';

type Form = UseFormReturn<SellerValues>;

export function WhoFields({ form }: { readonly form: Form }) {
  const texts = moneyTexts();
  const { errors } = form.formState;
  return (
    <Section title={texts.whoSells}>
      <Panel className="flex flex-col gap-5 p-4 sm:p-6">
        <PartyFields
          form={form}
          names={{ name: 'legalName', address: 'address', country: 'country', taxId: 'taxId' }}
        />
        <Field label={texts.email} error={errors.email?.message}>
          {(control) => <Input {...control} type="email" autoComplete="email" {...form.register('email')} />}
        </Field>
      </Panel>
    </Section>
  );
}

export function TaxFields({ form }: { readonly form: Form }) {
  const texts = moneyTexts();
  const { errors } = form.formState;
  const asksTax = useWatch({ control: form.control, name: 'asksTax' });
  const validate = (text: string) => rateOf(text) !== null || texts.badRate;
  return (
    <Section title={texts.taxes}>
      <Panel className="flex flex-col gap-5 p-4 sm:p-6">
        <SwitchLine form={form} name="asksTax" label={texts.asksTax} hint={texts.asksTaxHint} />
        {asksTax ? (
          <>
            <Field
              label={texts.taxRate}
              hint={texts.taxRateHint}
              error={errors.taxRate?.message}
              className="sm:max-w-60"
            >
              {(control) => <Input {...control} inputMode="decimal" {...form.register('taxRate', { validate })} />}
            </Field>
            <SwitchLine
              form={form}
              name="pricesIncludeTax"
              label={texts.pricesIncludeTax}
              hint={texts.pricesIncludeTaxHint}
            />
          </>
        ) : (
          <Field
            label={texts.exemptionNote}
            hint={texts.exemptionNoteHint}
            optional
            error={errors.exemptionNote?.message}
          >
            {(control) => <Textarea {...control} rows={2} {...form.register('exemptionNote')} />}
          </Field>
        )}
      </Panel>
    </Section>
  );
}

interface PaperFieldsProps {
  readonly form: Form;
  readonly isPrefixFixed: boolean;
}
export function PaperFields({ form, isPrefixFixed }: PaperFieldsProps) {
  const texts = moneyTexts();
  const { errors } = form.formState;
  const validate = (text: string) => (/^\d{1,3}$/.test(text.trim()) && Number(text) <= 120) || texts.dueDaysRange;
  return (
    <Section title={texts.paper}>
      <Panel className="flex flex-col gap-5 p-4 sm:p-6">
        <div className="grid gap-5 sm:grid-cols-2">
          <Field
            label={texts.numberPrefix}
            hint={isPrefixFixed ? texts.numberPrefixFixed : texts.numberPrefixHint}
            error={errors.numberPrefix?.message}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                autoCapitalize="characters"
                readOnly={isPrefixFixed}
                {...form.register('numberPrefix')}
              />
            )}
          </Field>
          <Field label={texts.dueDays} error={errors.dueDays?.message}>
            {(control) => <Input {...control} inputMode="numeric" {...form.register('dueDays', { validate })} />}
          </Field>
        </div>
        <Field label={texts.footer} hint={texts.footerHint} optional error={errors.footer?.message}>
          {(control) => <Textarea {...control} rows={2} {...form.register('footer')} />}
        </Field>
      </Panel>
    </Section>
  );
}

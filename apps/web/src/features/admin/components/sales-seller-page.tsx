import type { SalesSellerView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useFieldArray, type UseFormReturn } from 'react-hook-form';
import { CountrySelect } from '../../../shared/ui/country-select.tsx';
import { useAdminMay } from '../../../shared/lib/session.ts';
import { rateOf } from '../../../shared/lib/tax-rate.ts';
import { Button, Field, Input, Page, PageHeader, PageTitle, Panel, Section } from '../../../shared/ui/index.ts';
import { PartyFields } from '../../../shared/ui/party-fields.tsx';
import { partyTexts } from '../../../shared/ui/party-texts.ts';
import { FieldsSkeleton, Loaded, SaveForm } from '../../../shared/ui/save-form.tsx';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { useSaveForm } from '../../../shared/ui/use-save-form.ts';
import { salesSellerQuery, useSaveSalesSeller } from '../api/sales-seller.queries.ts';
import { salesSellerFrom, salesSellerValuesOf, type SalesSellerValues } from '../lib/sales-seller-values.ts';
import { adminTexts } from '../texts.ts';

/** Who sells plans and credits to all sites, and how they are taxed (D-02, D-12). */
export function SalesSellerPage() {
  const texts = adminTexts().sales;
  const seller = useQuery(salesSellerQuery);
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.description} />
      <Loaded query={seller} waiting={<FieldsSkeleton label={texts.loading} />}>
        {(data) => <SalesSellerForm view={data} reload={async () => (await seller.refetch()).data} />}
      </Loaded>
    </Page>
  );
}

interface SalesSellerFormProps {
  readonly view: SalesSellerView;
  readonly reload: () => Promise<SalesSellerView | undefined>;
}
function SalesSellerForm({ view, reload }: SalesSellerFormProps) {
  const texts = adminTexts().sales;
  const save = useSaveSalesSeller();
  const mayChange = useAdminMay()('admin.save-sales-seller');
  const frame = useSaveForm<SalesSellerValues, SalesSellerView>({
    latest: view,
    valuesOf: salesSellerValuesOf,
    save: (values, { version }) => save.mutateAsync({ ...salesSellerFrom(values), version }),
    reload,
    saved: texts.saved,
  });
  return (
    <SaveForm frame={frame} label={texts.save} className="max-w-2xl">
      <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-8">
        <WhoSells form={frame.form} />
        <Taxes form={frame.form} />
      </fieldset>
    </SaveForm>
  );
}

type Form = UseFormReturn<SalesSellerValues>;

function WhoSells({ form }: { readonly form: Form }) {
  return (
    <Section title={adminTexts().sales.who}>
      <Panel className="flex flex-col gap-5 p-4 sm:p-6">
        <PartyFields
          form={form}
          names={{ name: 'legalName', address: 'address', country: 'country', taxId: 'taxId' }}
        />
      </Panel>
    </Section>
  );
}

function Taxes({ form }: { readonly form: Form }) {
  const texts = adminTexts().sales;
  const { register, control: of, formState } = form;
  const { errors } = formState;
  const rates = useFieldArray({ control: of, name: 'rates' });
  const validate = (text: string) => rateOf(text) !== null || texts.badRate;
  return (
    <Section title={texts.taxes} description={texts.taxesHint}>
      <Panel className="flex flex-col gap-5 p-4 sm:p-6">
        <Field label={texts.taxName} hint={texts.taxNameHint} error={errors.taxName?.message} className="sm:max-w-60">
          {(control) => <Input {...control} autoComplete="off" {...register('taxName')} />}
        </Field>
        {rates.fields.map(({ id }, index) => (
          <div key={id} className="flex items-end gap-2">
            <Field label={texts.rateCountry} error={errors.rates?.[index]?.country?.message} className="min-w-0 flex-1">
              {(control) => (
                <CountrySelect {...control} {...register(`rates.${index}.country`)} none={partyTexts().chooseCountry} />
              )}
            </Field>
            <Field label={texts.rate} error={errors.rates?.[index]?.rate?.message} className="w-24 shrink-0">
              {(control) => (
                <Input {...control} inputMode="decimal" {...register(`rates.${index}.rate`, { validate })} />
              )}
            </Field>
            <Button variant="ghost" size="icon" aria-label={texts.removeRate} onClick={() => rates.remove(index)}>
              <Trash2 size={16} aria-hidden="true" />
            </Button>
          </div>
        ))}
        <div>
          <Button size="sm" onClick={() => rates.append({ country: '', rate: '' })}>
            <Plus size={16} aria-hidden="true" />
            {texts.addRate}
          </Button>
        </div>
        <SwitchLine
          form={form}
          name="pricesIncludeTax"
          label={texts.pricesIncludeTax}
          hint={texts.pricesIncludeTaxHint}
        />
      </Panel>
    </Section>
  );
}

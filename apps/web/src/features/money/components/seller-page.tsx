import type { SellerView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { Link } from 'react-router';
import { useSession } from '../../../shared/lib/session.ts';
import { buttonStyles, Page, PageHeader, PageTitle } from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded, SaveForm } from '../../../shared/ui/save-form.tsx';
import { useSaveForm } from '../../../shared/ui/use-save-form.ts';
import { sellerQuery, useSaveSeller } from '../api/invoices.queries.ts';
import { noSeller, sellerFrom, sellerValuesOf, type SellerValues } from '../lib/seller-values.ts';
import { moneyTexts } from '../texts.ts';
import { PaymentAccount } from './payment-account.tsx';
import { PaperFields, TaxFields, WhoFields } from './seller-fields.tsx';

/** Who stands on invoices as the seller, and how their prices are taxed. */
export function SellerPage() {
  const texts = moneyTexts();
  const seller = useQuery(sellerQuery);
  return (
    <Page>
      <PageTitle>{texts.sellerTitle}</PageTitle>
      <Link to="/dashboard/money" className={buttonStyles({ variant: 'ghost', size: 'sm', className: '-ms-3 mb-2' })}>
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.back}
      </Link>
      <PageHeader title={texts.sellerTitle} description={texts.sellerDescription} />
      <PaymentAccount />
      <Loaded query={seller} waiting={<FieldsSkeleton label={texts.loading} />}>
        {(data) => (
          <SellerForm seller={data ?? noSeller} reload={async () => (await seller.refetch()).data ?? undefined} />
        )}
      </Loaded>
    </Page>
  );
}

interface SellerFormProps {
  readonly seller: SellerView;
  readonly reload: () => Promise<SellerView | undefined>;
}
function SellerForm({ seller, reload }: SellerFormProps) {
  const texts = moneyTexts();
  const { operations } = useSession();
  const save = useSaveSeller();
  const frame = useSaveForm<SellerValues, SellerView>({
    latest: seller,
    valuesOf: sellerValuesOf,
    save: (values, { version }) => save.mutateAsync({ ...sellerFrom(values), version }),
    reload,
    saved: texts.saved,
  });
  const { form } = frame;
  return (
    <SaveForm frame={frame} label={texts.save}>
      <fieldset disabled={!operations.includes('invoices.save-seller')} className="flex min-w-0 flex-col gap-8">
        <WhoFields form={form} />
        <TaxFields form={form} />
        <PaperFields form={form} isPrefixFixed={seller.hasIssued} />
      </fieldset>
    </SaveForm>
  );
}

import type { SalesSellerBody, SalesSellerView } from '@stageline/contracts';
import { linesOf } from '../../../shared/lib/form.ts';
import { rateOf, typedRate } from '../../../shared/lib/tax-rate.ts';

/** Who sells plans and credits, as controls hold it. */
export interface SalesSellerValues {
  readonly legalName: string;
  readonly address: string;
  readonly country: string;
  readonly taxId: string;
  readonly taxName: string;
  readonly rates: { readonly country: string; readonly rate: string }[];
  readonly pricesIncludeTax: boolean;
}

export const salesSellerValuesOf = ({ seller }: SalesSellerView): SalesSellerValues => ({
  legalName: seller?.legalName ?? '',
  address: (seller?.address ?? []).join('\n'),
  country: seller?.country ?? '',
  taxId: seller?.taxId ?? '',
  taxName: seller?.taxName ?? 'VAT',
  rates: (seller?.rates ?? []).map(({ country, rate }) => ({ country, rate: typedRate(rate) })),
  pricesIncludeTax: seller?.pricesIncludeTax ?? false,
});

/** What the form says, as the api takes it. */
export const salesSellerFrom = ({ address, taxId, rates, ...texts }: SalesSellerValues): SalesSellerBody => ({
  ...texts,
  address: linesOf(address),
  taxId: taxId.trim() === '' ? null : taxId,
  // What is no rate was held back by the form.
  rates: rates.map(({ country, rate }) => ({ country, rate: rateOf(rate) ?? 0 })),
});

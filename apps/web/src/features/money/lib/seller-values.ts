import type { SellerBody, SellerView } from '@stageline/contracts';
import { linesOf } from '../../../shared/lib/form.ts';
import { rateOf, typedRate } from './amounts.ts';

/** Who sells, as controls hold it: numbers are text, and nothing is ''. */
export interface SellerValues {
  readonly legalName: string;
  readonly address: string;
  readonly country: string;
  readonly email: string;
  readonly taxId: string;
  readonly asksTax: boolean;
  readonly taxRate: string;
  readonly pricesIncludeTax: boolean;
  readonly exemptionNote: string;
  readonly dueDays: string;
  readonly numberPrefix: string;
  readonly footer: string;
}

/** Before anybody said who sells. */
export const noSeller: SellerView = {
  legalName: '',
  address: [],
  country: '',
  email: '',
  taxId: null,
  taxRate: null,
  pricesIncludeTax: true,
  exemptionNote: '',
  dueDays: 14,
  numberPrefix: 'INV-',
  footer: '',
  version: 0,
  hasIssued: false,
};

export const sellerValuesOf = (seller: SellerView): SellerValues => {
  const { version: _version, hasIssued: _hasIssued, address, taxId, taxRate, dueDays, ...texts } = seller;
  return {
    ...texts,
    address: address.join('\n'),
    taxId: taxId ?? '',
    asksTax: taxRate !== null,
    taxRate: taxRate === null ? '' : typedRate(taxRate),
    dueDays: String(dueDays),
  };
};

/** What the form says, as the api takes it. */
export const sellerFrom = ({ asksTax, taxRate, address, taxId, dueDays, ...texts }: SellerValues): SellerBody => ({
  ...texts,
  address: linesOf(address),
  taxId: taxId.trim() === '' ? null : taxId,
  taxRate: asksTax ? rateOf(taxRate) : null,
  dueDays: Number(dueDays),
});

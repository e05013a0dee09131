import { describe, expect, it } from '@jest/globals';
import { salesTaxOf } from './sales-tax.ts';

const seller = {
  ...{ country: 'DE', taxName: 'VAT', pricesIncludeTax: false },
  rates: [
    { country: 'DE', rate: 19_000 },
    { country: 'FR', rate: 20_000 },
    { country: 'CH', rate: 8100 },
  ],
};

describe('how sales of the platform are taxed', () => {
  it.each([
    ['who has not said where they are', null, 'standard', 19_000, 'DE'],
    ['a neighbour with a VAT ID', { country: 'DE', hasVatId: true }, 'standard', 19_000, 'DE'],
    ['a business elsewhere in the EU', { country: 'AT', hasVatId: true }, 'reverse_charge', 0, 'DE'],
    ['a business where a rate is said', { country: 'FR', hasVatId: true }, 'reverse_charge', 0, 'DE'],
    ['a person elsewhere in the EU', { country: 'AT', hasVatId: false }, 'standard', 19_000, 'DE'],
    ['a person where a rate is said', { country: 'FR', hasVatId: false }, 'standard', 20_000, 'FR'],
    ['beyond the EU, where a rate is said', { country: 'CH', hasVatId: false }, 'standard', 8100, 'CH'],
    ['beyond the EU', { country: 'US', hasVatId: false }, 'exempt', 0, 'DE'],
  ] as const)('D-02 %s', (_who, buyer, category, rate, country) => {
    expect(salesTaxOf(seller, buyer)).toEqual({ category, rate, country, name: 'VAT', inclusive: false });
  });

  it('D-02 no tax is asked where nobody has said one, and none at home where only others have one', () => {
    expect(salesTaxOf(null, null)).toBeNull();
    expect(salesTaxOf({ ...seller, rates: [] }, null)).toBeNull();
    expect(salesTaxOf({ ...seller, rates: seller.rates.slice(1) }, null)).toMatchObject({ category: 'exempt' });
    expect(salesTaxOf({ ...seller, country: 'US' }, { country: 'AT', hasVatId: true })).toMatchObject({
      category: 'exempt',
    });
  });
});

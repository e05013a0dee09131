import { describe, expect, it } from '@jest/globals';
import { isEuTaxId, salesTaxOf } from './sales-tax.ts';

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
    ['a neighbour with a tax number', { country: 'DE', taxId: 'DE123456789' }, 'standard', 19_000, 'DE'],
    ['a business elsewhere in the EU', { country: 'AT', taxId: 'ATU 1234.5678' }, 'reverse_charge', 0, 'DE'],
    ['a business where a rate is said', { country: 'FR', taxId: 'FR40303265045' }, 'reverse_charge', 0, 'DE'],
    ['a number of another state', { country: 'AT', taxId: 'DE123456789' }, 'standard', 19_000, 'DE'],
    ['a person elsewhere in the EU', { country: 'AT', taxId: null }, 'standard', 19_000, 'DE'],
    ['a person where a rate is said', { country: 'FR', taxId: null }, 'standard', 20_000, 'FR'],
    ['beyond the EU, where a rate is said', { country: 'CH', taxId: 'CHE-123' }, 'standard', 8100, 'CH'],
    ['beyond the EU', { country: 'US', taxId: null }, 'exempt', 0, 'DE'],
  ] as const)('D-02 %s', (_who, buyer, category, rate, country) => {
    expect(salesTaxOf(seller, buyer)).toEqual({ category, rate, country, name: 'VAT', inclusive: false });
  });

  it('D-02 no tax is asked where nobody has said one, and none at home where only others have one', () => {
    expect(salesTaxOf(null, null)).toBeNull();
    expect(salesTaxOf({ ...seller, rates: [] }, null)).toBeNull();
    expect(salesTaxOf({ ...seller, rates: seller.rates.slice(1) }, null)).toMatchObject({ category: 'exempt' });
    expect(salesTaxOf({ ...seller, country: 'US' }, { country: 'AT', taxId: 'ATU12345678' })).toMatchObject({
      category: 'exempt',
    });
  });

  it('D-02 Greece writes EL before its numbers', () => {
    expect([isEuTaxId('GR', 'EL123456789'), isEuTaxId('GR', 'GR123456789'), isEuTaxId('CH', 'CHE123')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

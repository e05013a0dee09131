import type { LineTax } from './invoice-totals.ts';

/** ISO 3166-1 alpha-2 of the states of the EU. */
const EU: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

interface SalesSeller {
  readonly country: string;
  readonly taxName: string;
  readonly rates: readonly { readonly country: string; readonly rate: number }[];
  readonly pricesIncludeTax: boolean;
}
/** How a sale of the platform is taxed. */
export interface SalesTaxOf extends LineTax {
  readonly name: string;
  /** Whose tax it is. */
  readonly country: string;
  readonly inclusive: boolean;
}

/** Whether that state is one of the EU, whose businesses owe the tax themselves. */
export const isInEu = (country: string): boolean => EU.has(country);

/**
 * How what the platform sells to somebody is taxed (D-02); null where it asks no tax. In the seller's own country at its rate; a
 * business in another state of the EU owes the tax itself; where a rate of the buyer's country is said, at that; anybody else in the
 * EU at the seller's; beyond it not at all. Who has not said where they are is taxed as at home.
 * @param buyer where they are, and whether they named a VAT ID of that state
 */
export function salesTaxOf(
  seller: SalesSeller | null,
  buyer: { readonly country: string; readonly hasVatId: boolean } | null,
): SalesTaxOf | null {
  if (seller === null || seller.rates.length === 0) return null;
  const { country: home, rates, taxName: name, pricesIncludeTax: inclusive } = seller;
  const untaxed = (category: 'exempt' | 'reverse_charge') => ({ category, rate: 0, name, country: home, inclusive });
  const at = (country: string): SalesTaxOf | null => {
    const own = rates.find((each) => each.country === country);
    return own === undefined ? null : { category: 'standard', rate: own.rate, name, country, inclusive };
  };
  const country = buyer?.country ?? home;
  if (country === home) return at(home) ?? untaxed('exempt');
  const isWithinEu = EU.has(home) && EU.has(country);
  if (isWithinEu && buyer!.hasVatId) return untaxed('reverse_charge');
  return at(country) ?? (isWithinEu ? at(home) : null) ?? untaxed('exempt');
}

import { ProblemError } from '@stageline/contracts';
import { isInEu } from '@stageline/domain';
// Its CommonJS half is what Node loads, all of it as the default.
// oxlint-disable-next-line import/default
import vatNumbers from 'jsvat-next';

/** As it is compared: without what people write between its groups. */
const compact = (taxId: string): string => taxId.replaceAll(/[\s.-]/g, '').toUpperCase();
/** Greece writes `EL`, everybody else the code of the country. */
const isMeantAsVatId = (country: string, taxId: string): boolean =>
  isInEu(country) && compact(taxId).startsWith(country === 'GR' ? 'EL' : country);

/** Whether that is a VAT identification number of that state of the EU, by its form and its check digits. */
export const isVatId = (country: string, taxId: string): boolean =>
  isMeantAsVatId(country, taxId) && vatNumbers.checkVAT(compact(taxId), vatNumbers.countries).isValid;

/**
 * Refuses a number that was meant as a VAT identification number of that country and is none, before it stands on paper or
 * decides who owes the tax (D-02). A tax number of another kind is let pass.
 * @throws ProblemError `validation-failed`
 */
export function refuseMistypedVatId({
  country,
  taxId,
}: {
  readonly country: string;
  readonly taxId: string | null;
}): void {
  if (taxId === null || !isMeantAsVatId(country, taxId) || isVatId(country, taxId)) return;
  const message = 'This is no VAT ID of that country. Please look at its digits.';
  throw new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/taxId', message }] });
}

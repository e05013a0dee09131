import { z } from 'zod';
import { email, paragraph, requiredText } from './fields.ts';

/** Lines of an address, each something to read. */
const AddressLines = z.array(requiredText(100)).max(5, 'At most 5 lines.');
/** ISO 3166-1 alpha-2. */
const Country = z.string().regex(/^[A-Z]{2}$/, 'Please choose a country.');
const TaxIdText = requiredText(40);

/** A rate in thousandths of a percent: 19 % is 19000. */
export const TaxRate = z.int().min(0, 'From 0 to 50 %.').max(50_000, 'From 0 to 50 %.');
export const TaxCategory = z.enum(['standard', 'exempt', 'reverse_charge']);
export const LineTax = z.strictObject({ category: TaxCategory, rate: TaxRate });

/** Who sells, and how their prices are taxed (D-02): the legal entity of a site. */
export const SellerBody = z.strictObject({
  legalName: requiredText(120),
  address: AddressLines.min(1, 'Please fill this in.'),
  country: Country,
  email,
  /** VAT or other tax number; null for whoever has none. */
  taxId: TaxIdText.nullable(),
  /** What a line is taxed with where nothing else is said; null for whoever asks no tax. */
  taxRate: TaxRate.nullable(),
  /** Whether prices are what the buyer pays in the end. */
  pricesIncludeTax: z.boolean(),
  /** Why no tax is asked, as the law wants it on the invoice. */
  exemptionNote: paragraph(300),
  /** Days until an invoice is due. */
  dueDays: z.int().min(0, 'From 0 to 120.').max(120, 'From 0 to 120.'),
  /** Before the numbers of invoices, such as `INV-`. */
  numberPrefix: z
    .string()
    .trim()
    .regex(/^[A-Z0-9][A-Z0-9/-]{0,11}$/, 'Up to 12 capital letters, digits, hyphens and slashes.'),
  /** At the foot of every document, such as a bank account. */
  footer: paragraph(500),
});
export type SellerBody = z.infer<typeof SellerBody>;

export const SellerView = SellerBody.extend({
  version: z.int(),
  /** Whether an invoice has been issued: the numbers keep their prefix from then on. */
  hasIssued: z.boolean(),
});
export type SellerView = z.infer<typeof SellerView>;

import { ProblemError, type BillingBuyer, type Locale, type SalesSellerBody } from '@stageline/contracts';
import { salesTaxOf } from '@stageline/domain';
import type { PaymentsPort, SalesTax } from '@stageline/integrations/payments';
import { isVatId } from '../invoices/index.ts';
import type { customersRepository, SubscriptionsRepository } from './subscriptions.repository.ts';
import type { SubscriptionRow } from './subscriptions.types.ts';
import { de } from './tax-notes.mail.de.ts';
import { en } from './tax-notes.mail.en.ts';

export interface TaxesDeps {
  readonly port: PaymentsPort | null;
  readonly repository: SubscriptionsRepository;
  readonly customers: typeof customersRepository;
  readonly seller: () => Promise<SalesSellerBody | null>;
  readonly site: () => Promise<{ readonly siteName: string }>;
  /** In whose language invoices are written. */
  readonly owner: () => Promise<{ readonly locale: Locale } | null>;
}

const MAX_RACES = 10;
const notes: Readonly<Record<Locale, typeof en>> = { en, de };

/** How the current tenant is taxed by the platform, and that its provider knows (D-02, D-12). */
export function createTaxes({ port, repository, customers, seller, site, owner }: TaxesDeps) {
  const taxOf = (sells: SalesSellerBody | null, buyer: BillingBuyer | null): SalesTax | null =>
    salesTaxOf(
      sells,
      buyer && { country: buyer.country, hasVatId: buyer.taxId !== null && isVatId(buyer.country, buyer.taxId) },
    );
  const buyerOf = (row: SubscriptionRow | null): BillingBuyer | null => row?.buyer ?? null;

  /** How it is taxed now; null where the platform asks no tax. */
  async function current(row: SubscriptionRow | null): Promise<SalesTax | null> {
    return taxOf(await seller(), buyerOf(row));
  }

  return {
    current,

    /**
     * Tells the provider whom invoices are written to and how they are taxed, where that is not what it was told last. Whoever told it
     * something that was out of date by then tells it again.
     * @throws IntegrationError where it cannot be told
     */
    async tell(): Promise<void> {
      const customerId = port === null ? null : await customers.find(port.provider);
      if (customerId === null) return;
      let isLate = false;
      for (let race = 0; race < MAX_RACES; race += 1) {
        const [row, sells] = [await repository.find(), await seller()];
        if (row === null) return;
        const [buyer, told] = [buyerOf(row), row.taxTold ?? null];
        // Nobody has ever said anything.
        if (sells === null && buyer === null && told === null) return;
        const tax = taxOf(sells, buyer);
        const of = buyer ?? { name: (await site()).siteName, address: [], country: null, taxId: null };
        const request = { ...of, tax, footer: footerOf(sells, tax, (await owner())?.locale ?? 'en') };
        const says = JSON.stringify(request);
        if (!isLate && told === says) return;
        await port!.billing.setBuyer({ ...request, customerId });
        if (await repository.change(row, { taxTold: says })) return;
        isLate = true;
      }
      throw new ProblemError('unavailable', { retryAfterSeconds: 1 });
    },
  };
}
export type Taxes = ReturnType<typeof createTaxes>;

function footerOf(seller: SalesSellerBody | null, tax: SalesTax | null, locale: Locale): string {
  if (seller === null) return '';
  const { legalName, address, country, taxId } = seller;
  const lines = [
    [legalName, ...address, country].join(', '),
    taxId,
    tax === null || tax.category === 'standard' ? null : notes[locale][tax.category],
  ];
  return lines.filter((line) => line !== null).join('\n');
}

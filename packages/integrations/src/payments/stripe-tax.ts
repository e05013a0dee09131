import type { Stripe } from 'stripe';
import type { BuyerRequest, SalesTax } from './billing-port.ts';
import type { createStripeSchedules } from './stripe-schedules.ts';

type Call = <T>(ask: () => Promise<T>) => Promise<T>;
/** Rates that are looked through for one that is there; an account has one for each country and change of the law. */
const MOST_RATES = 100;
const MOST_SUBSCRIPTIONS = 20;

/** Tax on what the platform sells, by rates at Stripe that name what they are (D-02, D-12). */
export function createStripeTax(
  stripe: Stripe,
  call: Call,
  schedules: Pick<ReturnType<typeof createStripeSchedules>, 'replan'>,
) {
  const rates = new Map<string, string>();

  /** The rate at Stripe, made when it is first needed; none where no tax is asked. A rate there never changes. */
  async function rateIds(tax: SalesTax | null): Promise<string[]> {
    if (tax === null || tax.category !== 'standard' || tax.rate === 0) return [];
    const { rate, country, inclusive, name } = tax;
    const key = `stageline_tax_${country.toLowerCase()}_${rate}_${inclusive ? 'in' : 'ex'}_${name}`;
    const cached = rates.get(key);
    if (cached !== undefined) return [cached];
    const known = await call(() => stripe.taxRates.list({ active: true, limit: MOST_RATES }));
    const params = { display_name: name, percentage: rate / 1000, inclusive, country, metadata: { key } };
    const found =
      known.data.find(({ metadata }) => metadata?.['key'] === key) ??
      // Keys hold what headers hold.
      (await call(() => stripe.taxRates.create(params, { idempotencyKey: encodeURIComponent(key) })));
    rates.set(key, found.id);
    return [found.id];
  }

  async function setBuyer({ customerId, name, address, country, taxId, tax, footer }: BuyerRequest): Promise<void> {
    const [line1 = '', ...more] = address;
    await call(() =>
      stripe.customers.update(customerId, {
        name,
        address: { line1, line2: more.join(', '), ...(country !== null && { country }) },
        // Then Stripe writes it on the invoice, too.
        tax_exempt: tax?.category === 'reverse_charge' ? 'reverse' : 'none',
        invoice_settings: { footer, custom_fields: taxId === null ? '' : [{ name: 'Tax ID', value: taxId }] },
      }),
    );
    const ids = await rateIds(tax);
    const of = { customer: customerId, limit: MOST_SUBSCRIPTIONS };
    const { data } = await call(() => stripe.subscriptions.list(of));
    for (const { id, default_tax_rates: now } of data) {
      const isSame = ids.join() === (now ?? []).map((rate) => rate.id).join();
      if (!isSame) await call(() => stripe.subscriptions.update(id, { default_tax_rates: ids.length > 0 ? ids : '' }));
      // What is planned says of itself how it is taxed.
      await schedules.replan(id);
    }
  }

  return { rateIds, setBuyer };
}

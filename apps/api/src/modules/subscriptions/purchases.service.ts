import {
  creditPacks,
  idSchemas,
  ProblemError,
  type BillingCurrency,
  type CreditKind,
  type IdempotentRequestId,
} from '@stageline/contracts';
import type { AuditLog } from '../audit/index.ts';
import type { RefreshDeps } from './refresh.service.ts';
import { reach, type Subscriptions, type SubscriptionsDeps } from './subscriptions.service.ts';
import type { Taxes } from './taxes.service.ts';

export interface PurchasesDeps
  extends Pick<RefreshDeps, 'port' | 'purchases' | 'repository' | 'clock'>, Pick<SubscriptionsDeps, 'site' | 'owner'> {
  readonly subscriptions: Pick<Subscriptions, 'customer'>;
  readonly taxes: Taxes;
  readonly audit: Pick<AuditLog, 'record'>;
}

const names = {
  en: { mail: 'e-mails', ai: 'AI texts', room_minutes: 'room minutes' },
  de: { mail: 'E-Mails', ai: 'KI-Texte', room_minutes: 'Raumminuten' },
} as const satisfies Record<string, Record<CreditKind, string>>;
const SOON_MS = 10 * 60_000;

/** Credits that are bought beyond the allowance (D-11). */
export function createPurchases({ port, purchases, repository, clock, ...deps }: PurchasesDeps) {
  return {
    /**
     * Where a pack is paid. Asked again under the id of the same request it is the same page.
     * @throws ProblemError `payments-off`, `unavailable`
     */
    async buy(kind: CreditKind, currency: BillingCurrency, requestId: IdempotentRequestId): Promise<string> {
      if (port === null) throw new ProblemError('payments-off');
      await repository.ensure();
      const customerId = await deps.subscriptions.customer();
      const id = idSchemas.crg.parse(requestId.replace(/^idk/, 'crg'));
      const { amount, price } = creditPacks[kind];
      const known = await purchases.find(id);
      await reach(() => deps.taxes.tell());
      // Asked again, it is the same page: with the tax that was said then.
      const tax = known === null ? await deps.taxes.current(await repository.find()) : (known.tax ?? null);
      if (known === null) {
        const row = {
          _id: id,
          kind,
          amount,
          price,
          currency,
          tax,
          pageId: null,
          state: 'open',
          at: clock.now(),
        } as const;
        await purchases.insert(row);
        await deps.audit.record({
          action: 'credits.bought',
          target: { type: 'credits', id: kind, name: `${amount} ${names.en[kind]}` },
        });
      }
      // What was paid is found, whether anybody is told of it or not.
      await repository.touch(new Date(clock.now().getTime() + SOON_MS));
      const locale = (await deps.owner())?.locale ?? 'en';
      const back = `${(await deps.site()).url}/dashboard/billing`;
      const description = `${amount.toLocaleString(locale)} ${names[locale][kind]}`;
      const hosted = { key: id, customerId, reference: id, locale, returnUrl: back, cancelUrl: back, tax };
      const page = await reach(() => port.billing.purchase({ ...hosted, amount: price, currency, description }));
      await purchases.opened(id, page.id);
      return page.url;
    },
  };
}
export type Purchases = ReturnType<typeof createPurchases>;

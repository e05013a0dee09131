import { newId } from '@stageline/platform';
import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
const pro = { plan: 'pro', interval: 'month' } as const;

/** Plans that sites have booked with the sandbox. */
export function plansOf(bed: () => ApiBed) {
  const modules = () => bed().modules;
  /** Pays on the page on which a plan is booked; nobody has asked the provider yet. */
  const pay = (site: Site): Promise<void> =>
    site.in(async () => {
      const { subscriptions, payments } = modules();
      await subscriptions.service.subscribe({ ...pro, currency: 'EUR' });
      const customerId = await subscriptions.service.customer();
      const { page } = payments.gateway!.billing;
      await page.choose({ customerId, pageId: (await page.find(customerId))!.pages[0]!.id }, 'card', 'now');
    });
  const booked = (site: Site): Promise<void> =>
    site.in(async () => {
      const { subscriptions } = modules();
      if ((await subscriptions.service.view()).booked !== null) return;
      await pay(site);
      await subscriptions.refresh();
    });
  return { pay, booked };
}

/** What a site pays the platform for: none of it names anything, it is always the site's own (D-10, D-11). */
export function billingRows<Row>(own: (call: Call) => Row, bed: () => ApiBed): Record<string, Row> {
  const made = plansOf(bed);
  const key = () => ({ 'idempotency-key': newId('job') });
  return {
    'billing.get': own((as) => as.get('/billing')),
    'billing.get-notice': own((as) => as.get('/billing/notice')),
    'billing.start-trial': own((as) => as.post('/billing/trial', { plan: 'pro' })),
    'billing.subscribe': own((as) => as.post('/billing/subscription', { ...pro, currency: 'EUR' })),
    'billing.preview-change': own(async (as, target) => {
      await made.booked(target);
      return as.post('/billing/change/preview', { ...pro, plan: 'business' });
    }),
    'billing.change': own((as) =>
      // Nothing of a trial has been paid for, so the difference is nothing.
      as.post('/billing/change', { ...pro, plan: 'business', at: new Date().toISOString(), dueNow: 0 }),
    ),
    'billing.save-buyer': own((as) =>
      as.put('/billing/buyer', { name: 'Ana GmbH', address: ['Weg 1'], country: 'AT', taxId: null }),
    ),
    'billing.cancel': own((as) => as.post('/billing/cancel')),
    'billing.resume': own((as) => as.post('/billing/resume')),
    'billing.open-portal': own((as) => as.post('/billing/portal')),
    'billing.buy-credits': own((as) => as.post('/billing/credits', { kind: 'mail', currency: 'EUR' }, key())),
  };
}

import { createHmac } from 'node:crypto';
import { newId } from '@stageline/platform';
import { jsonRequest } from '@stageline/testing/bench';
import { APEX } from './payload.ts';

export const ACCOUNT = 'acct_1Benchmark000000';
export const WEBHOOK_SECRET = 'whsec_of_the_benchmark_and_nothing_else';
export const WEBHOOK_PATH = '/api/v1/payments/events';

let sent = 0;

/** A checkout that was paid, as Stripe tells of it, signed as its documentation says: `t.payload` under the endpoint's secret. */
export function webhookRequest(id: string): Buffer {
  const created = Math.floor(Date.now() / 1000);
  const event = {
    ...{
      id,
      object: 'event',
      account: ACCOUNT,
      api_version: '2026-10-28',
      created,
      livemode: false,
      pending_webhooks: 1,
    },
    type: 'checkout.session.completed',
    request: { id: null, idempotency_key: null },
    data: {
      object: {
        ...{ id: `cs_${id}`, object: 'checkout.session', client_reference_id: newId('pay'), metadata: {} },
        ...{ amount_subtotal: 4900, amount_total: 4900, currency: 'usd', mode: 'payment', status: 'complete' },
        ...{ payment_intent: `pi_${id}`, payment_method_types: ['card'], payment_status: 'paid' },
        customer_details: { email: 'maria@example.com', name: 'Maria Santos', address: { country: 'US' } },
        ...{ success_url: 'https://example.com/place/x', cancel_url: 'https://example.com/place/x' },
        ...{ expires_at: created + 3600, created, livemode: false, locale: 'en' },
      },
    },
  };
  const signature = createHmac('sha256', WEBHOOK_SECRET)
    .update(`${created}.${JSON.stringify(event)}`)
    .digest('hex');
  // From many addresses, so that the limit of each counts it and stops none.
  const headers = {
    host: APEX,
    'stripe-signature': `t=${created},v1=${signature}`,
    'x-forwarded-for': `10.${(sent >> 14) & 127}.${(sent >> 7) & 127}.${(sent += 1) & 127}`,
  };
  return jsonRequest('POST', WEBHOOK_PATH, headers, event);
}

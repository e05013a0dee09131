import { assertEmbeddedAllowed, type EmbeddedPolicy } from '../kit/embedded.ts';
import { createSandboxGateway, type SandboxGateway, type SandboxOptions } from './embedded.ts';
import type { PaymentsPort } from './port.ts';

export { IntegrationError } from '../kit/errors.ts';
export { SANDBOX_SIGNATURE, type SandboxGateway, type SandboxStore } from './embedded.ts';
export type { SandboxNotice } from './sandbox-notice.ts';
export {
  sandboxDeliveries,
  sandboxLater,
  sandboxOutcomes,
  type SandboxCheckout,
  type SandboxDelivery,
  type SandboxLater,
  type SandboxOutcome,
} from './sandbox-checkout.ts';
export {
  sandboxBillingOutcomes,
  type SandboxBillingOutcome,
  type SandboxBillingPage,
  type SandboxCustomer,
} from './sandbox-billing-state.ts';
export { PLATFORM, type SandboxBilling, type SandboxBillingStore } from './sandbox-billing.ts';
export type {
  BillingInvoice,
  BillingPort,
  BillingPrice,
  CustomerFacts,
  SalesTax,
  SubscriptionFacts,
} from './billing-port.ts';
export { ASKS_THE_BUYER } from './port.ts';
export type {
  AccountState,
  Checkout,
  CheckoutRequest,
  DocumentSums,
  PaymentMethod,
  PaymentNews,
  PaymentsPort,
  ProviderRecord,
  RefundRequest,
  SavedChargeRequest,
  SignedEvent,
} from './port.ts';

export type PaymentsConfig =
  | { readonly kind: 'off' }
  | ({ readonly kind: 'embedded' } & SandboxOptions)
  | {
      readonly kind: 'stripe';
      readonly secretKey: string;
      /** `whsec_…` of the endpoint that hears of connected accounts. */
      readonly webhookSecret: string;
      /** `whsec_…` of the endpoint that hears of the platform's own account, where it is another. */
      readonly billingWebhookSecret?: string;
      /** Where its API answers, for a peer that stands in for it. */
      readonly apiUrl?: string;
    };

/** The sandbox, for whoever serves its pages; null for any other provider. */
export const sandboxOf = (port: PaymentsPort | null): SandboxGateway | null =>
  port?.provider === 'embedded' ? (port as SandboxGateway) : null;

/**
 * The payment provider that the configuration names; null where this platform takes no payments.
 * @throws Error for an unknown kind, and for the embedded one where production does not allow it
 */
export async function createPayments(config: PaymentsConfig, policy: EmbeddedPolicy): Promise<PaymentsPort | null> {
  switch (config.kind) {
    case 'off':
      return null;
    case 'embedded':
      assertEmbeddedAllowed('payments', policy);
      return createSandboxGateway(config);
    case 'stripe': {
      const { createStripePayments } = await import('./stripe.ts');
      return createStripePayments(config);
    }
    default:
      throw new Error(`There is no payments adapter called ${(config as { kind: string }).kind}.`);
  }
}

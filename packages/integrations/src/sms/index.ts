import { assertEmbeddedAllowed, type EmbeddedPolicy } from '../kit/embedded.ts';
import { createEmbeddedSms, type SmsStore } from './embedded.ts';
import type { SmsPort } from './port.ts';

export { IntegrationError } from '../kit/errors.ts';
export type { SmsStore } from './embedded.ts';
export { E164, type SmsMessage, type SmsPort } from './port.ts';
export { smsSize, type SmsSize } from './segments.ts';

/** A vendor's adapter joins here once its client is among the dependencies. */
export type SmsConfig = { readonly kind: 'off' } | { readonly kind: 'embedded'; readonly store: SmsStore };

/**
 * The SMS adapter that the configuration names; null where this platform sends none.
 * @throws Error for an unknown kind, and for the embedded one where production does not allow it
 */
export function createSms(config: SmsConfig, policy: EmbeddedPolicy): SmsPort | null {
  switch (config.kind) {
    case 'off':
      return null;
    case 'embedded':
      assertEmbeddedAllowed('sms', policy);
      return createEmbeddedSms(config.store);
    default:
      throw new Error(`There is no SMS adapter called ${(config as { kind: string }).kind}.`);
  }
}

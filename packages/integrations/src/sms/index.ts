import { assertEmbeddedAllowed, type EmbeddedPolicy } from '../kit/embedded.ts';
import { createEmbeddedSms, type SmsStore } from './embedded.ts';
import type { SmsPort } from './port.ts';
import { createTwilioSms, type TwilioOptions } from './twilio.ts';

export { IntegrationError } from '../kit/errors.ts';
export type { SmsStore } from './embedded.ts';
export { E164, type SmsMessage, type SmsPort, type SmsReply } from './port.ts';
export { smsSize, type SmsSize } from './segments.ts';

export type SmsConfig =
  | { readonly kind: 'off' }
  | { readonly kind: 'embedded'; readonly store: SmsStore }
  | ({ readonly kind: 'twilio' } & TwilioOptions);

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
    case 'twilio':
      return createTwilioSms(config);
    default:
      throw new Error(`There is no SMS adapter called ${(config as { kind: string }).kind}.`);
  }
}

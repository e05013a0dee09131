import { IntegrationError } from '../kit/errors.ts';
import { parseSms, type SmsMessage, type SmsPort } from './port.ts';
import { smsSize, type SmsSize } from './segments.ts';

/** Where the embedded adapter leaves messages; the owner of the database implements it. */
export interface SmsStore {
  /** Keeps a message; one that is there already stays as it is. */
  keep(message: SmsMessage, size: SmsSize): Promise<void>;
}

/** Sends nothing: every message stays where it can be looked at. */
export const createEmbeddedSms = (store: SmsStore): SmsPort => ({
  async deliver(message) {
    const parsed = parseSms(message);
    const size = smsSize(parsed.text);
    await store.keep(parsed, size);
    return size;
  },
  // Nobody can answer what was not sent.
  heard() {
    throw new IntegrationError('sms', 'bad-signature', false);
  },
});

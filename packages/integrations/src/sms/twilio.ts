import { createRequire } from 'node:module';
import type { Twilio } from 'twilio';
import { IntegrationError } from '../kit/errors.ts';
import { createResilience } from '../kit/resilience.ts';
import { parseSms, wordOf, type SmsMessage, type SmsPort } from './port.ts';
import { smsSize } from './segments.ts';

export interface TwilioOptions {
  /** `AC…` */
  readonly accountSid: string;
  readonly authToken: string;
  /** A number in E.164, or the id of a messaging service (`MG…`). */
  readonly from: string;
  readonly apiUrl?: string;
}

const TIMEOUT_MS = 15_000;
/** Who asked the carrier to get nothing more; it stays like that until they write `START`. */
const UNSUBSCRIBED = 21610;

/**
 * Twilio's Programmable Messaging. It knows no idempotency keys: a request that was sent and not answered is `uncertain`, and is
 * not repeated here.
 */
export function createTwilioSms({ accountSid, authToken, from, apiUrl }: TwilioOptions): SmsPort {
  // Its module is CommonJS that takes a while to load: only who sends by it waits for it.
  const twilio = createRequire(import.meta.url)('twilio') as typeof import('twilio');
  const httpClient = new twilio.RequestClient({ timeout: TIMEOUT_MS });
  const client: Twilio = twilio(accountSid, authToken, { httpClient, lazyLoading: true });
  if (apiUrl !== undefined) client.api.baseUrl = apiUrl;
  const resilience = createResilience({
    port: 'sms',
    attempts: 2,
    baseDelayMs: 200,
    breakAfter: 10,
    breakForMs: 10_000,
  });
  const sender = from.startsWith('MG') ? { messagingServiceSid: from } : { from };

  async function send({ to, text }: SmsMessage): Promise<void> {
    try {
      await client.messages.create({ ...sender, to, body: text });
    } catch (error) {
      throw failureOf(error);
    }
  }

  return {
    async deliver(message) {
      const parsed = parseSms(message);
      await resilience.run(() => send(parsed));
      return smsSize(parsed.text);
    },

    heard({ signature, url, raw }) {
      const form = Object.fromEntries(new URLSearchParams(raw.toString('utf8')));
      if (signature === null || !twilio.validateRequest(authToken, signature, url, form))
        throw new IntegrationError('sms', 'bad-signature', false);
      const { From: number = '', Body: body = '', OptOutType: kind } = form;
      return { number, word: wordOf(kind ?? body) };
    },
  };
}

/** As the port says it: what nobody answered may have been sent all the same. */
function failureOf(cause: unknown): IntegrationError {
  const { status, code, message } = cause as { status?: unknown; code?: unknown; message?: string };
  if (typeof status === 'number') {
    if (status === 429 || status >= 500) return new IntegrationError('sms', 'unavailable', true, { cause });
    const why = code === UNSUBSCRIBED ? 'unsubscribed' : 'rejected';
    return new IntegrationError('sms', why, false, { cause, ...(message !== undefined && { message }) });
  }
  // The connection was never made, so nothing was sent.
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new IntegrationError('sms', 'unavailable', true, { cause });
  return new IntegrationError('sms', 'uncertain', true, { cause });
}

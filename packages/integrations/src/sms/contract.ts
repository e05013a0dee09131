import { expect, it } from '@jest/globals';
import { IntegrationError } from '../kit/errors.ts';
import type { SmsMessage, SmsPort } from './port.ts';

export interface SmsFixture {
  readonly port: SmsPort;
  /** Texts that arrived at a number. */
  received(to: string): Promise<readonly string[]>;
}

/** What every SMS adapter must do; run it inside a `describe` of the adapter. */
export function smsContract(fixture: () => Promise<SmsFixture>): void {
  const message = (change: Partial<SmsMessage>): SmsMessage => ({
    id: 'mai_contract',
    to: '+4915112345678',
    text: 'See you there',
    ...change,
  });

  it('delivers a text in any script and says what it takes', async () => {
    const { port, received } = await fixture();
    expect(await port.deliver(message({ text: 'Grüße für 5 €' }))).toEqual({ encoding: 'GSM-7', segments: 1 });
    expect(await port.deliver(message({ text: '你好 🎉' }))).toEqual({ encoding: 'UCS-2', segments: 1 });
    expect(await received('+4915112345678')).toEqual(['Grüße für 5 €', '你好 🎉']);
  });

  it.each<[string, Partial<SmsMessage>]>([
    ['a number without its country', { to: '015112345678' }],
    ['a number with spaces', { to: '+49 151 12345678' }],
    ['more than 15 digits', { to: '+4915112345678901' }],
    ['two numbers', { to: '+4915112345678,+4915112345679' }],
    ['an empty text', { text: '' }],
    ['a text of more than ten segments', { text: 'ш'.repeat(671) }],
  ])('refuses %s', async (_what, change) => {
    const { port } = await fixture();
    const refused = port.deliver(message(change));
    await expect(refused).rejects.toBeInstanceOf(IntegrationError);
    await expect(refused).rejects.toMatchObject({ port: 'sms', code: 'invalid-message', retryable: false });
  });
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { smsContract } from './contract.ts';
import { createEmbeddedSms } from './embedded.ts';
import { createSms, smsSize } from './index.ts';
import { createTwilioSms } from './twilio.ts';
import { startTwilioPeer } from './twilio-peer.ts';

describe('sms', () => {
  describe('embedded', () => {
    smsContract(async () => {
      const kept: { to: string; text: string }[] = [];
      return {
        port: createEmbeddedSms({ keep: async (message) => void kept.push(message) }),
        received: async (to) => kept.filter((each) => each.to === to).map(({ text }) => text),
      };
    });
  });

  describe('twilio', () => {
    let peer: Awaited<ReturnType<typeof startTwilioPeer>>;
    beforeAll(async () => {
      peer = await startTwilioPeer();
    });
    afterAll(() => peer.close());
    const message = (to: string) => ({ id: 'mai_twilio', to, text: 'See you' });

    smsContract(async () => ({
      port: createTwilioSms(peer.options),
      received: async (to) => peer.received.filter((each) => each.to === to).map(({ text }) => text),
    }));

    it('E-09 tries again while it is away, and says what will never work', async () => {
      const port = createTwilioSms(peer.options);
      peer.failing.push(503);
      await port.deliver(message('+4915110000001'));
      expect(peer.received.filter(({ to }) => to === '+4915110000001')).toHaveLength(1);
      peer.stopped.add('+4915110000002');
      await expect(port.deliver(message('+4915110000002'))).rejects.toMatchObject({
        code: 'unsubscribed',
        retryable: false,
      });
      const stranger = createTwilioSms({ ...peer.options, authToken: 'another' });
      await expect(stranger.deliver(message('+4915110000003'))).rejects.toMatchObject({ code: 'rejected' });
    });

    it('E-09 sends from a messaging service where one is named', async () => {
      const port = createTwilioSms({ ...peer.options, from: `MG${'b'.repeat(32)}` });
      await port.deliver(message('+4915110000004'));
      expect(peer.received.at(-1)).toMatchObject({ to: '+4915110000004', from: '' });
    });

    it('E-09 believes what is signed for this very address, and knows who wants nothing more', () => {
      const port = createTwilioSms(peer.options);
      const url = 'https://stage.example/api/v1/sms/replies';
      const heard = (text: string) => port.heard(peer.reply(url, '+4915110000005', text));
      expect(heard('Stop.')).toEqual({ number: '+4915110000005', word: 'stop' });
      expect([heard('START').word, heard('stop by at five').word]).toEqual(['start', null]);
      const told = peer.reply(url, '+4915110000005', 'STOP');
      const forged = { ...told, raw: Buffer.from(told.raw.toString().replace('0005', '0006')) };
      for (const each of [forged, { ...told, url: `${url}/` }, { ...told, signature: null }])
        expect(() => port.heard(each)).toThrow(expect.objectContaining({ code: 'bad-signature' }));
    });
  });

  it.each([
    ['160 septets', 'a'.repeat(160), 'GSM-7', 1],
    ['one more', 'a'.repeat(161), 'GSM-7', 2],
    ['two full parts', 'a'.repeat(306), 'GSM-7', 2],
    ['an escaped character counts twice', `${'a'.repeat(158)}€€`, 'GSM-7', 2],
    ['and is not cut in two', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3],
    ['70 units of UTF-16', 'ж'.repeat(70), 'UCS-2', 1],
    ['one more of them', 'ж'.repeat(71), 'UCS-2', 2],
    ['one character outside changes all', `${'a'.repeat(70)}ж`, 'UCS-2', 2],
    ['a surrogate pair stays whole', `${'ж'.repeat(66)}🎉${'ж'.repeat(66)}`, 'UCS-2', 3],
  ] as const)('F-12 counts segments: %s', (_what, text, encoding, segments) => {
    expect(smsSize(text)).toEqual({ encoding, segments });
  });

  it('is off where that is said, and refuses an unknown kind and an embedded one in production', () => {
    const production = { production: true, allowEmbedded: [] };
    expect(createSms({ kind: 'off' }, production)).toBeNull();
    expect(() => createSms({ kind: 'embedded', store: { keep: async () => undefined } }, production)).toThrow(
      'ALLOW_EMBEDDED',
    );
    expect(() => createSms({ kind: 'pigeon' } as never, production)).toThrow('called pigeon');
  });
});

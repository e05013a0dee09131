import { describe, expect, it } from '@jest/globals';
import { smsContract } from './contract.ts';
import { createEmbeddedSms } from './embedded.ts';
import { createSms, smsSize } from './index.ts';

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

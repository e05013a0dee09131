import { describe, expect, it } from '@jest/globals';
import { createSealer } from './sealer.ts';

const secret = 'a-secret-of-the-tests-that-is-long-enough';

describe('sealer', () => {
  it('opens what it sealed, under the same context and secret only', () => {
    const sealer = createSealer(secret);
    const sealed = sealer.seal('totp acc_1', 'JBSWY3DPEHPK3PXP');
    expect(sealed).not.toContain('JBSWY3DPEHPK3PXP');
    expect(sealer.open('totp acc_1', sealed)).toBe('JBSWY3DPEHPK3PXP');
    expect(() => sealer.open('totp acc_2', sealed)).toThrow();
    expect(() => createSealer(`${secret}!`).open('totp acc_1', sealed)).toThrow();
    expect(sealer.seal('totp acc_1', 'JBSWY3DPEHPK3PXP')).not.toBe(sealed);
  });

  it('refuses what was changed or cut', () => {
    const sealer = createSealer(secret);
    const sealed = Buffer.from(sealer.seal('x', 'text'), 'base64url');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = changed[index]! ^ 1;
      expect(() => sealer.open('x', changed.toString('base64url'))).toThrow();
    }
    for (const length of [0, 1, 20, sealed.length - 1])
      expect(() => sealer.open('x', sealed.subarray(0, length).toString('base64url'))).toThrow();
  });
});

import { describe, expect, it } from '@jest/globals';
import { parsePhone } from './phone.ts';

describe('phone numbers', () => {
  const good: [raw: string, e164: string | null][] = [
    ['+1 (212) 555-0123', '+12125550123'],
    ['212 555 0123', '+12125550123'],
    ['+44 20 7946 0000', '+442079460000'],
    ['+49 (0) 30 123456', '+4930123456'],
    ['030 123456', null],
  ];
  it.each(good)('B-01 reads %s', (raw, e164) => {
    expect(parsePhone(raw, 'US')).toEqual({ raw, e164 });
  });

  it.each(['+1 5', '+999 123 456 789', '12345', '1234567890123456789', '+', '-----'])('B-01 refuses %s', (raw) => {
    expect(() => parsePhone(raw, 'US')).toThrow(expect.objectContaining({ code: 'validation-failed' }));
  });
});

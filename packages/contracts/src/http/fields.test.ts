import { describe, expect, it } from '@jest/globals';
import { optionalText, paragraph, personName, phone } from './fields.ts';

const takes = (schema: { safeParse(value: unknown): { success: boolean } }) => (text: string) =>
  schema.safeParse(text).success;

describe('personName', () => {
  it.each(['Ann', "O'Brien-Smith", '李', 'محمد', 'Zoë 👩‍👩‍👧‍👦', 'नेहा', '😀', '٣', '   Ann  '])('takes %j', (name) => {
    expect(personName.safeParse(name).success).toBe(true);
  });

  it.each([
    ...['', '   ', '\u200b', '\u200d\u200d', '\u200f\u061c', '\u3164', '\u2800', '\u0301'],
    ...['a\u0000b', 'a\nb', 'a\u202eb', 'a\u2066b', '\ud800Ann', 'Ann\udc00', 'Ann\ufffd', 'x'.repeat(101)],
  ])('refuses %j: nothing to see, a control character, broken text, or too much', (name) => {
    const result = personName.safeParse(name);
    expect(result.error?.issues).toHaveLength(1);
  });
});

describe('other texts', () => {
  it('take what a keyboard types and refuse broken text', () => {
    expect(['', 'ACME (Ltd.) & Söhne', '北京'].map(takes(optionalText(120)))).toEqual([true, true, true]);
    expect(['a\nb\tc', '', 'a\ud800', 'a\u0000', 'a\ufffd'].map(takes(paragraph(20)))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('phone', () => {
  it('takes what people type on one line', () => {
    expect(['+1 (555) 123-4567', '555\u00a0123 4567', '030/1234567'].map(takes(phone))).toEqual([true, true, true]);
    expect(['555\n1234567', '555\t1234567', '+', '555 x 1234', ''].map(takes(phone))).toEqual(Array(5).fill(false));
  });
});

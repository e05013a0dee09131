import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { rememberingParser } from './remembering-parser.ts';

describe('a remembering parser', () => {
  it('answers as its schema does, again and again', () => {
    const schema = z.strictObject({ a: z.int().default(1) });
    const parse = rememberingParser(schema);
    for (const payload of [{ a: 2 }, {}, { a: 'x' }, { b: 1 }, undefined, null, 7, { a: 2 }, { a: 'x' }]) {
      expect(parse(payload)).toEqual(schema.safeParse(payload));
    }
  });

  it('refuses what is nested too deep to be written', () => {
    const payload: unknown = JSON.parse('['.repeat(30_000) + ']'.repeat(30_000));
    expect(rememberingParser(z.object({ a: z.int() }))(payload).success).toBe(false);
  });

  it('remembers a bounded number, the latest', () => {
    const parse = rememberingParser(z.object({ a: z.int() }));
    const first = parse({ a: 0 });
    expect(parse({ a: 0 })).toBe(first);
    for (let a = 1; a <= 64; a += 1) parse({ a });
    expect(parse({ a: 0 })).not.toBe(first);
  });
});

import { expect, it } from '@jest/globals';
import { retryUpsert } from './upsert.ts';

const duplicate = Object.assign(new Error('E11000 duplicate key error'), { code: 11_000 });

it('an upsert that another was faster than runs again, once, and anything else that fails does not', async () => {
  const answers = (...each: readonly (Error | string)[]) => {
    const left = [...each];
    return {
      left,
      upsert: async () => {
        const next = left.shift();
        if (next instanceof Error) throw next;
        return next;
      },
    };
  };
  const second = answers(duplicate, 'written');
  expect(await retryUpsert(second.upsert)).toBe('written');
  const twice = answers(duplicate, duplicate, 'written');
  await expect(retryUpsert(twice.upsert)).rejects.toBe(duplicate);
  const other = answers(new Error('gone'), 'written');
  await expect(retryUpsert(other.upsert)).rejects.toThrow('gone');
  expect(other.left).toEqual(['written']);
});

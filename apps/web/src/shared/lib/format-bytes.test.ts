import { expect, it } from '@jest/globals';
import { formatBytes } from './format-bytes.ts';

it('writes bytes as people count them', () => {
  const cases = { 0: '0 B', 999: '999 B', 1000: '1 KB', 1440: '1.4 KB', 25_600_000: '26 MB', 3_000_000_000: '3 GB' };
  for (const [bytes, text] of Object.entries(cases)) expect(formatBytes(Number(bytes))).toBe(text);
});

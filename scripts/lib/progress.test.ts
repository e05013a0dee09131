import { describe, expect, it } from '@jest/globals';
import { formatDuration, step, type ProgressOutput } from './progress.ts';

function capture(isTTY: boolean): ProgressOutput & { text: () => string } {
  let text = '';
  return { isTTY, columns: 100, write: (part) => (text += part), text: () => text };
}

describe('step', () => {
  it('prints plain lines without a terminal', async () => {
    const output = capture(false);
    await expect(step('Fetching', async () => 'thing', output)).resolves.toBe('thing');
    expect(output.text()).toMatch(/^· Fetching …\n✓ Fetching \(\d+ ms\)\n$/);
  });

  it('rewrites one line on a terminal, and marks a failure', async () => {
    const output = capture(true);
    const failing = step('Fetching', () => Promise.reject(new Error('gone')), output);
    await expect(failing).rejects.toThrow('gone');
    expect(output.text()).toContain('\r\u001B[K· Fetching (');
    expect(output.text()).toMatch(/✗ Fetching \(\d+ ms\)\n$/);
  });
});

describe('formatDuration', () => {
  it.each([
    [820, '820 ms'],
    [4230, '4.2 s'],
    [312_000, '5 min 12 s'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

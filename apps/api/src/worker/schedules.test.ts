import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import { startSchedules } from './schedules.ts';

const logger = createLogger({ service: 'test', level: 'silent' });

describe('schedules', () => {
  it('run again after a failure, one at a time, and stop after the run under way', async () => {
    let [begun, atOnce, most, ended] = [0, 0, 0, 0];
    const run = async () => {
      begun += 1;
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 15));
      atOnce -= 1;
      ended += 1;
      if (begun === 1) throw new Error('not yet');
    };
    const stop = startSchedules([{ name: 'test', everyMs: 5, run }], logger);
    await eventually(() => begun > 2);
    await stop();
    const after = begun;
    expect([most, ended]).toEqual([1, begun]);
    await new Promise(setImmediate);
    expect(begun).toBe(after);
  });
});

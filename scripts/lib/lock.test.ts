import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withLock } from './lock.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'stageline-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('withLock', () => {
  it('lets one in at a time', async () => {
    const file = path.join(dir, 'lock');
    const seen: string[] = [];
    const waiting: number[] = [];
    let leave = (): void => undefined;
    let holdsIt = (): void => undefined;
    const held = new Promise<void>((resolve) => (holdsIt = resolve));
    const first = withLock(
      file,
      () =>
        new Promise<void>((resolve) => {
          leave = resolve;
          holdsIt();
        }),
      () => undefined,
    );
    await held;
    const second = withLock(
      file,
      async () => void seen.push('second'),
      (pid) => {
        waiting.push(pid);
        seen.push('first leaves');
        leave();
      },
    );
    await Promise.all([first, second]);
    expect(seen).toEqual(['first leaves', 'second']);
    expect(waiting).toEqual([process.pid]);
  });

  it('takes over the lock of a process that is gone', async () => {
    const file = path.join(dir, 'lock');
    writeFileSync(file, '999999999');
    await expect(
      withLock(
        file,
        async () => 'mine',
        () => undefined,
      ),
    ).resolves.toBe('mine');
  });
});

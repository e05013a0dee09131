import { describe, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import { createFakeClock } from '@stageline/testing';
import { runInTenant } from '@stageline/tenancy';
import { createNextSession } from './next-session.ts';
import type { SessionRow } from './sessions.types.ts';

const tenantId = 'ten_01k7yfxkhje4rvt57mbm40mfqv' as TenantId;

/** What is next, read from a store that answers when the test says so. */
function slowStore() {
  const readings: { answer: (title: string) => void; fail: () => void }[] = [];
  const findNext = () =>
    new Promise<SessionRow>((resolve, reject) => {
      readings.push({ answer: (title) => resolve({ title } as SessionRow), fail: () => reject(new Error('down')) });
    });
  const next = createNextSession(
    { findNext, findPast: async () => null },
    { know: async (rows) => rows as never },
    createFakeClock('2026-03-01T12:00:00.000Z'),
  );
  const title = async () => ((await next.of(tenantId)).next as unknown as SessionRow | null)?.title;
  return { next, title, readings };
}

describe('what a site announces', () => {
  it('B-03 is read once, however many ask at the same time', async () => {
    const { title, readings } = slowStore();
    const asked = [title(), title(), title()];
    await Promise.resolve();
    readings[0]!.answer('one');
    expect(await Promise.all(asked)).toEqual(['one', 'one', 'one']);
    expect(readings).toHaveLength(1);
  });

  it('B-03 is read again after a change that fell into a reading', async () => {
    const { next, title, readings } = slowStore();
    const before = title();
    await Promise.resolve();
    await runInTenant(tenantId, () => next.forget());
    readings[0]!.answer('as it was');
    await before;
    const after = title();
    await Promise.resolve();
    readings[1]!.answer('as it is');
    expect(await after).toBe('as it is');
  });

  it('B-03 is read again after a reading that failed', async () => {
    const { title, readings } = slowStore();
    const failed = title();
    await Promise.resolve();
    readings[0]!.fail();
    await expect(failed).rejects.toThrow('down');
    const again = title();
    await Promise.resolve();
    readings[1]!.answer('one');
    expect(await again).toBe('one');
  });
});

import { describe, expect, it } from '@jest/globals';
import type { EventId } from '@stageline/contracts';
import type { Notice } from '../notifications/index.ts';
import { notifyOfEnd, type ImportEnd } from './import-notices.ts';
import type { ImportRow } from './imports.types.ts';

const began = new Date('2026-03-01T12:00:00.000Z');
const row = (more: Partial<ImportRow>) =>
  ({
    _id: 'lim_1',
    filename: 'leads.csv',
    state: 'running',
    by: { membershipId: 'mem_brought', name: 'Brought' },
    started: { membershipId: 'mem_began', at: began },
    asked: 'evt_1',
    check: { rows: 9 },
    ...more,
  }) as ImportRow;

async function toldOf(more: Partial<ImportRow>, end: ImportEnd, seconds: number) {
  const told: [string, Notice][] = [];
  const notifier = { notify: async (whom: string, _kind: string, notice: Notice) => void told.push([whom, notice]) };
  await notifyOfEnd(notifier, row(more), end, new Date(began.getTime() + seconds * 1000));
  return told.map(([whom, { key, import: about }]) => [whom, key, about?.state]);
}

describe('what is told of the end of an import', () => {
  const done = { state: 'done', written: 9, wrong: 1 } as const;
  const failed = { ...done, state: 'failed' } as const;

  it('F-05 says to who began it that it is done, where it took long or had broken off', async () => {
    expect(await toldOf({}, done, 29)).toEqual([]);
    expect(await toldOf({}, done, 30)).toEqual([['mem_began', 'import-done.lim_1.evt_1', 'done']]);
    expect(await toldOf({ state: 'failed' }, done, 1)).toEqual([['mem_began', 'import-done.lim_1.evt_1', 'done']]);
  });

  it('F-05 says that it broke off, each time that it was begun', async () => {
    expect(await toldOf({}, failed, 1)).toEqual([['mem_began', 'import-failed.lim_1.evt_1', 'failed']]);
    const again = { asked: 'evt_2' as EventId };
    expect(await toldOf(again, failed, 1)).toEqual([['mem_began', 'import-failed.lim_1.evt_2', 'failed']]);
    const [unchecked] = await toldOf({ started: null }, { state: 'check-failed' }, 1);
    expect(unchecked).toEqual(['mem_brought', 'import-check-failed.lim_1.evt_1', 'check-failed']);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';

describe('leaderboard', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  let count = 0;
  async function member(tenantId: TenantId, firstName: string, via?: string) {
    const form = { firstName, lastName: 'Lee', email: `l${count++}@example.com`, ...(via && { via }) };
    const token = await bed.join(tenantId, form);
    const view = () => bed.in(tenantId, () => bed.places.service.view(token));
    return { token, view, code: new URL((await view()).inviteUrl!).searchParams.get('via')! };
  }
  const top = (tenantId: TenantId) => bed.in(tenantId, () => bed.line.leaderboard.top());
  /** As after the seconds for which a count is kept. */
  const counted = (tenantId: TenantId) => bed.in(tenantId, async () => bed.line.leaderboard.changed());

  it('H-06 ranks by invitations of people who stand in the line, ties by who stood there first', async () => {
    const { id } = bed.tenant();
    const [ana, ben, cleo] = [await member(id, 'Ana'), await member(id, 'Ben'), await member(id, 'Cleo')];
    await member(id, 'One', ben.code);
    await member(id, 'Two', ana.code);
    const leaving = await member(id, 'Three', cleo.code);
    await member(id, 'Four', cleo.code);
    const waiting = { firstName: 'Not', lastName: 'Yet', email: 'not-yet@example.com', via: ben.code };
    await bed.in(id, () => bed.registrations.service.register(waiting, { source: 'form' }));
    await counted(id);
    expect((await top(id))?.entries).toEqual([
      { rank: 1, name: 'Cleo L.', invited: 2 },
      { rank: 2, name: 'Ana L.', invited: 1 },
      { rank: 3, name: 'Ben L.', invited: 1 },
    ]);
    expect((await ben.view()).rank).toBe(3);
    expect((await leaving.view()).rank).toBeNull();

    await bed.in(id, () => bed.places.service.leave(leaving.token));
    expect((await top(id))?.entries.map(({ name, invited }) => [name, invited])).toEqual([
      ['Ana L.', 1],
      ['Ben L.', 1],
      ['Cleo L.', 1],
    ]);
    expect(await top(bed.tenant().id)).toEqual({ entries: [] });
  });

  it('H-06 H-07 shows nobody who has left and no name that was taken back, in the format of the site', async () => {
    const { id } = bed.tenant();
    const [ana, ben] = [await member(id, 'Ana'), await member(id, 'Ben')];
    for (const via of [ana.code, ana.code, ben.code]) await member(id, 'Guest', via);
    await counted(id);
    await bed.in(id, () => bed.places.service.show(ana.token, false));
    expect((await top(id))?.entries).toEqual([
      { rank: 1, name: '', state: 'hidden', invited: 2 },
      { rank: 2, name: 'Ben L.', invited: 1 },
    ]);
    bed.lineChanges.set(id, { memberDisplayFormat: 'initials' });
    await bed.in(id, () => bed.places.service.leave(ana.token));
    expect((await top(id))?.entries).toEqual([{ rank: 1, name: 'B. L.', invited: 1 }]);
  });

  it('H-06 is there only where the site has it, and counts only where the site says how many there are', async () => {
    const { id } = bed.tenant();
    const ana = await member(id, 'Ana');
    await member(id, 'Guest', ana.code);
    await counted(id);
    bed.withoutTotals.add(id);
    expect((await top(id))?.entries).toEqual([{ rank: 1, name: 'Ana L.', invited: null }]);
    bed.lineChanges.set(id, { showLeaderboard: false });
    expect(await top(id)).toBeNull();
    expect((await ana.view()).rank).toBeNull();
  });
});

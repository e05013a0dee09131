import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadId, PersonId, TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createActivityService } from './activity.service.ts';

describe('activity', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  let count = 0;
  async function member(tenantId: TenantId, firstName: string) {
    const email = `a${count++}@example.com`;
    const token = await bed.join(tenantId, { firstName, lastName: 'Lee', email });
    const leadId = bed.joinLinks.leadOf(tenantId, token)!;
    const lead = await bed.in<{ personId: PersonId }>(tenantId, () => bed.model('Lead').findById(leadId).lean());
    return { token, leadId, personId: lead.personId };
  }
  const about = (tenantId: TenantId) => bed.in(tenantId, () => bed.activity.service.about());

  /** A masterclass that begins now, with these people in its room. */
  async function live(tenantId: TenantId, startedAt: Date, people: readonly PersonId[]) {
    const sessionId = newId('ses');
    const endsAt = new Date(startedAt.getTime() + 3_600_000);
    await bed.in(tenantId, async () => {
      await bed.model('Session').create({
        ...{ _id: sessionId, title: 'T', description: 'D', timeZone: 'Europe/Berlin', status: 'live' },
        ...{ startsAt: startedAt, endsAt, startedAt },
      });
      for (const identity of people)
        await bed.model('Attendance').create({
          ...{ _id: newId('att'), sessionId, identity, role: 'attendee', nodeId: 'n', connectionId: newId('att') },
          ...{ joinedAt: startedAt, lastSeenAt: startedAt },
        });
    });
  }
  const win = (tenantId: TenantId, leadId: LeadId, at: Date) =>
    bed.in(tenantId, () =>
      bed.model('Lead').updateOne({ _id: leadId }, { $set: { outcome: 'won', stageChangedAt: at } }),
    );

  it('H-09 is made of stored rows: who joined, whom the room saw, whom the team enrolled', async () => {
    const { id } = bed.tenant();
    const [ana, ben, cleo] = [await member(id, 'Ana'), await member(id, 'Ben'), await member(id, 'Cleo')];
    const later = (minutes: number) => new Date(bed.clock.now().getTime() + minutes * 60_000);
    await live(id, later(1), [ana.personId, ben.personId, newId('per')]);
    await win(id, cleo.leadId, later(2));
    const kinds = async () => (await about(id)).activity.map(({ kind, name, state }) => [kind, state ?? name]);
    expect(await kinds()).toEqual([
      ['enrolled', 'Cleo L.'],
      ['attended', 'Ben L.'],
      ['attended', 'Ana L.'],
      ['joined', 'Cleo L.'],
      ['joined', 'Ben L.'],
      ['joined', 'Ana L.'],
    ]);
    await bed.in(id, () => bed.places.service.show(ben.token, false));
    await bed.in(id, () => bed.places.service.leave(cleo.token));
    expect(await kinds()).toEqual([
      ['attended', 'hidden'],
      ['attended', 'Ana L.'],
      ['joined', 'hidden'],
      ['joined', 'Ana L.'],
    ]);
    expect((await about(id)).numbers).toEqual({ standing: 2, left: 1, invited: 0 });
    expect((await about(bed.tenant().id)).activity).toEqual([]);
    bed.withoutTotals.add(id);
    expect((await about(id)).numbers).toBeNull();
  });

  it('H-06 a personal report counts who came after and was there, on this day, by the clock of the host', async () => {
    const { id } = bed.tenant();
    const [ana, ben, cleo] = [await member(id, 'Ana'), await member(id, 'Ben'), await member(id, 'Cleo')];
    /** A process that has read nothing yet. */
    const attendedAfter = (position: number, now: string) =>
      bed.in(id, () => {
        const clock = { now: () => new Date(now) };
        return createActivityService({ ...bed.activityDeps, clock }).attendedAfter(position);
      });
    expect((await bed.in(id, () => bed.places.service.view(ana.token))).attended).toBeNull();
    await live(id, new Date('2026-03-01T18:30:00.000Z'), [ana.personId, ben.personId, cleo.personId]);
    expect(await attendedAfter(1, '2026-03-01T19:00:00.000Z')).toEqual({ count: 2, when: 'tonight' });
    expect(await attendedAfter(2, '2026-03-01T19:00:00.000Z')).toEqual({ count: 1, when: 'tonight' });
    expect(await attendedAfter(3, '2026-03-01T19:00:00.000Z')).toBeNull();
    expect(await attendedAfter(1, '2026-03-01T18:00:00.000Z')).toBeNull();
    expect(await attendedAfter(1, '2026-03-02T15:00:00.000Z')).toBeNull();
    await live(id, new Date('2026-03-03T09:00:00.000Z'), [cleo.personId]);
    expect(await attendedAfter(1, '2026-03-03T10:00:00.000Z')).toEqual({ count: 1, when: 'today' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { overview } from '@stageline/contracts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';

describe('overview', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  it('counts what each may see, by days of the zone of the site', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    const register = (instant: string, email: string) => {
      bed.clock.set(instant);
      return bed.in(id, () =>
        bed.registrations.service.register({ firstName: 'J', lastName: 'D', email }, { source: 'api' }),
      );
    };
    bed.clock.set('2026-03-20T12:00:00Z');
    const startsAt = new Date('2026-04-02T18:00:00Z');
    await bed.in(id, () =>
      bed.sessions.service.create({
        title: 'T',
        description: '',
        startsAt,
        durationMinutes: 60,
        timeZone: 'Europe/Berlin',
      }),
    );
    await register('2026-03-10T12:00:00Z', 'old@example.com');
    // Berlin changes to summer time on 29 March: 22:30 UTC is the next day there from then on.
    await register('2026-03-28T22:30:00Z', 'winter@example.com');
    await register('2026-03-29T22:30:00Z', 'summer@example.com');
    await register('2026-03-30T08:00:00Z', 'today@example.com');
    await bed.settle();
    const view = await bed.in(id, () => bed.overview.service.overview(bed.actor('mem_o' as never, 'owner')));
    expect(overview.getOverview.response.parse(view)).toEqual(view);
    expect(view).toMatchObject({
      leadsWaiting: 4,
      leadsToday: 2,
      leadsTotal: 4,
      viewersNow: 0,
      nextSession: { title: 'T', registered: 4 },
    });
    expect(view.registrationsByDay).toHaveLength(14);
    expect(view.registrationsByDay.filter(({ count }) => count > 0)).toEqual([
      { day: '2026-03-28', count: 1 },
      { day: '2026-03-30', count: 2 },
    ]);
    expect(view.latestLeads.map(({ person }) => person.email)).toEqual(
      ['today', 'summer', 'winter', 'old'].map((name) => `${name}@example.com`),
    );

    const own = await bed.in(id, () => bed.overview.service.overview(bed.actor(team[0]!.id, 'rep')));
    expect(own).toMatchObject({ leadsTotal: 2, leadsWaiting: 2 });
    expect(new Set(own.latestLeads.map(({ assignee }) => assignee?.membershipId))).toEqual(new Set([team[0]!.id]));
  });

  it('is empty, not missing, for a new site', async () => {
    const { id } = bed.tenant();
    const view = await bed.in(id, () => bed.overview.service.overview(bed.actor('mem_o' as never, 'owner')));
    expect(view).toMatchObject({ nextSession: null, viewersNow: 0, leadsTotal: 0, latestLeads: [] });
    expect(view.registrationsByDay.map(({ count }) => count)).toEqual(Array.from({ length: 14 }, () => 0));
  });
});

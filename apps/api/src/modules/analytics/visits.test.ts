import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AnalyticsRange, TenantId } from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import { runInTenant, tenantKey } from '@stageline/tenancy';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createPeopleStatistics } from '../registrations/index.ts';
import { createAnalyticsModule, type AnalyticsModule } from './index.ts';
import { createVisitRecorder } from './visit-recorder.ts';
import { createVisitsRepository } from './visits.repository.ts';
import { DecisionTimeModel, VisitDayModel, VisitModel } from './visit.model.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const CHROME =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const viewer = { permissions: new Set(['analytics.read'] as const) } as never;

let bed: FeatureBed;
let clock: FeatureBed['clock'];
/** Two processes of one installation. */
let one: AnalyticsModule;
let two: AnalyticsModule;
const settings = { zone: 'Europe/Berlin' };

beforeAll(async () => {
  bed = await createFeatureBed();
  ({ clock } = bed);
  clock.set('2026-03-28T12:00:00Z');
  const deps = {
    redis: bed.redis,
    clock,
    logger,
    unitOfWork: bed.unitOfWork,
    audit: { record: async () => undefined },
    people: createPeopleStatistics(),
    leads: { attended: async () => 0 },
    leadHistories: async function* () {},
    endedSessions: async () => new Set<never>(),
    pipelines: { list: async () => ({ items: [], former: [] }) },
    defaultTimeZone: async () => settings.zone,
    siteFacts: async () => Promise.reject(new Error('nobody exports here')),
    readMedia: async () => null,
  };
  one = createAnalyticsModule(deps);
  two = createAnalyticsModule(deps);
});
afterAll(() => bed.close());

const numbers = (tenantId: TenantId, range: AnalyticsRange = 'today') =>
  runInTenant(tenantId, () => one.service.numbers(viewer, range));
const metric = async (tenantId: TenantId, id: string, range?: AnalyticsRange) =>
  (await numbers(tenantId, range)).metrics.find((entry) => entry.id === id)!;
async function seen(tenantId: TenantId, ip: string, userAgent = FIREFOX, by = one): Promise<void> {
  by.visits.seen(tenantId, { ip, userAgent });
  await by.visits.flush();
}
let people = 0;
async function registers(tenantId: TenantId, ip: string, confirms = true): Promise<void> {
  people += 1;
  const form = { firstName: 'A', lastName: 'B', email: `person-${people}@visits.example` };
  if (confirms) await bed.join(tenantId, form);
  else await bed.in(tenantId, () => bed.registrations.service.register(form, { source: 'api' }));
  one.visits.registered(tenantId, { ip, userAgent: FIREFOX }, clock.now());
  await one.visits.flush();
}
const rollUp = () => one.schedules![0]!.run();

describe('visits', () => {
  it('counts a visitor of a day once, over processes, by address and browser', async () => {
    const id = newId('tnt');
    await seen(id, '10.0.0.1');
    await Promise.all([seen(id, '10.0.0.1'), seen(id, '10.0.0.1', FIREFOX, two), seen(id, '10.0.0.2', FIREFOX, two)]);
    await seen(id, '10.0.0.1', CHROME);
    expect((await metric(id, 'visitors')).value).toBe(3);
  });

  it('keeps neither address nor browser, and nothing by which somebody could be followed to the next day', async () => {
    const [id, other] = [newId('tnt'), newId('tnt')];
    clock.set('2026-03-27T12:00:00Z');
    await seen(id, '10.9.8.7');
    await seen(other, '10.9.8.7');
    const key = tenantKey(id, 'visits', '2026-03-27');
    const left = await bed.redis.pttl(key);
    // Until midnight in Berlin.
    expect([left > 0, left <= 11 * 3_600_000]).toEqual([true, true]);
    clock.set('2026-03-28T12:00:00Z');
    await seen(id, '10.9.8.7');
    const rows = async (tenantId: TenantId) =>
      runInTenant(tenantId, async () => VisitModel.find().sort({ day: 1 }).lean());
    const all = [...(await rows(id)), ...(await rows(other))];
    expect(all.map(({ day }) => day)).toEqual(['2026-03-27', '2026-03-28', '2026-03-27']);
    expect(new Set(all.map(({ _id }) => _id)).size).toBe(3);
    expect(JSON.stringify(all)).not.toMatch(/10\.9\.8\.7|Firefox/);
    expect(Object.keys(all[0]!).sort()).toEqual(['_id', 'day', 'decided', 'expiresAt', 'seenAt', 'slot', 'tenantId']);
    expect(all[0]!.expiresAt).toEqual(new Date('2026-03-30T23:00:00Z'));
  });

  it('leaves robots out, and what names itself at no browser’s length', async () => {
    const id = newId('tnt');
    const robots = [
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
      'curl/8.5.0',
      '',
      `${FIREFOX} ${'x'.repeat(600)}`,
    ];
    for (const robot of robots) await seen(id, '10.0.0.1', robot);
    expect((await metric(id, 'visitors')).value).toBe(0);
    await seen(id, '10.0.0.1');
    expect((await metric(id, 'visitors')).value).toBe(1);
  });

  describe('waiting to be written', () => {
    const state = { away: false };
    const added: string[] = [];
    const recorder = createVisitRecorder({
      clock: { now: () => clock.now() },
      logger,
      calendar: async () => ({ timeZone: 'UTC', weekStart: 'monday' }),
      salts: { hashOf: async () => (visitor) => visitor.ip },
      repository: {
        openDay: async () => (state.away ? Promise.reject(new Error('away')) : undefined),
        add: async (_day, _closes, visits) => void added.push(...visits.map(({ hash }) => hash)),
        decide: async () => undefined,
      },
    });
    const see = (ip: string) => recorder.seen(newId('tnt'), { ip, userAgent: FIREFOX });

    it('lose nothing that is held while the store is away', async () => {
      state.away = true;
      see('a');
      await recorder.flush();
      see('b');
      state.away = false;
      await recorder.flush();
      expect(added.splice(0)).toEqual(['a', 'b']);
    });

    it('are given up after ten minutes, and never more than the memory is meant to hold', async () => {
      state.away = true;
      see('old');
      clock.advance(10 * 60_000 + 1);
      await recorder.flush();
      state.away = false;
      const id = newId('tnt');
      for (let n = 0; n < 20_001; n++) recorder.seen(id, { ip: String(n), userAgent: FIREFOX });
      await recorder.flush();
      expect([added.length, added.at(-1)]).toEqual([20_000, '19999']);
    });
  });

  it('rolls a day up once it is over, and says the same before and after, and when the visits are gone', async () => {
    const id = newId('tnt');
    clock.set('2026-03-29T00:10:00Z');
    await seen(id, '10.0.0.1');
    clock.set('2026-03-29T20:50:00Z');
    await seen(id, '10.0.0.2');
    const before = await metric(id, 'visitors', 'this_week');
    clock.set('2026-03-29T22:10:00Z');
    await rollUp();
    const dayOf = () => runInTenant(id, async () => VisitDayModel.findOne({ day: '2026-03-29' }).lean());
    expect((await dayOf())!.rolledAt).toBeNull();
    clock.set('2026-03-29T22:16:00Z');
    await rollUp();
    await runInTenant(id, async () => VisitModel.deleteMany({}));
    await rollUp();
    // Another worker took the same day in the same moment and is late.
    await runInTenant(id, () => createVisitsRepository().rollUp('2026-03-29', clock.now()));
    expect(await dayOf()).toMatchObject({ visitors: 2, rolledAt: clock.now() });
    clock.set('2026-03-29T21:59:00Z');
    expect(await metric(id, 'visitors', 'this_week')).toEqual(before);
    // 01:10 and, after the hour that was left out, 22:50 on the wall.
    const hours = (await metric(id, 'visitors', 'today')).series;
    expect([hours.length, hours[1], hours[21]]).toEqual([23, 1, 1]);
  });
});

describe('numbers', () => {
  it('G-09 begin where days and weeks of the site begin, and compare up to the same time', async () => {
    const id = newId('tnt');
    settings.zone = 'America/New_York';
    // Saturday evening in New York, Sunday in Berlin.
    clock.set('2026-05-31T02:30:00Z');
    await seen(id, '10.0.0.1');
    await registers(id, '10.0.0.1');
    settings.zone = 'Europe/Berlin';
    clock.set('2026-05-31T05:00:00Z');
    await seen(id, '10.0.0.2');
    expect(await metric(id, 'visitors')).toMatchObject({ value: 1, before: 0 });
    clock.set('2026-06-01T02:45:00Z');
    expect(await metric(id, 'visitors')).toMatchObject({ value: 1, before: 1 });
    expect(await metric(id, 'preEnrollees')).toMatchObject({ value: 0, before: 1 });
    expect(await metric(id, 'visitors', 'this_week')).toMatchObject({ value: 2 });
    await runInTenant(id, () => one.calendar.set({ timeZone: 'America/New_York', weekStart: 'sunday' }));
    expect(await metric(id, 'visitors', 'this_week')).toMatchObject({ value: 1, before: 0 });
    expect(await metric(id, 'visitors', 'all_time')).toMatchObject({ value: 2, before: null });
  });

  it('count as pre-enrollee who has confirmed, and take each visitor’s first decision of the day', async () => {
    const id = newId('tnt');
    clock.set('2026-06-02T08:00:00Z');
    for (const ip of ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']) await seen(id, ip);
    clock.advance(60_000);
    await registers(id, '10.0.0.1');
    clock.advance(120_000);
    await registers(id, '10.0.0.2', false);
    await registers(id, '10.0.0.1');
    // Nobody saw this one come.
    await registers(id, '10.0.0.9');
    const view = await numbers(id);
    expect(view.metrics.map(({ id: name, value, sample, median }) => [name, value, sample, median])).toEqual([
      ['visitors', 4, null, null],
      ['preEnrollees', 3, null, null],
      ['conversionRate', 0.75, null, null],
      ['avgDecisionTime', 120, 2, 120],
    ]);
    expect(view.funnel.map(({ count }) => count)).toEqual([4, 4, 3, 0]);
    for (const range of ['this_week', 'this_month', 'all_time'] as const)
      expect((await numbers(id, range)).metrics.map(({ value }) => value)).toEqual([4, 3, 0.75, 120]);
  });

  it('read along indexes that begin with the tenant, as much as they answer', async () => {
    const [id, big] = [newId('tnt'), newId('tnt')];
    clock.set('2026-06-03T08:00:00Z');
    for (const [tenantId, count] of [
      [big, 40],
      [id, 2],
    ] as const) {
      for (let n = 0; n < count; n++) one.visits.seen(tenantId, { ip: `10.1.0.${n}`, userAgent: FIREFOX });
      await one.visits.flush();
    }
    clock.advance(1000);
    for (const [tenantId, count] of [
      [big, 30],
      [id, 1],
    ] as const)
      for (let n = 0; n < count; n++)
        one.visits.registered(tenantId, { ip: `10.1.0.${n}`, userAgent: FIREFOX }, clock.now());
    await one.visits.flush();
    const plans = await runInTenant(id, async () => [
      await VisitModel.find({ day: { $in: ['2026-06-03'] } }, { _id: 0, day: 1, slot: 1 }).explain('executionStats'),
      await DecisionTimeModel.find({ day: { $gte: '2026-06-01', $lte: '2026-06-04' } }, { _id: 0, seconds: 1 }).explain(
        'executionStats',
      ),
      await VisitDayModel.find({ day: { $gte: '2026-06-01', $lte: '2026-06-04' } }).explain('executionStats'),
    ]);
    const read = plans.map((plan: any) => [
      plan.executionStats.totalKeysExamined,
      plan.executionStats.totalDocsExamined,
    ]);
    // Keys are read one further, to see the end; documents only of the days.
    expect(read.map(([keys]) => keys <= 3)).toEqual([true, true, true]);
    expect(read.map(([, documents]) => documents)).toEqual([0, 0, 1]);
  });
});

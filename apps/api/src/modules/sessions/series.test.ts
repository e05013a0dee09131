import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { SeriesId, SeriesRule, SessionId, TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createSessionsModule } from './sessions.module.ts';
import type { SessionFacts } from './sessions.types.ts';

describe('masterclasses that repeat', () => {
  let bed: FeatureBed;
  const START = new Date('2026-03-01T12:00:00.000Z');
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterEach(() => bed.clock.set(START));
  afterAll(() => bed.close());

  type Service = FeatureBed['sessions']['service'];
  const run = <T>(tenantId: TenantId, fn: (service: Service) => Promise<T>) =>
    bed.in(tenantId, () => fn(bed.sessions.service));
  const facts: SessionFacts = {
    ...{ title: 'Class', description: '', language: 'en' as const, hostName: '', capacity: null },
    ...{ mode: 'free' as const, price: null, deposit: null, lobbyMinutes: 30 },
  };
  const tuesdays: SeriesRule = {
    pattern: { kind: 'weekly', every: 1, weekdays: [2] },
    end: { kind: 'never' },
    from: '2026-03-01',
    time: '19:00',
    timeZone: 'Europe/Berlin',
  };
  const create = (tenantId: TenantId, rule: Partial<SeriesRule> = {}, more: object = {}) =>
    run(tenantId, (service) =>
      service.series.create({ ...facts, ...more, durationMinutes: 60, rule: { ...tuesdays, ...rule } }),
    );
  const list = async (tenantId: TenantId) => (await run(tenantId, (service) => service.list())).items;
  const starts = async (tenantId: TenantId) => (await list(tenantId)).map(({ startsAt }) => startsAt.slice(0, 16));
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      ({ code }: { code: string }) => code,
    );
  const change = (tenantId: TenantId, id: SeriesId, sessionId: SessionId, more: object, version = 1) =>
    run(tenantId, (service) => service.series.change(id, { version, sessionId, ...more }));
  const to = (date: string, time = '20:30') => ({
    times: { date, time, durationMinutes: 90, timeZone: 'Europe/Berlin' },
  });
  const mailsTo = (tenantId: TenantId, word: string) =>
    bed.mails.filter((mail) => mail.tenantId === tenantId && mail.subject.startsWith(word));

  it('B-04 plans the next dates of a series as masterclasses like any other, on the same clock over a change', async () => {
    const { id } = bed.tenant();
    const series = await create(id, { end: { kind: 'until', date: '2026-04-14' } });
    expect(await starts(id)).toEqual([
      '2026-03-03T18:00',
      '2026-03-10T18:00',
      '2026-03-17T18:00',
      '2026-03-24T18:00',
      '2026-03-31T17:00',
      '2026-04-07T17:00',
      '2026-04-14T17:00',
    ]);
    expect(series).toMatchObject({ version: 1, isOpen: false, durationMinutes: 60 });
    const [first] = await list(id);
    expect(first).toMatchObject({
      phase: 'countdown',
      registration: 'open',
      series: { id: series.id, isApart: false },
    });
    expect(await bed.sessions.service.nextSession(id)).toMatchObject({ id: first!.id });
    const past = create(id, { end: { kind: 'until', date: '2026-02-28' } });
    expect(await codeOf(past)).toBe('validation-failed');
    expect(await codeOf(create(id, { from: '0001-01-01' }))).toBe('validation-failed');
    expect(await codeOf(create(id, {}, { mode: 'paid_upfront' }))).toBe('validation-failed');
    expect(await list(id)).toHaveLength(7);
  });

  it('B-04 plans further dates as time goes by, each once however many workers look', async () => {
    const { id } = bed.tenant();
    const series = await create(id);
    expect([series.isOpen, (await list(id)).length]).toEqual([true, 8]);
    const other = createSessionsModule(bed.sessionsDeps);
    await Promise.all([bed.sessions.service.series.fillDue(), other.service.series.fillDue()]);
    expect(await list(id)).toHaveLength(8);
    bed.clock.set(new Date('2026-03-17T12:00:00.000Z'));
    const counts = await Promise.all([bed.sessions.service.series.fillDue(), other.service.series.fillDue()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    const all = await starts(id);
    expect([all.length, new Set(all).size]).toEqual([10, 10]);
    // A month without a worker: what nobody planned is not planned for a past.
    bed.clock.set(new Date('2026-07-01T12:00:00.000Z'));
    await bed.sessions.service.series.fillDue();
    expect((await starts(id)).slice(0, 2)).toEqual(['2026-07-07T17:00', '2026-07-14T17:00']);
  });

  it('B-04 leaves alone what was changed for itself, what is on and what was called off', async () => {
    const { id } = bed.tenant();
    const { id: seriesId } = await create(id);
    const [first, second, third, fourth, fifth] = await list(id);
    await run(id, (service) => service.edit(second!.id, { title: 'A special one' }));
    await run(id, (service) => service.cancel(third!.id, 'Holiday'));
    await run(id, (service) => service.goLive(fourth!.id));
    const next = await change(id, seriesId, first!.id, { facts: { title: 'New title' }, ...to('2026-03-04') });
    const after = new Map((await list(id)).map((session) => [session.id, session]));
    expect(after.get(second!.id)).toMatchObject({
      title: 'A special one',
      startsAt: second!.startsAt,
      series: { id: next.id, isApart: true },
    });
    expect(after.get(third!.id)).toMatchObject({ phase: 'cancelled', title: 'Class' });
    expect(after.get(fourth!.id)).toMatchObject({ phase: 'live', title: 'Class', startsAt: fourth!.startsAt });
    expect(after.get(first!.id)).toMatchObject({ title: 'New title', startsAt: '2026-03-04T19:30:00.000Z' });
    expect(after.get(fifth!.id)).toMatchObject({ title: 'New title', startsAt: '2026-04-01T18:30:00.000Z' });
    // Nothing took the place of the one that was called off, nor of any other.
    expect(after.size).toBe(8);
    expect(next).toMatchObject({ isOpen: true, rule: { pattern: { weekdays: [3] }, time: '20:30' } });
    // The special one goes with the series again when it is itself the one that is moved with what follows.
    const again = await change(id, next.id, second!.id, to('2026-03-12'));
    expect(again.rule.pattern).toMatchObject({ weekdays: [4] });
    expect((await list(id)).find((session) => session.id === second!.id)).toMatchObject({
      startsAt: '2026-03-12T19:30:00.000Z',
      series: { id: again.id, isApart: false },
    });
  });

  it('B-04 moves one date and all that follow, and tells whoever is registered once', async () => {
    const { id } = bed.tenant();
    const { id: seriesId } = await create(id);
    const [first, second] = await list(id);
    await bed.join(id, { firstName: 'Mo', lastName: 'Smith', email: `mo-${newId('per')}@example.com` });
    await bed.settle();
    await change(id, seriesId, first!.id, to('2026-03-05'));
    await bed.settle();
    expect(mailsTo(id, 'New time')).toHaveLength(1);
    const [moved, silent] = await list(id);
    expect(moved).toMatchObject({
      id: first!.id,
      rescheduledFrom: first!.startsAt,
      endsAt: '2026-03-05T21:00:00.000Z',
    });
    expect(silent).toMatchObject({ id: second!.id, startsAt: '2026-03-12T19:30:00.000Z', rescheduledFrom: null });
    const stale = change(id, seriesId, first!.id, { facts: { title: 'X' } });
    expect(await codeOf(stale)).toBe('conflict');
  });

  it('B-04 parts a series: what is before stays as it was, and only what follows goes on', async () => {
    const { id } = bed.tenant();
    const { id: seriesId } = await create(id, { end: { kind: 'count', count: 4 } });
    const [first, second, third] = await list(id);
    const next = await change(id, seriesId, third!.id, { facts: { title: 'Part two', capacity: 20 } });
    expect((await list(id)).map(({ title, capacity }) => [title, capacity])).toEqual([
      ['Class', null],
      ['Class', null],
      ['Part two', 20],
      ['Part two', 20],
    ]);
    expect((await list(id)).map(({ series }) => series?.id)).toEqual([seriesId, seriesId, next.id, next.id]);
    expect(await run(id, (service) => service.series.get(seriesId))).toMatchObject({
      isOpen: false,
      version: 2,
      rule: { end: { kind: 'until', date: '2026-03-16' } },
    });
    expect(next).toMatchObject({ isOpen: false, rule: { end: { kind: 'count', count: 2 } } });
    const two = [
      change(id, seriesId, first!.id, to('2026-03-04'), 2),
      change(id, seriesId, second!.id, to('2026-03-11'), 2),
    ];
    expect((await Promise.all(two.map(codeOf))).toSorted()).toEqual(['conflict', 'done']);
  });

  it('B-04 ends a series, and calls off what follows where that is asked for', async () => {
    const { id } = bed.tenant();
    const { id: seriesId } = await create(id);
    const [first, second, third] = await list(id);
    await run(id, (service) => service.goLive(third!.id));
    const end = (version: number, callOff: { from: SessionId; reason: string } | null) =>
      run(id, (service) => service.series.end(seriesId, { version, callOff }));
    expect(await end(1, null)).toMatchObject({ isOpen: false, version: 2 });
    expect(await codeOf(end(1, null))).toBe('conflict');
    bed.clock.set(new Date('2026-03-02T12:00:00.000Z'));
    await bed.sessions.service.series.fillDue();
    expect((await list(id)).filter(({ phase }) => phase === 'countdown')).toHaveLength(7);
    expect(await codeOf(end(2, { from: third!.id, reason: 'X' }))).toBe('illegal-transition');
    await end(2, { from: second!.id, reason: 'The host is away.' });
    const phases = (await list(id)).map(({ id: sessionId, phase }) => [sessionId, phase]);
    expect(phases.filter(([, phase]) => phase !== 'cancelled')).toEqual([
      [first!.id, 'countdown'],
      [third!.id, 'live'],
    ]);
    expect(bed.audited.flatMap(({ action, target }) => (target?.id === seriesId ? [action] : []))).toEqual([
      'series.planned',
      'series.ended',
      'series.ended',
    ]);
  });

  it('B-04 changes a series as a whole or not at all', async () => {
    const { id } = bed.tenant();
    const { id: seriesId } = await create(id);
    const before = await list(id);
    const audit = { record: () => Promise.reject(new Error('The process is gone')) };
    const broken = createSessionsModule({ ...bed.sessionsDeps, audit });
    const order = { version: 1, sessionId: before[0]!.id, ...to('2026-03-04') };
    await expect(bed.in(id, () => broken.service.series.change(seriesId, order))).rejects.toThrow('gone');
    expect(await list(id)).toEqual(before);
    expect(await change(id, seriesId, before[0]!.id, to('2026-03-04'))).toMatchObject({ version: 1 });
  });

  it('B-04 knows no series of another site', async () => {
    const [mine, theirs] = [bed.tenant().id, bed.tenant().id];
    const { id: seriesId } = await create(theirs);
    const [session] = await list(theirs);
    expect(await codeOf(run(mine, (service) => service.series.get(seriesId)))).toBe('not-found');
    expect(await codeOf(change(mine, seriesId, session!.id, to('2026-03-04')))).toBe('not-found');
    const end = { version: 1, callOff: null };
    expect(await codeOf(run(mine, (service) => service.series.end(seriesId, end)))).toBe('not-found');
    const own = await create(mine);
    expect(await codeOf(change(mine, own.id, session!.id, to('2026-03-04')))).toBe('not-found');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  SFU_ALIVE_SECONDS,
  SFU_REPORT_GROUP,
  SFU_REPORT_STREAM,
  SfuReport,
  type PersonId,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import fc from 'fast-check';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { AttendanceModel } from './attendance.model.ts';
import { sessionRoom } from './index.ts';

describe('attendance', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  interface Room {
    tenantId: TenantId;
    sessionId: SessionId;
    people: PersonId[];
    start: number;
  }

  /** A live session with registered people. */
  async function room(people = 0): Promise<Room> {
    const { id: tenantId } = bed.tenant();
    return bed.in(tenantId, async () => {
      const { service } = bed.sessions;
      const session = await service.create({
        title: 'T',
        description: '',
        startsAt: bed.clock.now(),
        durationMinutes: 60,
        timeZone: 'UTC',
      });
      await service.goLive(session.id);
      const ids: PersonId[] = [];
      for (let n = 0; n < people; n += 1) {
        await bed.registrations.service.register(
          { firstName: `P${n}`, lastName: 'Doe', email: `p${n}@example.com` },
          { source: 'api' },
        );
      }
      const { items } = await bed.leads.service.list(bed.actor('mem_o' as never, 'owner'), { limit: 100 });
      for (const lead of items) ids.push((await bed.leads.service.findRegistered(lead.id))!.personId);
      return { tenantId, sessionId: session.id, people: ids.reverse(), start: bed.clock.now().getTime() };
    });
  }

  const at = (where: Room, seconds: number) => new Date(where.start + seconds * 1000).toISOString();
  const base = ({ tenantId, sessionId }: Room) => ({ v: 1, tenantId, sessionId, nodeId: 'sfu-1' }) as const;
  const peer = (
    type: 'peer-joined' | 'peer-left',
    where: Room,
    seconds: number,
    identity: PersonId,
    connectionId: string,
  ): SfuReport =>
    SfuReport.parse({
      ...base(where),
      type,
      at: at(where, seconds),
      identity,
      connectionId,
      role: identity.startsWith('mem_') ? 'host' : 'attendee',
      ...(type === 'peer-left' ? { reason: 'left' } : {}),
    });
  const alive = (where: Room, seconds: number, ...connectionIds: string[]): SfuReport =>
    SfuReport.parse({
      ...base(where),
      type: 'room-alive',
      at: at(where, seconds),
      viewers: connectionIds.length,
      connectionIds,
    });
  async function report(...reports: readonly (SfuReport | string)[]): Promise<void> {
    for (const each of reports) {
      await bed.redis.xadd(SFU_REPORT_STREAM, '*', 'report', typeof each === 'string' ? each : JSON.stringify(each));
    }
    await bed.sfuReports.drain();
  }
  const ask = (where: Room, id: string): Promise<any> => {
    const route = bed.sessions.routes!.find(({ operation }) => operation.id === id)!;
    return bed.in(where.tenantId, () => route.handle({ params: { sessionId: where.sessionId } } as never));
  };
  const attendance = (where: Room): Promise<any[]> => ask(where, 'sessions.attendance').then(({ items }) => items);
  const session = (where: Room) => bed.in(where.tenantId, () => bed.sessions.service.get(where.sessionId));
  const minutes = async (where: Room) => {
    const { items } = await bed.in(where.tenantId, () =>
      bed.leads.service.list(bed.actor('mem_o' as never, 'owner'), { limit: 100 }),
    );
    return Object.fromEntries(items.map((lead) => [lead.person.firstName, lead.attendedMinutes]));
  };

  it('C-07 two tabs count once, in the viewers and in the time', async () => {
    const where = await room(2);
    const [ann, ben] = where.people as [PersonId, PersonId];
    await report(
      peer('peer-joined', where, 0, ann, 'a1'),
      peer('peer-joined', where, 60, ann, 'a2'),
      peer('peer-joined', where, 90, ben, 'b1'),
    );
    expect(await session(where)).toMatchObject({ viewers: 2, attended: 2 });
    const ticks = bed.told.filter(
      ({ event, room: name }) => event === 'room:tick' && name === sessionRoom(where.tenantId, where.sessionId),
    );
    expect(ticks.at(-1)?.payload).toEqual({ messages: [], viewers: 2 });
    await report(peer('peer-left', where, 120, ann, 'a1'), peer('peer-left', where, 180, ann, 'a2'));
    expect(await session(where)).toMatchObject({ viewers: 1, attended: 2 });
    bed.clock.set(at(where, 300));
    expect(await attendance(where)).toEqual([
      { name: 'P1 Doe', seconds: 210, firstJoinedAt: at(where, 90), present: true },
      { name: 'P0 Doe', seconds: 180, firstJoinedAt: at(where, 0), present: false },
    ]);
    expect(await minutes(where)).toEqual({ P0: 3, P1: 0 });
  });

  it('does not count hosts as viewers or attendees', async () => {
    const where = await room();
    await report(peer('peer-joined', where, 0, newId('mem') as never, 'h1'));
    expect(await session(where)).toMatchObject({ viewers: 0, attended: 0 });
    expect(await attendance(where)).toEqual([]);
  });

  it('C-07 any order and any repetition of the same reports ends in the same attendance', async () => {
    const intervals = [
      { from: 0, to: 30 },
      { from: 20, to: 50 },
      { from: 70, to: 100 },
    ];
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (noise) => {
        const where = await room(1);
        const [person] = where.people as [PersonId];
        const reports = intervals.flatMap(({ from, to }, index) => [
          peer('peer-joined', where, from, person, `${where.sessionId}-${index}`),
          peer('peer-left', where, to, person, `${where.sessionId}-${index}`),
        ]);
        const shuffled = [...reports, ...reports]
          .map((each) => ({ each, order: noise.next().value as number }))
          .sort((a, b) => a.order - b.order)
          .map(({ each }) => each);
        await report(...shuffled);
        expect(await attendance(where)).toMatchObject([{ seconds: 80, firstJoinedAt: at(where, 0), present: false }]);
        expect(await session(where)).toMatchObject({ viewers: 0, attended: 1 });
      }),
      { numRuns: 6 },
    );
  });

  it('ends the interval of a connection that its sfu no longer names at its last word', async () => {
    const where = await room(2);
    const [ann, ben] = where.people as [PersonId, PersonId];
    await report(peer('peer-joined', where, 0, ann, 'x1'), peer('peer-joined', where, 0, ben, 'x2'));
    await report(alive(where, 10, 'x1', 'x2'), alive(where, 20, 'x2'));
    expect(await session(where)).toMatchObject({ viewers: 1 });
    const [, gone] = await attendance(where).then((items) =>
      items.sort((a, b) => Number(b.present) - Number(a.present)),
    );
    expect(gone).toMatchObject({ name: 'P0 Doe', seconds: 10, present: false });
    await report(alive(where, 30, 'x1', 'x2'));
    expect(await session(where)).toMatchObject({ viewers: 2 });
  });

  it('leaves the connections of another sfu alone', async () => {
    const where = await room(1);
    const [ann] = where.people as [PersonId];
    const elsewhere = { ...peer('peer-joined', where, 0, ann, 'y1'), nodeId: 'sfu-2' } as SfuReport;
    await report(elsewhere, alive(where, 10));
    expect(await session(where)).toMatchObject({ viewers: 1 });
  });

  it('closes a room whose sfu died without a word, at the last word', async () => {
    const where = await room(1);
    const [ann] = where.people as [PersonId];
    await report(peer('peer-joined', where, 0, ann, 'z1'), alive(where, 10, 'z1'));
    bed.clock.set(at(where, 10 + 2 * SFU_ALIVE_SECONDS));
    await bed.sfuReports.drain();
    expect(await session(where)).toMatchObject({ viewers: 1 });
    bed.clock.set(at(where, 10 + 4 * SFU_ALIVE_SECONDS));
    await bed.sfuReports.drain();
    expect(await session(where)).toMatchObject({ viewers: 0 });
    expect(await attendance(where)).toMatchObject([{ seconds: 10, present: false }]);
  });

  it('closes what is open when the session ends and writes the minutes to the leads', async () => {
    const where = await room(1);
    await report(peer('peer-joined', where, 0, where.people[0]!, 'e1'));
    bed.clock.set(at(where, 125));
    await bed.in(where.tenantId, () => bed.sessions.service.end(where.sessionId));
    await bed.settle();
    expect(await session(where)).toMatchObject({ status: 'ended', viewers: 0, attended: 1 });
    expect(await minutes(where)).toEqual({ P0: 2 });
    await report(peer('peer-left', where, 126, where.people[0]!, 'e1'));
    expect(await attendance(where)).toMatchObject([{ seconds: 126, present: false }]);
  });

  it('G-06 draws how many attendees were there at once, up to now and then to the end, without the host', async () => {
    const where = await room(2);
    const [ann, ben] = where.people as [PersonId, PersonId];
    await report(
      peer('peer-joined', where, 0, newId('mem') as never, 'host'),
      peer('peer-joined', where, 5, ann, 'c1'),
      peer('peer-joined', where, 12, ann, 'c2'),
      peer('peer-joined', where, 15, ben, 'c3'),
      peer('peer-left', where, 18, ben, 'c3'),
    );
    bed.clock.set(at(where, 25));
    expect(await ask(where, 'sessions.viewer-curve')).toEqual({
      from: at(where, 0),
      stepSeconds: 10,
      counts: [1, 2, 1],
      peak: { viewers: 2, at: at(where, 15) },
      average: (20 + 3) / 25,
      unique: 2,
      drops: [],
    });
    bed.clock.set(at(where, 30));
    await bed.in(where.tenantId, () => bed.sessions.service.end(where.sessionId));
    await bed.settle();
    bed.clock.set(at(where, 900));
    expect(await ask(where, 'sessions.viewer-curve')).toMatchObject({ counts: [1, 2, 1], unique: 2 });
  });

  it('G-06 there is no curve before a session goes live', async () => {
    const { id: tenantId } = bed.tenant();
    const planned = await bed.in(tenantId, () =>
      bed.sessions.service.create({
        title: 'T',
        description: '',
        startsAt: bed.clock.now(),
        durationMinutes: 60,
        timeZone: 'UTC',
      }),
    );
    const before = { tenantId, sessionId: planned.id, people: [], start: 0 };
    expect(await ask(before, 'sessions.viewer-curve')).toMatchObject({ from: null, counts: [], peak: null });
  });

  it('takes over what a consumer read and never acknowledged', async () => {
    const where = await room(1);
    await bed.sfuReports.drain();
    await bed.redis.xadd(
      SFU_REPORT_STREAM,
      '*',
      'report',
      JSON.stringify(peer('peer-joined', where, 0, where.people[0]!, 'd1')),
    );
    await bed.redis.xreadgroup('GROUP', SFU_REPORT_GROUP, 'dead', 'COUNT', 10, 'STREAMS', SFU_REPORT_STREAM, '>');
    await bed.sfuReports.drain();
    expect(await session(where)).toMatchObject({ viewers: 1 });
    expect(await bed.redis.xlen(SFU_REPORT_STREAM)).toBe(0);
  });

  it('drops what does not parse and goes on', async () => {
    const where = await room(1);
    const good = peer('peer-joined', where, 0, where.people[0]!, 'g1');
    await report('{', '{}', JSON.stringify({ ...good, tenantId: 'tnt_x' }), good);
    expect(await session(where)).toMatchObject({ viewers: 1 });
    expect(await bed.redis.xlen(SFU_REPORT_STREAM)).toBe(0);
  });

  it('A-05 a report about one tenant cannot touch the session of another', async () => {
    const [a, b] = [await room(1), await room(1)];
    const crossed = { ...peer('peer-joined', b, 0, b.people[0]!, 'c1'), tenantId: a.tenantId } as SfuReport;
    await report(crossed);
    expect(await session(b)).toMatchObject({ viewers: 0, attended: 0 });
    expect(await bed.in(b.tenantId, async () => AttendanceModel.countDocuments({}))).toBe(0);
  });

  it('reads the stream by itself once it is started', async () => {
    const where = await room(1);
    await bed.sfuReports.start();
    await bed.redis.xadd(
      SFU_REPORT_STREAM,
      '*',
      'report',
      JSON.stringify(peer('peer-joined', where, 0, where.people[0]!, 's1')),
    );
    await eventually(async () => (await session(where)).viewers === 1, { what: 'the viewer' });
  });

  it('P6 counts an audience from the index of its session', async () => {
    const [a, b] = [await room(1), await room(1)];
    await bed.in(a.tenantId, async () => AttendanceModel.find({ sessionId: b.sessionId }).lean());
    const explained = await bed.in(a.tenantId, async () =>
      AttendanceModel.find({ sessionId: a.sessionId, role: 'attendee' }).explain('executionStats'),
    );
    const { totalDocsExamined, nReturned } = (explained as any).executionStats;
    expect(totalDocsExamined).toBe(nReturned);
  });
});

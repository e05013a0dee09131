import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  idSchemas,
  type LeadId,
  type PersonId,
  SFU_COMMAND_STREAM,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import { createStageRights } from '@stageline/platform/stage-rights';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import { appRooms } from '../../realtime/hints.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { countViewersByTenants, personRoom, sessionRoom } from './index.ts';
import { createSessionsModule } from './sessions.module.ts';
import { SessionModel } from './sessions.model.ts';

describe('sessions', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const inHours = (hours: number) => new Date(bed.clock.now().getTime() + hours * 3_600_000);
  const plan = (title: string, startsAt = inHours(24)) => ({
    title,
    description: 'About',
    startsAt,
    durationMinutes: 60,
    timeZone: 'Europe/Berlin',
  });
  const create = (tenantId: TenantId, title = 'Class', startsAt = inHours(24)) =>
    bed.in(tenantId, () => bed.sessions.service.create(plan(title, startsAt)));
  /** One whose time has passed: it cannot be planned any more, only have been. */
  const pastOne = (tenantId: TenantId, title: string, startsAt: Date) =>
    bed.in(tenantId, () => bed.sessions.service.planFirst(newId('ses'), plan(title, startsAt)));
  const goLive = (tenantId: TenantId, id: SessionId) => bed.in(tenantId, () => bed.sessions.service.goLive(id));
  const end = (tenantId: TenantId, id: SessionId) => bed.in(tenantId, () => bed.sessions.service.end(id));
  const next = (tenantId: TenantId) => bed.sessions.service.nextSession(tenantId);
  const statesOf = (tenantId: TenantId, id: SessionId) =>
    bed.told
      .filter(({ event, room }) => event === 'room:state' && room === sessionRoom(tenantId, id))
      .map(({ payload }) => payload.status);
  const join = (tenantId: TenantId, token: string) => {
    const route = bed.sessions.routes?.find(({ operation }) => operation.id === 'sessions.join');
    return bed.in(tenantId, () =>
      route!.handle({ tenant: { id: tenantId, slug: 'site', url: '' }, body: { token } } as never),
    ) as Promise<any>;
  };
  async function registered(tenantId: TenantId, firstName = 'John'): Promise<{ leadId: LeadId; token: string }> {
    const email = `${firstName}-${newId('per')}@example.com`;
    await bed.join(tenantId, { firstName, lastName: 'Smith', email });
    const { items } = await bed.in(tenantId, () =>
      bed.leads.service.list(bed.actor('mem_o' as never, 'owner'), { limit: 100 }),
    );
    const leadId = items.find((lead) => lead.person.email === email)!.id;
    return { leadId, token: bed.joinLinks.tokenFor(tenantId, leadId) };
  }

  it('B-03 goes from planned to live to ended, tells the room and the dashboards, and nothing else is possible', async () => {
    const { id } = bed.tenant();
    const session = await create(id);
    expect(session).toMatchObject({ status: 'scheduled', startedAt: null, endsAt: inHours(25).toISOString() });
    await expect(end(id, session.id)).rejects.toMatchObject({ code: 'illegal-transition' });
    expect(await goLive(id, session.id)).toMatchObject({ status: 'live', startedAt: bed.clock.now().toISOString() });
    await expect(goLive(id, session.id)).rejects.toMatchObject({ code: 'illegal-transition' });
    expect(await end(id, session.id)).toMatchObject({ status: 'ended', endedAt: bed.clock.now().toISOString() });
    await expect(goLive(id, session.id)).rejects.toMatchObject({ code: 'illegal-transition' });
    expect(statesOf(id, session.id)).toEqual(['live', 'ended']);
    const hints = bed.told.filter(({ event, payload }) => event === 'hint' && payload.id === session.id);
    expect(new Set(hints.map(({ room }) => room))).toEqual(new Set([appRooms.hosts(id)]));
  });

  it('C-01 closes the room on every sfu when a session ends, and with it every right to its stage', async () => {
    const { id } = bed.tenant();
    const [session, other] = [await create(id), await create(id)];
    const rights = createStageRights(bed.redis);
    for (const each of [session, other])
      await rights.set(id, each.id, 'per_1', { standing: 'panelist', displayName: 'Ana R.' });
    await goLive(id, session.id);
    await end(id, session.id);
    await bed.settle();
    expect([(await rights.load(id, session.id)).size, (await rights.load(id, other.id)).size]).toEqual([0, 1]);
    const entries = await bed.redis.xrange(SFU_COMMAND_STREAM, '-', '+');
    const commands = entries.map(([, fields]) => JSON.parse(fields[1] ?? '{}'));
    expect(commands.filter(({ tenantId }) => tenantId === id)).toEqual([
      { v: 1, type: 'open-room', tenantId: id, sessionId: session.id },
      { v: 1, type: 'close-room', tenantId: id, sessionId: session.id },
    ]);
  });

  it('C-04 gives an attendee a media ticket before it is live once a host has asked them behind the stage, and tells them', async () => {
    const { id } = bed.tenant();
    const session = await create(id);
    const { token } = await registered(id, 'Speaker');
    const other = await registered(id, 'Other');
    const { identity } = await bed.tickets.verify('room', (await join(id, token)).roomTicket);
    const personId = identity as PersonId;
    const invite = () => bed.in(id, () => bed.sessions.service.inviteSpeaker(session.id, personId, 'Speaker S.'));
    await invite();
    await invite();
    expect(
      bed.told.filter(({ event, room }) => event === 'room:called' && room === personRoom(id, session.id, personId)),
    ).not.toEqual([]);
    const claims = await bed.tickets.verify('media', (await join(id, token)).mediaTicket);
    expect(claims).toMatchObject({ role: 'attendee', identity: personId, backstage: true });
    expect((await join(id, other.token)).mediaTicket).toBeNull();
    await goLive(id, session.id);
    expect(await bed.tickets.verify('media', (await join(id, token)).mediaTicket)).not.toHaveProperty('backstage');
    await expect(invite()).rejects.toMatchObject({ code: 'illegal-transition' });
  });

  it('C-04 keeps the layout that a host chose, tells it to the room, and to whoever comes later', async () => {
    const { id } = bed.tenant();
    const session = await create(id);
    const state = () => bed.in(id, () => bed.sessions.service.roomState(session.id));
    expect((await state()).layout).toEqual({ mode: 'grid', spotlight: null });
    const layout = { mode: 'speaker', spotlight: 'mem_kevin' } as const;
    const set = () => bed.in(id, () => bed.sessions.service.setLayout(session.id, layout));
    await set();
    const told = bed.told.filter(({ event, room }) => event === 'room:state' && room === sessionRoom(id, session.id));
    expect(told.at(-1)?.payload.layout).toEqual(layout);
    await goLive(id, session.id);
    expect((await state()).layout).toEqual(layout);
    await end(id, session.id);
    await expect(set()).rejects.toMatchObject({ code: 'illegal-transition' });
  });

  it('A-05 another tenant has no such session', async () => {
    const [a, b] = [bed.tenant(), bed.tenant()];
    const session = await create(b.id);
    const { service } = bed.sessions;
    const actor = bed.actor('mem_h' as never, 'host');
    const calls: (() => Promise<unknown>)[] = [
      () => service.get(session.id),
      () => service.goLive(session.id),
      () => service.end(session.id),
      () => service.openRoom(actor, session.id),
    ];
    for (const call of calls) {
      await expect(bed.in(a.id, call)).rejects.toMatchObject({ code: 'not-found' });
    }
    expect(await bed.in(b.id, () => service.get(session.id))).toMatchObject({ status: 'scheduled' });
  });

  it('knows the next session: live first, then the one that ends next; what nobody held is past', async () => {
    const { id } = bed.tenant();
    expect(await next(id)).toBeNull();
    await pastOne(id, 'missed', inHours(-48));
    const later = await create(id, 'later', inHours(48));
    const soon = await create(id, 'soon', inHours(2));
    expect(await next(id)).toMatchObject({ id: soon.id, timeZone: 'Europe/Berlin' });
    await goLive(id, later.id);
    expect(await next(id)).toMatchObject({ id: later.id, status: 'live' });
    await end(id, later.id);
    expect(await next(id)).toMatchObject({ id: soon.id });
    const { items } = await bed.in(id, () => bed.sessions.service.list());
    expect(items.map(({ title }) => title)).toEqual(['soon', 'later', 'missed']);
  });

  it('lists what is to come before what is past, also on a site with more of them than either part shows', async () => {
    const { id } = bed.tenant();
    await Promise.all(Array.from({ length: 101 }, (_, day) => pastOne(id, `day ${day}`, inHours(-48 - 24 * day))));
    await create(id, 'later', inHours(48));
    await create(id, 'soon', inHours(2));
    const { items } = await bed.in(id, () => bed.sessions.service.list());
    expect(items).toHaveLength(102);
    expect(items.slice(0, 3).map(({ title }) => title)).toEqual(['soon', 'later', 'day 0']);
    expect(items.at(-1)?.title).toBe('day 99');
  });

  it('A-01 plans the first masterclass once, however often the step runs', async () => {
    const { id } = bed.tenant();
    const sessionId = newId('ses');
    const step = (title: string) => bed.in(id, () => bed.sessions.service.planFirst(sessionId, plan(title)));
    await step('First');
    await step('Second');
    await Promise.all([step('Third'), step('Fourth')]);
    expect((await bed.in(id, () => bed.sessions.service.list())).items.map(({ title }) => title)).toEqual(['First']);
  });

  it("gives the host both tickets before and during the session, and the chat's alone after it", async () => {
    const { id, team } = bed.tenant('Hanna');
    const session = await create(id);
    const actor = bed.actor(team[0]!.id, 'host');
    const open = () => bed.in(id, () => bed.sessions.service.openRoom(actor, session.id));
    const entry = await open();
    expect(entry).toMatchObject({ displayName: 'Hanna', session: { id: session.id } });
    const who = { identity: team[0]!.id, displayName: 'Hanna', signInId: actor.signIn.id };
    const claims = { tenantId: id, sessionId: session.id, role: 'host', ...who, backstage: true };
    expect(await bed.tickets.verify('media', entry.mediaTicket!)).toEqual(claims);
    expect(await bed.tickets.verify('room', entry.roomTicket)).toEqual(claims);
    await goLive(id, session.id);
    expect(await bed.tickets.verify('media', (await open()).mediaTicket!)).not.toHaveProperty('backstage');
    await end(id, session.id);
    expect((await open()).mediaTicket).toBeNull();
  });

  it('C-08 exchanges a personal link for tickets; media only while the session is live', async () => {
    const { id } = bed.tenant();
    const session = await create(id);
    const { token } = await registered(id);
    await registered(id, 'Later');
    const early = await join(id, token);
    expect(early).toMatchObject({
      displayName: 'John S.',
      position: 1,
      joinedAfterYou: 1,
      mediaTicket: null,
      session: { id: session.id },
    });
    expect(Object.keys(early.site).sort()).toEqual(['logoUrl', 'profile', 'theme']);
    await goLive(id, session.id);
    const entry = await join(id, token);
    const claims = await bed.tickets.verify('media', entry.mediaTicket);
    expect(claims).toMatchObject({ tenantId: id, sessionId: session.id, role: 'attendee', displayName: 'John S.' });
    expect(idSchemas.per.safeParse(claims.identity).success).toBe(true);
    await expect(bed.tickets.verify('media', entry.mediaTicket)).rejects.toMatchObject({ code: 'invalid-ticket' });
    await expect(bed.tickets.verify('media', entry.roomTicket)).rejects.toMatchObject({ code: 'invalid-ticket' });
  });

  it('H-06 says nothing of the line in the room of a site that hides how many there are', async () => {
    const { id } = bed.tenant();
    await create(id);
    const { token } = await registered(id);
    bed.withoutTotals.add(id);
    expect(await join(id, token)).toMatchObject({ position: null, joinedAfterYou: null, displayName: 'John S.' });
    bed.withoutTotals.delete(id);
    expect(await join(id, token)).toMatchObject({ position: 1, joinedAfterYou: 0 });
  });

  it('C-08 refuses a forged link, and the link of another tenant', async () => {
    const [a, b] = [bed.tenant(), bed.tenant()];
    await create(a.id);
    await create(b.id);
    const { leadId, token } = await registered(a.id);
    const forged = [
      token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'),
      `${token}A`,
      `${token}=`,
      bed.joinLinks.tokenFor(b.id, leadId),
      bed.joinLinks.tokenFor(a.id, newId('led')),
      'x'.repeat(69),
    ];
    for (const text of forged) await expect(join(a.id, text)).rejects.toMatchObject({ code: 'invalid-ticket' });
    await expect(join(b.id, token)).rejects.toMatchObject({ code: 'invalid-ticket' });
    expect(await join(a.id, token)).toMatchObject({ position: 1 });
  });

  it('leads a link to its own session once that is over, and says so where none was planned', async () => {
    const { id } = bed.tenant();
    const first = await registered(id, 'Early');
    await expect(join(id, first.token)).rejects.toMatchObject({ code: 'not-found' });
    const session = await create(id);
    const { token } = await registered(id);
    await goLive(id, session.id);
    await end(id, session.id);
    expect(await join(id, token)).toMatchObject({ mediaTicket: null, session: { id: session.id, status: 'ended' } });
  });

  it('shows a change of another process within a second', async () => {
    const { id } = bed.tenant();
    expect(await next(id)).toBeNull();
    const other = createSessionsModule(bed.sessionsDeps);
    const session = await bed.in(id, () => other.service.create(plan('Elsewhere')));
    expect(await other.service.nextSession(id)).toMatchObject({ id: session.id });
    await eventually(async () => (await next(id))?.id === session.id, { what: 'the new session' });
  });

  it('counts live viewers by tenant', async () => {
    const [a, b] = [bed.tenant(), bed.tenant()];
    const [live, planned] = [await create(a.id), await create(b.id)];
    await goLive(a.id, live.id);
    await bed.in(a.id, async () => SessionModel.updateOne({ _id: live.id }, { $set: { viewers: 7 } }));
    await bed.in(b.id, async () => SessionModel.updateOne({ _id: planned.id }, { $set: { viewers: 9 } }));
    expect(await countViewersByTenants([a.id, b.id])).toEqual(new Map([[a.id, 7]]));
  });

  it('P6 finds the next session without looking at others', async () => {
    const { id } = bed.tenant();
    for (let n = 1; n <= 6; n += 1) await create(id, `s${n}`, inHours(n * 24));
    for (let n = 1; n <= 6; n += 1) await pastOne(id, `m${n}`, inHours(-n * 24));
    const explained = await bed.in(id, async () =>
      SessionModel.findOne({ $or: [{ status: 'live' }, { status: 'scheduled', endsAt: { $gt: bed.clock.now() } }] })
        .sort({ status: 1, endsAt: 1 })
        .explain('executionStats'),
    );
    expect((explained as any).executionStats).toMatchObject({ nReturned: 1, totalDocsExamined: 1 });
  });
});

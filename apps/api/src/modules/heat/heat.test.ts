import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadId, MembershipId, PersonId, SessionId, TenantId, TicketClaims } from '@stageline/contracts';
import { HEAT_HALF_LIFE_MS } from '@stageline/domain';
import { newId } from '@stageline/platform';
import { runAsSystem } from '@stageline/tenancy/system';
import mongoose from 'mongoose';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed, type TeamMember } from '../../testing/feature-bed.ts';
import { appRooms } from '../../realtime/hints.ts';
import { createTimelineModule } from '../timeline/index.ts';
import { heatMigrations } from './index.ts';

const MINUTE = 60_000;
let bed: FeatureBed;
beforeAll(async () => {
  bed = await createFeatureBed();
});
afterAll(() => bed.close());
const owner = () => bed.actor('mem_owner' as never, 'owner');

interface World {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
  readonly leads: Record<string, { id: LeadId; personId: PersonId }>;
  readonly team: TeamMember[];
}

/** A masterclass of an hour that has begun, and people who proved their addresses. */
async function world(...names: string[]): Promise<World> {
  const { id: tenantId, team } = bed.tenant();
  const plan = { title: 'Launch', description: '', startsAt: bed.clock.now(), durationMinutes: 60, timeZone: 'UTC' };
  const { id: sessionId } = await bed.in(tenantId, () => bed.sessions.service.create(plan));
  for (const name of names)
    await bed.join(tenantId, { firstName: name, lastName: 'Doe', email: `${name.toLowerCase()}@example.com` });
  await bed.in(tenantId, () => bed.sessions.service.goLive(sessionId));
  await bed.settle();
  const rows: any[] = await bed.in(tenantId, () => bed.model('Lead').find({}).lean());
  const leads = Object.fromEntries(rows.map(({ _id, personId, person }) => [person.firstName, { id: _id, personId }]));
  return { tenantId, sessionId, leads, team };
}
const visit = ({ tenantId, sessionId }: World, personId: PersonId, minutes: number | null) => {
  const joinedAt = bed.clock.now();
  const leftAt = minutes === null ? null : new Date(joinedAt.getTime() + minutes * MINUTE);
  return bed.in(tenantId, () =>
    bed.model('Attendance').create({
      _id: newId('att'),
      sessionId,
      identity: personId,
      role: 'attendee',
      connectionId: newId('att'),
      nodeId: 'n',
      joinedAt,
      leftAt,
      lastSeenAt: leftAt ?? joinedAt,
    }),
  );
};
const say = ({ tenantId, sessionId }: World, identity: PersonId, text: string) => {
  const ticket: TicketClaims = { tenantId, sessionId, role: 'attendee', identity, displayName: 'x' };
  const { handlers } = bed.chat.sockets![0]!;
  return bed.in(tenantId, async () =>
    handlers['room:send-message']!({ text, clientId: newId('msg') } as never, peer({ tenantId, ticket }), fakeSocket()),
  );
};
const heatOf = ({ tenantId }: World, leadId: LeadId, actor = owner()) =>
  bed.in(tenantId, () => bed.heat.service.of(actor, leadId));
const list = ({ tenantId }: World, query: object, actor = owner()) =>
  bed.in(tenantId, () => bed.leads.service.list(actor, { limit: 100, ...query }));
const namesOf = async (where: World, query: object) =>
  (await list(where, query)).items.map(({ person: { firstName } }) => firstName);
const stored = ({ tenantId }: World, leadId: LeadId): Promise<any> =>
  bed.in(tenantId, () => bed.model('Lead').findById(leadId).lean());

/** Ada stayed for most of it and asked what it costs; Bob only registered. */
async function hotWorld() {
  const where = await world('Ada', 'Bob');
  const { Ada } = where.leads;
  await visit(where, Ada!.personId, 55);
  bed.clock.advance(41 * MINUTE + 10_000);
  await say(where, Ada!.personId, 'What does it cost?');
  await say(where, Ada!.personId, 'Thank you');
  bed.clock.advance(18 * MINUTE + 50_000);
  await bed.in(where.tenantId, () => bed.sessions.service.end(where.sessionId));
  await bed.settle();
  return where;
}

describe('heat of a lead', () => {
  it('F heat: says by what somebody is hot, and where in the masterclass it was', async () => {
    const where = await hotWorld();
    const { id } = where.leads['Ada']!;
    const shown = await heatOf(where, id);
    expect(shown).toMatchObject({ band: 'hot', version: 1 });
    expect(shown.reasons.map(({ kind }) => kind)).toEqual([
      'attended',
      'price-asked',
      'confirmed',
      'registered',
      'chat',
    ]);
    expect(shown.reasons[0]).toMatchObject({ percent: 92, session: { id: where.sessionId, title: 'Launch' } });
    expect(shown.reasons[1]!.message).toEqual({ text: 'What does it cost?', isQuestion: true, second: 41 * 60 + 10 });
    expect(shown.reasons.reduce((sum, { points }) => sum + points, 0)).toBe(shown.points);
    expect(await heatOf(where, where.leads['Bob']!.id)).toMatchObject({ band: 'cold', points: 10 });
  });

  it('F heat: every reason leads to an entry of the timeline', async () => {
    const where = await hotWorld();
    const { id, personId } = where.leads['Ada']!;
    await bed.join(where.tenantId, { firstName: 'Cyd', lastName: 'Doe', email: 'cyd@example.com' });
    await bed.in(where.tenantId, () =>
      bed.model('LineMember').updateOne({ position: 3 }, { $set: { sponsor: 1, sponsorCause: 'invitation' } }),
    );
    const second = { title: 'Again', description: '', startsAt: bed.clock.now(), durationMinutes: 60, timeZone: 'UTC' };
    const { id: sessionId } = await bed.in(where.tenantId, () => bed.sessions.service.create(second));
    await visit({ ...where, sessionId }, personId, null);
    const { reasons } = await heatOf(where, id);
    expect(new Set(reasons.map(({ kind }) => kind))).toEqual(
      new Set(['registered', 'confirmed', 'attended', 'returned', 'price-asked', 'chat', 'brought']),
    );
    const timeline = createTimelineModule({
      line: bed.line.service,
      clock: bed.clock,
      assertVisible: (actor, leadId) => bed.leads.service.get(actor, leadId),
    });
    const page: any = await bed.in(where.tenantId, () =>
      (timeline.routes![0] as any).handle({ actor: owner(), params: { leadId: id }, query: { limit: 100 } }),
    );
    const entries = page.items.map((entry: { kind: string; id: string }) => `${entry.kind}.${entry.id}`);
    for (const { kind, entry } of reasons)
      expect([kind, entries.includes(`${entry.kind}.${entry.id}`)]).toEqual([kind, true]);
  });

  it('F heat: what is written with the lead is what its reasons come to', async () => {
    const where = await hotWorld();
    for (const { id } of Object.values(where.leads)) {
      const { hotUntil } = await heatOf(where, id);
      expect((await stored(where, id)).hotUntil.toISOString()).toBe(hotUntil);
    }
    expect((await stored(where, where.leads['Ada']!.id)).heat.why).toEqual(['attended', 'price-asked']);
  });

  it('F heat: knows of a question about the price while the masterclass goes on, and of who brought whom', async () => {
    const where = await world('Ada', 'Bob');
    const { Ada, Bob } = where.leads;
    await say(where, Bob!.personId, 'Was kostet das?');
    await bed.settle();
    expect((await stored(where, Bob!.id)).heat.why[0]).toBe('price-asked');
    await bed.in(where.tenantId, () => bed.places.sponsors.correct(Bob!.id, Ada!.id, 'He told me'));
    await bed.settle();
    expect((await heatOf(where, Ada!.id)).reasons.map(({ kind }) => kind)).toContain('brought');
    const brought = (await stored(where, Ada!.id)).hotUntil;
    await bed.in(where.tenantId, () => bed.places.sponsors.correct(Bob!.id, null, 'He did not'));
    await bed.settle();
    expect((await stored(where, Ada!.id)).hotUntil < brought).toBe(true);
  });

  it('F heat: an event that comes twice, late or for nobody changes nothing', async () => {
    const where = await hotWorld();
    const before = await stored(where, where.leads['Ada']!.id);
    const { personId } = where.leads['Ada']!;
    const merge = { mergeId: newId('mrg'), from: newId('led'), into: where.leads['Ada']!.id };
    const payloads: Record<string, object> = {
      'heat.merged': merge,
      'heat.parted': merge,
      'heat.joined': { sessionId: where.sessionId, personIds: [personId, newId('per')] },
      'heat.left': { sessionId: where.sessionId, personIds: [personId] },
      'heat.settled': { sessionId: where.sessionId },
      'heat.verified': { personId, leadId: where.leads['Ada']!.id, position: 1 },
      'heat.place-changed': { position: 1, revision: 1 },
      'heat.sponsor-corrected': { position: 1, from: null, to: 99 },
      'heat.price-mentioned': { sessionId: where.sessionId, personId, messageId: newId('msg') },
    };
    const told = bed.told.length;
    for (const { id, handle } of bed.heat.subscribers!)
      for (const _time of [1, 2])
        await bed.in(where.tenantId, async () => handle(payloads[id], { eventId: newId('evt') } as never));
    const after = await stored(where, where.leads['Ada']!.id);
    expect(Object.keys(payloads)).toHaveLength(bed.heat.subscribers!.length);
    expect([after.hotUntil, after.heat.why, after.version]).toEqual([before.hotUntil, before.heat.why, before.version]);
    // Nobody is hotter or colder than before: nobody is told.
    expect(bed.told.length).toBe(told);
  });

  it('F heat: a look that began earlier does not undo what a later one has seen', async () => {
    const where = await hotWorld();
    const { id, personId } = where.leads['Ada']!;
    const { hotUntil } = await stored(where, id);
    await bed.in(where.tenantId, () =>
      bed.model('Lead').updateOne({ _id: id }, { $set: { 'heat.at': new Date(bed.clock.now().getTime() + 1) } }),
    );
    await bed.in(where.tenantId, () => bed.model('ChatMessage').deleteMany({ identity: personId }));
    await bed.in(where.tenantId, () => bed.heat.service.refresh([personId]));
    expect((await stored(where, id)).hotUntil).toEqual(hotUntil);
    bed.clock.advance(1000);
    await bed.in(where.tenantId, () => bed.heat.service.refresh([personId]));
    expect((await stored(where, id)).hotUntil < hotUntil).toBe(true);
  });

  it('F heat: tells open pages when somebody becomes hot, those who may see the lead and nobody else', async () => {
    const where = await world('Ada', 'Bob');
    const { id, personId } = where.leads['Ada']!;
    const assignee = { membershipId: 'mem_rep' as MembershipId, name: 'Rep', at: bed.clock.now() };
    const [leaderId, reader] = ['mem_leader' as MembershipId, 'mem_reader' as MembershipId];
    const rep = { id: assignee.membershipId, name: 'Rep', email: 'rep@team.example', leaderId } as TeamMember;
    where.team.push(rep);
    const $set = { assignee, readers: [`o:${rep.id}`, `s:${reader}`] };
    await bed.in(where.tenantId, () => bed.model('Lead').updateOne({ _id: id }, { $set }));
    const rooms = () =>
      new Set(
        bed.told.filter(({ event, payload }) => event === 'hint' && payload.entity === 'lead').map((t) => t.room),
      );
    bed.told.length = 0;
    await bed.in(where.tenantId, () => bed.heat.service.refresh([where.leads['Bob']!.personId]));
    expect(rooms()).toEqual(new Set());
    await visit(where, personId, 60);
    await say(where, personId, 'How much is it?');
    await bed.settle();
    expect(rooms()).toEqual(
      new Set([
        appRooms.owners(where.tenantId),
        appRooms.member(where.tenantId, assignee.membershipId),
        appRooms.leader(where.tenantId, leaderId),
        appRooms.member(where.tenantId, reader),
      ]),
    );
  });

  it("F-08 A-05 heat is there for who may see the lead, and is made of nobody else's doing", async () => {
    const where = await hotWorld();
    const { id, personId } = where.leads['Ada']!;
    await expect(heatOf(where, id, bed.actor('mem_rep' as never, 'rep'))).rejects.toMatchObject({ code: 'not-found' });
    const other = await world('Eve');
    await expect(heatOf(other, id)).rejects.toMatchObject({ code: 'not-found' });
    const before = await stored(where, id);
    bed.clock.advance(MINUTE);
    await bed.in(other.tenantId, () => bed.heat.service.refresh([personId]));
    await bed.in(other.tenantId, () => bed.heat.service.refreshAttendees(where.sessionId));
    expect((await stored(where, id)).heat.at).toEqual(before.heat.at);
    await bed.in(where.tenantId, () => bed.heat.service.refresh([personId]));
    expect((await stored(where, id)).heat.at).not.toEqual(before.heat.at);
  });
});

describe('leads by heat', () => {
  it('F heat: are listed with the hottest first, filtered by band, and cool down by themselves', async () => {
    const where = await hotWorld();
    expect(await namesOf(where, { sort: 'hottest' })).toEqual(['Ada', 'Bob']);
    expect(await namesOf(where, { heat: 'hot' })).toEqual(['Ada']);
    expect(await namesOf(where, { heat: 'hot', stage: 'new' })).toEqual(['Ada']);
    const board = await bed.in(where.tenantId, () => bed.leads.service.board(owner(), 'default', { heat: 'hot' }));
    expect(board.columns.find(({ stage }) => stage === 'new')).toMatchObject({ count: 1, items: [{ heat: {} }] });
    await expect(list(where, { heat: 'hot', sort: 'newest' })).rejects.toMatchObject({ code: 'validation-failed' });
    bed.clock.advance(HEAT_HALF_LIFE_MS);
    expect([await namesOf(where, { heat: 'hot' }), await namesOf(where, { heat: 'warm' })]).toEqual([[], ['Ada']]);
    expect(await namesOf(where, { sort: 'hottest' })).toEqual(['Ada', 'Bob']);
  });

  it('F heat: are paged without a gap, those of equal heat too, and those who have shown nothing', async () => {
    const where = await world('Ada');
    const at = new Date('2000-01-01');
    const rows = Array.from({ length: 9 }, (_, index) => ({
      ...{ personId: newId('per'), person: { firstName: `I${index}`, lastName: 'x', email: `i${index}@x.example` } },
      ...{ pipelineId: 'default', stage: 'new', outcome: 'open', version: 1, stageChangedAt: at, createdAt: at },
      ...{ history: [], source: 'import', search: [], readers: ['o:nobody'], hotUntil: at, _id: newId('led') },
    }));
    await bed.in(where.tenantId, () => bed.model('Lead').insertMany(rows));
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: any = await list(where, { sort: 'hottest', limit: 2, ...(cursor !== '' && { cursor }) });
      seen.push(...page.items.map(({ person }: any) => person.firstName));
      cursor = page.nextCursor;
    }
    expect(seen[0]).toBe('Ada');
    expect(seen.length).toBe(10);
    expect(new Set(seen).size).toBe(10);
    expect((await list(where, { sort: 'hottest' })).items.at(-1)!.heat).toBeNull();
  });

  it('F heat: of leads from before there was heat, a migration looks at everything', async () => {
    const where = await hotWorld();
    const { id } = where.leads['Ada']!;
    const { hotUntil } = await stored(where, id);
    await bed.in(where.tenantId, () => bed.model('Lead').updateOne({ _id: id }, { $unset: { hotUntil: 1, heat: 1 } }));
    for (const { up } of heatMigrations)
      await runAsSystem('test: the migration of heat', () => up(mongoose.connection));
    expect((await stored(where, id)).hotUntil).toEqual(hotUntil);
  });
});

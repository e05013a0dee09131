import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { assignment, LeadId, MembershipId, TenantId } from '@stageline/contracts';
import { createUnitOfWork } from '@stageline/platform/outbox';
import mongoose from 'mongoose';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { leadOwnership } from '../leads/index.ts';
import { assignmentRoutes } from './assignment.routes.ts';
import { createAssignmentModule } from './assignment.module.ts';
import { assignmentTeam } from './candidates.ts';
import { decisionsRepository } from './decisions.repository.ts';
import { settingsRepository } from './settings.repository.ts';

type Settings = Partial<assignment.AssignmentSettings>;
type Routes = ReturnType<typeof assignmentRoutes>;

describe('assignment', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  let count = 0;
  async function register(tenantId: TenantId, times = 1): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      bed.clock.advance(1000);
      const form = { firstName: 'Jo', lastName: 'Doe', email: `lead${count++}@assign.example` };
      await bed.in(tenantId, () => bed.registrations.service.register(form, { source: 'api' }));
    }
    await bed.settle();
  }
  const manager = () => bed.actor('mem_manager' as MembershipId, 'owner');
  /** Oldest first. */
  const leadsOf = async (tenantId: TenantId) =>
    (await bed.in(tenantId, () => bed.leads.service.list(manager(), { limit: 100 }))).items.reverse();
  const ownersOf = async (tenantId: TenantId) =>
    (await leadsOf(tenantId)).map(({ assignee }) => assignee?.name ?? null);
  /** Calls an operation's handler as the server does, past the permission. */
  const call = <T = any>(tenantId: TenantId, id: string, input: object, actor = manager()): Promise<T> =>
    bed.in(tenantId, async () => {
      const binding = (bed.assignment.routes as Routes).find(({ operation }) => operation.id === id)!;
      return binding.handle({ actor, ...input } as never) as Promise<T>;
    });
  async function set(tenantId: TenantId, change: Settings, members: readonly assignment.MemberTerms[] = []) {
    const { version, waiting: _waiting, members: _members, ...settings } = await call(tenantId, 'assignment.get', {});
    return call(tenantId, 'assignment.set', { body: { ...settings, ...change, version, members } });
  }
  const explain = (tenantId: TenantId, leadId: LeadId, actor = manager()) =>
    call<any>(tenantId, 'assignment.explain', { params: { leadId } }, actor);
  const give = (tenantId: TenantId, leadId: LeadId, membershipId: MembershipId | null, seen: MembershipId | null) =>
    call(tenantId, 'leads.assign', { params: { leadId }, body: { membershipId, seen } });

  it('F-06 keeps leads that nobody has room for in their order, and hands them on as soon as somebody has', async () => {
    const { id, team } = bed.tenant('Ada');
    await set(id, { capacity: 2 });
    await register(id, 4);
    expect(await ownersOf(id)).toEqual(['Ada', 'Ada', null, null]);
    expect(await call(id, 'assignment.get', {})).toMatchObject({ waiting: 2, members: [{ verdict: 'full' }] });
    const [first] = await leadsOf(id);
    const move = { stage: 'won', version: first!.version } as const;
    await bed.in(id, () => bed.leads.service.move(bed.actor(team[0]!.id, 'rep'), first!.id, move));
    await bed.settle();
    expect(await ownersOf(id)).toEqual(['Ada', 'Ada', 'Ada', null]);
    await set(id, { capacity: null });
    expect(await ownersOf(id)).toEqual(['Ada', 'Ada', 'Ada', 'Ada']);
  });

  it('F-06 gives leads only to members who are there, where that is asked, and wakes when one comes', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    await set(id, { requireOnline: true });
    await register(id, 2);
    expect(await ownersOf(id)).toEqual([null, null]);
    await bed.in(id, () => bed.assignment.here(team[1]!.id));
    expect(await ownersOf(id)).toEqual(['Bob', 'Bob']);
    bed.clock.advance(200_000);
    await register(id);
    expect((await ownersOf(id)).at(-1)).toBeNull();
  });

  it('F-06 says of every lead why it is whose it is, to a rep only what concerns them, and replays it from the log', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob', 'Cyd');
    team[1]!.active = false;
    team[2]!.rank = 5;
    await set(id, { minimumRank: 3 });
    await register(id);
    const [lead] = await leadsOf(id);
    const { decisions, owners } = await explain(id, lead!.id);
    expect(owners).toEqual([]);
    expect(decisions).toMatchObject([
      { cause: 'rules', method: 'roundRobin', chosen: { name: 'Cyd' }, byOwner: false, actorName: null },
    ]);
    const verdicts = Object.fromEntries(decisions[0].reasons.map((reason: any) => [reason.name, reason.verdict]));
    expect(verdicts).toEqual({ Ada: 'rank-too-low', Bob: 'paused', Cyd: 'chosen' });
    const seenByCyd = await explain(id, lead!.id, bed.actor(team[2]!.id, 'rep'));
    expect(seenByCyd.decisions[0].reasons.map((reason: any) => reason.name)).toEqual(['Cyd']);
    await expect(explain(id, lead!.id, bed.actor(team[0]!.id, 'rep'))).rejects.toMatchObject({ code: 'not-found' });

    const replay = () => call(id, 'assignment.replay', { params: { decisionId: decisions[0].id } });
    expect(await replay()).toMatchObject({ same: true, chosen: team[2]!.id });
    const Decisions = mongoose.models['AssignmentDecision']!;
    await bed.in(id, async () =>
      Decisions.updateOne({ _id: decisions[0].id }, { $set: { 'input.rules.minimumRank': 9 } }),
    );
    expect(await replay()).toMatchObject({ same: false, chosen: null });
  });

  it('F-06 replays decisions by chance and by performance, too', async () => {
    for (const method of ['random', 'performanceBased'] as const) {
      const { id } = bed.tenant('Ada', 'Bob', 'Cyd');
      await set(id, { method });
      await register(id, 6);
      for (const lead of await leadsOf(id)) {
        const { decisions } = await explain(id, lead.id);
        expect(await call(id, 'assignment.replay', { params: { decisionId: decisions[0].id } })).toMatchObject({
          same: true,
          chosen: lead.assignee!.membershipId,
        });
      }
    }
  });

  it('F-06 shares leads as the terms say, within one lead, with many assignments at a time', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    for (const member of team) member.active = false;
    await register(id, 24);
    await set(id, {}, [{ membershipId: team[0]!.id, share: 3, capacity: null }]);
    for (const member of team) member.active = true;
    const others = [0, 1, 2].map(() => anotherProcess().queue);
    await Promise.all([bed.assignment.queue, ...others].map((queue) => bed.in(id, () => queue.drain())));
    const owners = await ownersOf(id);
    expect(owners.filter((name) => name === 'Ada')).toHaveLength(18);
    expect(owners.filter((name) => name === 'Bob')).toHaveLength(6);
    for (const lead of await leadsOf(id)) expect((await explain(id, lead.id)).decisions).toHaveLength(1);
  });

  it('F-06 a worker that dies in the middle of it leaves no lead without its decision, and no share taken', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    for (const member of team) member.active = false;
    await register(id, 3);
    for (const member of team) member.active = true;
    const steps = [
      () => ({ handOver: dieAfter(leadOwnership.handOver) }),
      () => ({ holdings: dieAfter(leadOwnership.holdings) }),
    ];
    for (const step of steps) {
      const dying = anotherProcess(step());
      await expect(bed.in(id, () => dying.queue.drain())).rejects.toThrow('killed');
      expect(await ownersOf(id)).toEqual([null, null, null]);
      const [lead] = await leadsOf(id);
      expect(await bed.in(id, () => decisionsRepository.ofLead(lead!.id))).toEqual([]);
      const { members } = await bed.in(id, () => settingsRepository.find());
      expect(members.every(({ credit }) => credit === 0)).toBe(true);
    }
    await bed.in(id, () => bed.assignment.queue.drain());
    expect((await ownersOf(id)).filter((name) => name !== null)).toHaveLength(3);
  });

  it('F-06 a manager gives a lead to somebody else; the log keeps who, whose it was, and both hear of it', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    await register(id);
    const [lead] = await leadsOf(id);
    const from = team.find(({ id: member }) => member === lead!.assignee!.membershipId)!;
    const to = team.find((member) => member !== from)!;
    await give(id, lead!.id, to.id, from.id);
    await bed.settle();
    expect(await ownersOf(id)).toEqual([to.name]);
    const { decisions, owners } = await explain(id, lead!.id);
    expect(decisions.map(({ cause, chosen }: any) => [cause, chosen.name])).toEqual([
      ['by-hand', to.name],
      ['rules', from.name],
    ]);
    expect(owners).toMatchObject([{ name: from.name, cause: 'by-hand' }]);
    expect(bed.audited.at(-1)).toMatchObject({ action: 'lead.assigned', after: { assignee: to.name } });
    const rooms = bed.told.filter(({ payload }) => payload.id === lead!.id).map(({ room }) => room);
    for (const member of [from, to]) expect(rooms.some((room) => room.includes(member.id))).toBe(true);
    await expect(give(id, lead!.id, from.id, from.id)).rejects.toMatchObject({ code: 'conflict' });
    const stranger = 'mem_01jqzzzzzzzzzzzzzzzzzzzzzz' as MembershipId;
    await expect(give(id, lead!.id, stranger, to.id)).rejects.toMatchObject({ code: 'validation-failed' });
  });

  it('F-06 of two managers who give away one lead at once one succeeds', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob', 'Cyd');
    await register(id);
    const [lead] = await leadsOf(id);
    const from = lead!.assignee!.membershipId;
    const others = team.filter(({ id: member }) => member !== from);
    const results = await Promise.allSettled(others.map((member) => give(id, lead!.id, member.id, from)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    expect((await explain(id, lead!.id)).owners).toHaveLength(1);
  });

  it('F-06 leads of somebody who is away go to the others; to them again while they are the one who may', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    team[1]!.active = false;
    await register(id, 3);
    team[1]!.active = true;
    const release = () => call(id, 'assignment.release', { params: { membershipId: team[0]!.id }, body: {} });
    team[0]!.active = false;
    expect(await release()).toEqual({ released: 3 });
    expect(await ownersOf(id)).toEqual(['Bob', 'Bob', 'Bob']);
    expect(await release()).toEqual({ released: 0 });
    team[0]!.active = true;
    const away = { params: { membershipId: team[1]!.id }, body: {} };
    await call(id, 'assignment.release', away);
    expect(await ownersOf(id)).toEqual(['Bob', 'Bob', 'Bob']);
    const [lead] = await leadsOf(id);
    expect((await explain(id, lead!.id)).decisions[0]).toMatchObject({ cause: 'rules', byOwner: true });
  });

  it('F-06 open leads of a member who left find another, once, however often it is said', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    await register(id, 4);
    const [gone] = team.splice(0, 1);
    const subscriber = bed.assignment.subscribers!.find(({ id: name }) => name === 'assignment.member-left')!;
    const leave = () => bed.in(id, async () => subscriber.handle({ membershipId: gone!.id } as never, {} as never));
    await leave();
    await leave();
    expect(await ownersOf(id)).toEqual(['Bob', 'Bob', 'Bob', 'Bob']);
    const past = await Promise.all((await leadsOf(id)).map(async (lead) => (await explain(id, lead.id)).owners));
    expect(past.flat().map(({ name, cause }: any) => [name, cause])).toEqual([
      ['Ada', 'member-left'],
      ['Ada', 'member-left'],
    ]);
  });

  it('F-06 refuses settings of a version that has passed, and members of another team', async () => {
    const [{ id }, other] = [bed.tenant('Ada'), bed.tenant('Bob')];
    const { waiting: _waiting, members: _members, ...settings } = await call(id, 'assignment.get', {});
    await set(id, { method: 'random' });
    expect(bed.audited.at(-1)).toMatchObject({
      action: 'assignment.changed',
      before: { method: 'roundRobin' },
      after: { method: 'random' },
    });
    const stale = { ...settings, members: [] };
    await expect(call(id, 'assignment.set', { body: stale })).rejects.toMatchObject({ code: 'conflict' });
    const foreign = [{ membershipId: other.team[0]!.id, share: 1, capacity: null }];
    await expect(set(id, {}, foreign)).rejects.toMatchObject({
      code: 'validation-failed',
      issues: [{ pointer: '/members/0/membershipId' }],
    });
  });

  /** The module as another process runs it. */
  function anotherProcess(replaced: Partial<typeof leadOwnership> = {}) {
    const { redis, clock, members } = bed;
    return createAssignmentModule({
      redis,
      clock,
      unitOfWork: createUnitOfWork({ connection: mongoose.connection, nudge: () => undefined }),
      ...assignmentTeam(members),
      audit: { record: async () => undefined },
      leads: { ...leadOwnership, ...replaced },
      visibleTo: async () => ({ kind: 'all' }),
      assertVisible: async () => undefined,
      responseClocks: async () => () => null,
    });
  }
});

/** Does what it should, and then the process is gone. */
const dieAfter = <A extends readonly unknown[], R>(step: (...args: A) => Promise<R>) => {
  return async (...args: A): Promise<R> => {
    await step(...args);
    throw new Error('killed');
  };
};

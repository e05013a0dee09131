import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  assignment,
  notifications,
  responses,
  type LeadId,
  type MembershipId,
  type OperationDefinition,
  type ResponseLimit,
  type TenantId,
} from '@stageline/contracts';
import { callOperation } from '../../testing/call-operation.ts';
import { createFeatureBed, type FeatureBed, type TeamMember } from '../../testing/feature-bed.ts';
import { leadResponses } from '../leads/index.ts';
import type { ApiModule } from '../../http/module.ts';

describe('response limits', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const manager = () => bed.actor('mem_manager' as MembershipId, 'owner');
  const call = <Op extends OperationDefinition>(
    tenantId: TenantId,
    module: ApiModule,
    operation: Op,
    input?: Parameters<typeof callOperation<Op>>[3],
  ) => bed.in(tenantId, () => callOperation(module, operation, manager(), input));
  let count = 0;
  async function register(tenantId: TenantId): Promise<LeadId> {
    const form = { firstName: 'Jo', lastName: 'Doe', email: `lead${count++}@response.example` };
    await bed.in(tenantId, () => bed.registrations.service.register(form, { source: 'api' }));
    await bed.settle();
    const { items } = await bed.in(tenantId, () => bed.leads.service.list(manager(), { limit: 1 }));
    return items[0]!.id;
  }
  const lead = (tenantId: TenantId, id: LeadId) => bed.in(tenantId, () => bed.leads.service.get(manager(), id));
  const explain = (tenantId: TenantId, leadId: LeadId) =>
    call(tenantId, bed.assignment, assignment.explainAssignment, { params: { leadId } });
  async function set(tenantId: TenantId, change: Partial<ResponseLimit>): Promise<ResponseLimit> {
    const before = await call(tenantId, bed.responses, responses.getResponseLimit);
    const { siteTimeZone: _z, waiting: _w, overdue: _o, answered: _a, answeredInTime: _i, ...form } = before;
    return call(tenantId, bed.responses, responses.setResponseLimit, { body: { ...form, ...change } });
  }
  async function sweepAt(instant: string): Promise<void> {
    bed.clock.advance(Date.parse(instant) - bed.clock.now().getTime());
    await bed.responses.sweep();
    await bed.settle();
  }
  const toldOf = async (tenantId: TenantId, member: MembershipId): Promise<string[]> => {
    const query = { limit: 50 };
    const { items } = await bed.in(tenantId, () =>
      callOperation(bed.notifications, notifications.listNotifications, bed.actor(member, 'rep'), { query }),
    );
    return items.map(({ kind }) => kind).reverse();
  };
  /** A site with a rep, another one, and an owner over them. */
  function site(): { id: TenantId; team: TeamMember[]; ada: TeamMember; bob: TeamMember; boss: TeamMember } {
    const { id, team } = bed.tenant('Ada', 'Bob', 'Cyd');
    const [ada, bob, boss] = team as [TeamMember, TeamMember, TeamMember];
    (boss as { roles: TeamMember['roles'] }).roles = ['owner'];
    for (const { id: rep } of [ada, bob]) bed.leaders.set(rep, [boss.id]);
    bob.active = false;
    return { id, team, ada, bob, boss };
  }

  it('F-07 reminds, escalates and reassigns over a weekend, each once, and keeps whose it was', async () => {
    const { id, ada, bob, boss } = site();
    // Friday, 16:00 in Berlin; the clocks go forward on Sunday.
    await sweepAt('2026-03-27T15:00:00Z');
    const leadId = await register(id);
    expect((await lead(id, leadId)).response).toMatchObject({ dueAt: '2026-03-30T09:00:00.000Z', step: 'running' });
    bob.active = true;
    await sweepAt('2026-03-30T07:59:00Z');
    expect(await toldOf(id, ada.id)).toEqual(['lead-assigned']);
    await sweepAt('2026-03-30T08:00:00Z');
    await sweepAt('2026-03-30T08:59:00Z');
    expect(await toldOf(id, ada.id)).toEqual(['lead-assigned', 'response-due']);
    await Promise.all([sweepAt('2026-03-30T09:00:00Z'), bed.responses.sweep(), bed.responses.sweep()]);
    expect(await toldOf(id, boss.id)).toEqual(['response-overdue']);
    expect(await call(id, bed.responses, responses.getResponseLimit)).toMatchObject({ waiting: 1, overdue: 0 });
    await Promise.all([sweepAt('2026-03-30T10:00:00Z'), bed.responses.sweep(), bed.responses.sweep()]);
    await bed.settle();

    const after = await lead(id, leadId);
    expect(after).toMatchObject({ assignee: { name: 'Bob' }, response: { step: 'running', answeredAt: null } });
    expect(after.response!.dueAt).toBe('2026-03-30T14:00:00.000Z');
    expect(await toldOf(id, ada.id)).toEqual(['lead-assigned', 'response-due', 'lead-taken']);
    expect(await toldOf(id, bob.id)).toEqual(['lead-assigned']);
    const { decisions, owners } = await explain(id, leadId);
    expect(decisions).toMatchObject([
      { cause: 'no-response', chosen: { name: 'Bob' } },
      { cause: 'rules', chosen: { name: 'Ada' } },
    ]);
    const verdicts = Object.fromEntries(decisions[0]!.reasons.map((reason) => [reason.name, reason.verdict]));
    expect(verdicts).toMatchObject({ Ada: 'excluded', Bob: 'chosen' });
    expect(owners).toMatchObject([
      { name: 'Ada', cause: 'no-response', answeredAt: null, dueAt: '2026-03-30T09:00:00.000Z' },
    ]);
    const replay = { params: { decisionId: decisions[0]!.id } };
    expect(await call(id, bed.assignment, assignment.replayDecision, replay)).toMatchObject({ same: true });

    // Nobody else is left: it stays with Bob, and the owner knows.
    for (const instant of ['15:00', '16:00', '17:00']) await sweepAt(`2026-03-31T${instant}:00Z`);
    expect(await lead(id, leadId)).toMatchObject({ assignee: { name: 'Bob' }, response: { step: 'stayed' } });
    expect(await toldOf(id, boss.id)).toEqual(['response-overdue', 'response-overdue']);
  });

  it('F-07 never takes a lead that a human has touched, and measures when', async () => {
    const { id, ada, bob, boss } = site();
    await sweepAt('2026-04-06T08:00:00Z');
    const [moved, noted, untouched] = [await register(id), await register(id), await register(id)];
    bob.active = true;
    await sweepAt('2026-04-06T11:30:00Z');
    const { version } = await lead(id, moved);
    const rep = bed.actor(ada.id, 'rep');
    await bed.in(id, () => bed.leads.service.move(rep, moved, { stage: 'contacted', version }));
    const touch = (by: string) => leadResponses.touch(noted, { at: bed.clock.now(), kind: 'note', by });
    await bed.in(id, () => touch('Ada'));
    bed.clock.advance(60_000);
    await bed.in(id, () => touch('Somebody else'));
    await sweepAt('2026-04-06T14:00:00Z');
    await sweepAt('2026-04-06T15:00:00Z');
    expect(await lead(id, noted)).toMatchObject({
      assignee: { name: 'Ada' },
      response: { answeredAt: '2026-04-06T11:30:00.000Z', answeredBy: { kind: 'note', name: 'Ada' } },
    });
    expect(await lead(id, moved)).toMatchObject({
      assignee: { name: 'Ada' },
      response: { answeredBy: { kind: 'stage' } },
    });
    expect(await lead(id, untouched)).toMatchObject({ assignee: { name: 'Bob' } });
    expect(await toldOf(id, boss.id)).toEqual(['response-overdue']);
    expect(await call(id, bed.responses, responses.getResponseLimit)).toMatchObject({
      waiting: 1,
      overdue: 0,
      answered: 2,
      answeredInTime: 2,
    });
  });

  it('F-07 a touch that is taken back was none: the limit runs on from where it stood, until it comes back', async () => {
    const { id, ada, bob, boss } = site();
    await sweepAt('2026-04-08T08:00:00Z');
    const leadId = await register(id);
    bob.active = true;
    const touch = (at: string) => ({ at: new Date(at), kind: 'call', by: 'Ada' }) as const;
    const inSite = <T>(act: (responses: typeof leadResponses) => Promise<T>) => bed.in(id, () => act(leadResponses));
    const first = touch('2026-04-08T08:10:00Z');
    await inSite((to) => to.touch(leadId, first));
    // Of another moment: not the one that counts.
    await inSite((to) => to.takeBack(leadId, touch('2026-04-08T08:11:00Z'), [], first.at));
    await sweepAt('2026-04-08T11:30:00Z');
    expect(await toldOf(id, ada.id)).toEqual(['lead-assigned']);
    await inSite((to) => to.takeBack(leadId, first, [], bed.clock.now()));
    expect((await lead(id, leadId)).response).toMatchObject({ answeredAt: null, answeredBy: null, step: 'running' });
    // There is a minute for second thoughts.
    await sweepAt('2026-04-08T11:30:59Z');
    expect(await toldOf(id, ada.id)).toEqual(['lead-assigned']);
    await sweepAt('2026-04-08T11:31:00Z');
    expect(await toldOf(id, ada.id)).toEqual(['lead-assigned', 'response-due']);
    await sweepAt('2026-04-08T12:00:00Z');
    expect(await toldOf(id, boss.id)).toEqual(['response-overdue']);
    await inSite((to) => to.bringBack(leadId, first));
    await sweepAt('2026-04-08T14:00:00Z');
    expect(await lead(id, leadId)).toMatchObject({
      assignee: { name: 'Ada' },
      response: { answeredAt: '2026-04-08T08:10:00.000Z', answeredBy: { kind: 'call', name: 'Ada' } },
    });
  });

  it('F-07 where the first touch is taken back the next one counts, whichever it is', async () => {
    const { id, ada } = site();
    await sweepAt('2026-04-09T08:00:00Z');
    const leadId = await register(id);
    const at = (minute: string) => ({ at: new Date(`2026-04-09T08:${minute}:00Z`), kind: 'note', by: 'Ada' }) as const;
    await bed.in(id, () => leadResponses.touch(leadId, at('10')));
    await sweepAt('2026-04-09T08:20:00Z');
    const { version } = await lead(id, leadId);
    await bed.in(id, () => bed.leads.service.move(bed.actor(ada.id, 'rep'), leadId, { stage: 'contacted', version }));
    await bed.in(id, () => leadResponses.takeBack(leadId, at('10'), [at('30')], bed.clock.now()));
    expect((await lead(id, leadId)).response).toMatchObject({ answeredBy: { kind: 'stage', name: 'Ada' } });
    // A touch that comes back is the first again; an older one than the owner's time is not theirs.
    await bed.in(id, () => leadResponses.bringBack(leadId, { ...at('10'), at: new Date('2026-04-09T07:00:00Z') }));
    expect((await lead(id, leadId)).response).toMatchObject({ answeredBy: { kind: 'stage' } });
    await bed.in(id, () => leadResponses.bringBack(leadId, at('10')));
    expect((await lead(id, leadId)).response).toMatchObject({ answeredAt: '2026-04-09T08:10:00.000Z' });
  });

  it('F-07 a touch in the moment of the hand-over wins or comes too late, never half', async () => {
    const { id, ada, bob } = site();
    await sweepAt('2026-04-13T08:00:00Z');
    const ids: LeadId[] = [];
    for (let n = 0; n < 6; n += 1) ids.push(await register(id));
    bob.active = true;
    await sweepAt('2026-04-13T12:30:00Z');
    bed.clock.advance(3_600_000);
    const versions = await Promise.all(ids.map(async (each) => (await lead(id, each)).version));
    const rep = bed.actor(ada.id, 'rep');
    const move = (leadId: LeadId, version: number) =>
      bed.in(id, () => bed.leads.service.move(rep, leadId, { stage: 'contacted', version })).catch(() => null);
    await Promise.all([bed.responses.sweep(), ...ids.map((each, index) => move(each, versions[index]!))]);
    for (const each of ids) {
      const { assignee, response, stage } = await lead(id, each);
      if (assignee!.name === 'Ada') expect(response!.answeredAt).not.toBeNull();
      // Moved after it was Bob's: then that is the first touch of his time.
      else expect(response!.answeredAt !== null).toBe(stage === 'contacted');
    }
  });

  it('F-07 holds for owners from now on, asks for nothing around closed leads, and ends where it is turned off', async () => {
    const { id } = site();
    await sweepAt('2026-05-04T08:00:00Z');
    const before = await register(id);
    await expect(set(id, { version: 7 })).rejects.toMatchObject({ code: 'conflict' });
    const limit = await set(id, { limitMinutes: 30, remindMinutes: 0, hours: null });
    expect(limit).toMatchObject({ version: 1, limitMinutes: 30, siteTimeZone: 'Europe/Berlin' });
    expect(bed.audited.at(-1)).toMatchObject({ action: 'response-limit.changed' });
    const next = await register(id);
    expect((await lead(id, before)).response!.dueAt).toBe('2026-05-04T12:00:00.000Z');
    expect((await lead(id, next)).response!.dueAt).toBe('2026-05-04T08:30:00.000Z');
    await set(id, { enabled: false });
    expect((await lead(id, await register(id))).response).toBeNull();
    await sweepAt('2026-05-04T16:00:00Z');
    for (const each of [before, next])
      expect(await lead(id, each)).toMatchObject({ assignee: { name: 'Ada' }, response: { step: 'running' } });
  });
});

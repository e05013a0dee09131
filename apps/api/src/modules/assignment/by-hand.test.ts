import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  assignment,
  leads,
  type LeadId,
  type MembershipId,
  type OperationDefinition,
  type TenantId,
} from '@stageline/contracts';
import type { MemberActor } from '../../http/route.ts';
import { callOperation } from '../../testing/call-operation.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { leadOwnership } from '../leads/index.ts';
import { createAssignmentModule } from './assignment.module.ts';
import { assignmentTeam } from './candidates.ts';

describe('leads handed over by people', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  let count = 0;
  async function register(tenantId: TenantId, times: number): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      bed.clock.advance(1000);
      const form = { firstName: 'Jo', lastName: 'Doe', email: `lead${count++}@by-hand.example` };
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
  const call = <Op extends OperationDefinition>(
    tenantId: TenantId,
    operation: Op,
    input: Parameters<typeof callOperation<Op>>[3],
    actor = manager(),
  ) => bed.in(tenantId, () => callOperation(bed.assignment, operation, actor, input));

  it('F-08 lets nobody give away, release or decide again what they do not see, nor what was only shared with them', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob', 'Cyd');
    const [ada, bob, cyd] = team.map((member) => member.id) as [MembershipId, MembershipId, MembershipId];
    for (const member of team.slice(1)) member.active = false;
    team[0]!.leaderId = bob;
    await register(id, 3);
    const [first, second, third] = await leadsOf(id);
    await call(id, assignment.assignLead, { params: { leadId: third!.id }, body: { membershipId: cyd, seen: ada } });
    // May assign, but sees only their own and those of whom they lead.
    const leader: MemberActor = {
      ...bed.actor(bob, 'rep'),
      permissions: new Set(['leads.read', 'leads.read-team', 'leads.edit', 'leads.assign'] as const),
    };
    const giveAs = (leadId: LeadId, seen: MembershipId) =>
      call(id, assignment.assignLead, { params: { leadId }, body: { membershipId: bob, seen } }, leader);
    const releaseAs = (membershipId: MembershipId) =>
      call(id, assignment.releaseLeads, { params: { membershipId }, body: {} }, leader);
    const replayAs = async (leadId: LeadId) => {
      const { decisions } = await call(id, assignment.explainAssignment, { params: { leadId } });
      const decisionId = decisions.find(({ cause }) => cause === 'rules')!.id;
      return call(id, assignment.replayDecision, { params: { decisionId } }, leader);
    };

    await expect(giveAs(third!.id, cyd)).rejects.toMatchObject({ code: 'not-found' });
    await expect(replayAs(third!.id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(releaseAs(cyd)).rejects.toMatchObject({ code: 'forbidden' });
    const share = { params: { leadId: third!.id, membershipId: bob } };
    await bed.in(id, () => callOperation(bed.leads, leads.shareLead, manager(), share));
    await expect(giveAs(third!.id, cyd)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await ownersOf(id)).toEqual(['Ada', 'Ada', 'Cyd']);

    await giveAs(first!.id, ada);
    expect(await replayAs(second!.id)).toMatchObject({ same: true });
    expect(await releaseAs(ada)).toEqual({ released: 1 });
  });

  it('F-06 releases no lead whose line in the audit log cannot be written', async () => {
    const { id, team } = bed.tenant('Ada');
    const ada = team[0]!.id;
    await register(id, 2);
    team[0]!.active = false;
    const { handOvers } = createAssignmentModule({
      redis: bed.redis,
      clock: bed.clock,
      unitOfWork: bed.unitOfWork,
      ...assignmentTeam(bed.members),
      audit: { record: () => Promise.reject(new Error('killed')) },
      leads: leadOwnership,
      visibleTo: async () => ({ kind: 'all' }),
      assertVisible: async () => undefined,
      responseClocks: async () => () => null,
    });
    await expect(bed.in(id, () => handOvers.release(manager(), ada, undefined))).rejects.toThrow('killed');
    expect(await ownersOf(id)).toEqual(['Ada', 'Ada']);
    const released = await call(id, assignment.releaseLeads, { params: { membershipId: ada }, body: {} });
    expect(released).toEqual({ released: 2 });
    const lines = bed.audited.filter(({ action, target }) => action === 'leads.released' && target?.id === ada);
    expect(lines).toMatchObject([{ after: { released: 2 } }]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import type { LeadId, MembershipId, TenantId } from '@stageline/contracts';
import { startPeer } from '@stageline/testing';
import { createFeatureBed, type FeatureBed, type TeamMember } from '../../testing/feature-bed.ts';
import { decisionsRepository } from './decisions.repository.ts';

/** A transaction of a process that was killed keeps its rows until the server gives it up. */
const DEADLINE_MS = 60_000;

describe('a worker that is killed between the hand-over of a lead and its commit', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const manager = () => bed.actor('mem_manager' as MembershipId, 'owner');
  const lead = (id: TenantId, leadId: LeadId) => bed.in(id, () => bed.leads.service.get(manager(), leadId));
  const causes = async (id: TenantId, leadId: LeadId) =>
    (await bed.in(id, () => decisionsRepository.ofLead(leadId))).map(({ cause }) => cause);
  async function register(id: TenantId): Promise<LeadId> {
    const form = { firstName: 'Jo', lastName: 'Doe', email: 'jo@killed.example' };
    await bed.in(id, () => bed.registrations.service.register(form, { source: 'api' }));
    await bed.settle();
    return (await bed.in(id, () => bed.leads.service.list(manager(), { limit: 1 }))).items[0]!.id;
  }
  /** Runs the work in a process of its own and kills it where it has handed the lead over. */
  async function killed(work: 'drain' | 'sweep', tenantId: TenantId, team: readonly TeamMember[]): Promise<void> {
    const now = bed.clock.now().toISOString();
    const task = { mongoUri: bed.mongoUri, redisUrl: bed.redisUrl, tenantId, team, now, work };
    const worker = await startPeer({
      command: process.execPath,
      args: [path.join(import.meta.dirname, '../../testing/assignment.child.ts'), JSON.stringify(task)],
      ready: { line: /did hand over/ },
    });
    worker.kill('SIGKILL');
    await worker.exited;
  }
  const mails = (id: TenantId) => bed.mails.filter(({ tenantId }) => tenantId === id).map(({ to }) => to);

  it(
    'F-06 loses no lead that waits and assigns none twice',
    async () => {
      const { id, team } = bed.tenant('Ada');
      team[0]!.active = false;
      const leadId = await register(id);
      team[0]!.active = true;
      await killed('drain', id, team);
      expect([(await lead(id, leadId)).assignee, await causes(id, leadId)]).toEqual([null, []]);
      await bed.in(id, () => bed.assignment.queue.drain());
      await bed.settle();
      expect([(await lead(id, leadId)).assignee?.name, await causes(id, leadId)]).toEqual(['Ada', ['rules']]);
      expect(mails(id).filter((to) => to === 'ada@team.example')).toHaveLength(1);
    },
    DEADLINE_MS,
  );

  it(
    'F-07 leaves a lead that nobody has answered whose it was, until another gives it away once',
    async () => {
      const { id, team } = bed.tenant('Ada', 'Bob');
      team[1]!.active = false;
      const leadId = await register(id);
      team[1]!.active = true;
      // Sunday noon: due on Monday at 13:00, and another's at 14:00 in Berlin.
      for (const instant of ['2026-03-02T12:00:00Z', '2026-03-02T13:00:00Z']) {
        bed.clock.advance(Date.parse(instant) - bed.clock.now().getTime());
        if (instant.includes('T12')) await bed.responses.sweep();
      }
      await killed('sweep', id, team);
      expect([(await lead(id, leadId)).assignee?.name, await causes(id, leadId)]).toEqual(['Ada', ['rules']]);
      await bed.responses.sweep();
      await bed.settle();
      expect([(await lead(id, leadId)).assignee?.name, await causes(id, leadId)]).toEqual([
        'Bob',
        ['no-response', 'rules'],
      ]);
      expect(mails(id).filter((to) => to === 'bob@team.example')).toHaveLength(1);
    },
    DEADLINE_MS,
  );
});

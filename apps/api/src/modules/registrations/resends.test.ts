import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadId, TenantId } from '@stageline/contracts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';

describe('mails of a registration, sent again', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const register = (tenantId: TenantId, email: string) =>
    bed.in(tenantId, () =>
      bed.registrations.service.register({ firstName: 'Jo', lastName: 'Ray', email }, { source: 'api' }),
    );
  const mailsTo = async (email: string) => {
    await bed.settle();
    return bed.mails.filter(({ to }) => to === email);
  };
  const leadOf = async (tenantId: TenantId): Promise<LeadId> => {
    const owner = bed.actor('mem_x' as never, 'owner');
    const { items } = await bed.in(tenantId, () => bed.leads.service.list(owner, { limit: 10 }));
    return items[0]!.id;
  };
  const toLead = (tenantId: TenantId, leadId: LeadId) =>
    bed
      .in(tenantId, () => bed.registrations.resends.toLead(bed.actor('mem_x' as never, 'owner'), leadId))
      .then(
        () => 'sent',
        ({ code }: { code: string }) => code,
      );
  const toAddress = (tenantId: TenantId, email: string) =>
    bed.in(tenantId, () => bed.registrations.resends.toAddress(email));

  it('B-05 sends the links again when the team asks, three times an hour, and writes down who did', async () => {
    const { id } = bed.tenant();
    await register(id, 'again@example.com');
    const [first] = await mailsTo('again@example.com');
    const leadId = await leadOf(id);
    const outcomes = [];
    for (let time = 0; time < 4; time += 1) outcomes.push(await toLead(id, leadId));
    expect(outcomes).toEqual(['sent', 'sent', 'sent', 'too-many-requests']);
    const mails = await mailsTo('again@example.com');
    expect(mails).toHaveLength(4);
    expect(mails.map(({ subject, text }) => [subject, text])).toEqual(mails.map(() => [first!.subject, first!.text]));
    const target = { type: 'lead', id: leadId, name: 'Jo Ray' };
    const noted = bed.audited.filter(({ action }) => action === 'registration.resent');
    expect(noted.map(({ target: of }) => of)).toEqual([target, target, target]);
    // Whoever asks, it is the same mailbox.
    await toAddress(id, 'again@example.com');
    expect(await mailsTo('again@example.com')).toHaveLength(4);
  });

  it('B-05 sends them to whoever says that an address is theirs, and tells nobody whether it is known', async () => {
    const { id } = bed.tenant();
    await register(id, 'mine@example.com');
    expect(await toAddress(id, 'mine@example.com')).toBeUndefined();
    expect(await toAddress(id, 'nobody@example.com')).toBeUndefined();
    expect([(await mailsTo('mine@example.com')).length, (await mailsTo('nobody@example.com')).length]).toEqual([2, 0]);
  });

  it('B-05 knows nobody of another site', async () => {
    const [mine, theirs] = [bed.tenant().id, bed.tenant().id];
    await register(theirs, 'theirs@example.com');
    await toAddress(mine, 'theirs@example.com');
    expect(await toLead(mine, await leadOf(theirs))).toBe('not-found');
    expect(await mailsTo('theirs@example.com')).toHaveLength(1);
  });
});

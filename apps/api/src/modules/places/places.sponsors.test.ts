import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadId, TenantId } from '@stageline/contracts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';

describe('sponsors', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  let count = 0;
  /** Somebody in the line. */
  async function member(tenantId: TenantId, via?: string, email = `s${count++}@example.com`) {
    const token = await bed.join(tenantId, { firstName: 'Sam', lastName: 'Lee', email, ...(via && { via }) });
    const view = () => bed.in(tenantId, () => bed.places.service.view(token));
    const leadId = bed.joinLinks.leadOf(tenantId, token)!;
    const code = new URL((await view()).inviteUrl!).searchParams.get('via')!;
    return { token, leadId, email, code, view, entry: () => entryOf(tenantId, leadId) };
  }
  async function entryOf(tenantId: TenantId, leadId: LeadId) {
    return bed.in(tenantId, async () => {
      const { linePosition } = await bed.model('Lead').findById(leadId).lean();
      return bed.model('LineMember').findOne({ position: linePosition }).lean();
    });
  }
  const correct = (tenantId: TenantId, leadId: LeadId, sponsorId: LeadId | null) =>
    bed.in(tenantId, () => bed.places.sponsors.correct(leadId, sponsorId, 'they met at a fair'));

  it('H-03 is whoever’s link somebody came by, once they have confirmed their address', async () => {
    const { id } = bed.tenant();
    const ana = await member(id);
    const registered = { firstName: 'Not', lastName: 'Yet', email: 'waiting@example.com', via: ana.code };
    await bed.in(id, () => bed.registrations.service.register(registered, { source: 'form' }));
    expect((await ana.view()).invited).toEqual({ count: 0, newest: [] });
    const omar = await member(id, ana.code);
    expect(await omar.entry()).toMatchObject({ sponsor: 1, sponsorCause: 'invite-link' });
    expect((await ana.view()).invited).toMatchObject({ count: 1, newest: [{ name: 'Sam L.' }] });
    expect(await ana.entry()).toMatchObject({ sponsor: null, sponsorCause: 'none' });
    expect(new Set([ana.code, omar.code]).size).toBe(2);
    expect(ana.code).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
  });

  it('H-03 the first sponsor stays, before the address is confirmed and after', async () => {
    const { id } = bed.tenant();
    const [first, second] = [await member(id), await member(id)];
    const form = { firstName: 'Two', lastName: 'Links', email: 'links@example.com' };
    for (const via of [first.code, second.code])
      await bed.in(id, () => bed.registrations.service.register({ ...form, via }, { source: 'api' }));
    const joined = await member(id, second.code, form.email);
    expect(await joined.entry()).toMatchObject({ sponsor: 1 });
    await bed.in(id, () => bed.registrations.service.register({ ...form, via: second.code }, { source: 'api' }));
    await bed.in(id, () => bed.places.service.confirm(joined.token));
    expect(await joined.entry()).toMatchObject({ sponsor: 1, sponsorCause: 'invite-link' });
  });

  it('H-03 another site’s code, a made-up one and one’s own count for nobody, and say so', async () => {
    const [{ id }, other] = [bed.tenant(), bed.tenant()];
    const foreign = await member(other.id);
    const own = await member(id, undefined, 'own@example.com');
    const causes = [];
    for (const [via, email] of [
      [foreign.code, 'a@example.com'],
      ['nonsense!', 'b@example.com'],
      [own.code, 'own+again@example.com'],
    ] as const)
      causes.push(await (await member(id, via, email)).entry());
    expect(causes.map(({ sponsor, sponsorCause }) => [sponsor, sponsorCause])).toEqual([
      [null, 'unknown-code'],
      [null, 'unknown-code'],
      [null, 'own-link-ignored'],
    ]);
  });

  it('H-03 is corrected with a trace, in no circle, and without moving anybody', async () => {
    const { id } = bed.tenant();
    const top = await member(id);
    const middle = await member(id, top.code);
    const low = await member(id, middle.code);
    const free = await member(id);
    const impossible = { code: 'sponsor-impossible' };
    for (const sponsor of [top, middle, low])
      await expect(correct(id, top.leadId, sponsor.leadId)).rejects.toMatchObject(impossible);
    expect(await correct(id, low.leadId, free.leadId)).toMatchObject({ cause: 'corrected' });
    expect(await low.entry()).toMatchObject({ position: 3, sponsor: 4, sponsorCause: 'corrected' });
    expect(bed.audited.at(-1)).toMatchObject({
      action: 'line.sponsor-corrected',
      target: { id: low.leadId },
      reason: 'they met at a fair',
      before: { sponsor: 2, cause: 'invite-link' },
      after: { sponsor: 4, cause: 'corrected' },
    });
    const line = await bed.in(id, () => bed.line.service.snapshot());
    expect(line.entries.map(({ position }) => position)).toEqual([4, 3, 2, 1]);
    await correct(id, low.leadId, null);
    expect(await low.entry()).toMatchObject({ sponsor: null, sponsorCause: 'corrected' });
    const foreign = await member(bed.tenant().id);
    await expect(correct(id, low.leadId, foreign.leadId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('H-03 shows who brought somebody, and finds by name or position whoever could have, who stands in the line', async () => {
    const { id } = bed.tenant();
    const top = await member(id);
    const low = await member(id, top.code);
    const of = (leadId: LeadId) => bed.in(id, () => bed.places.sponsors.of(leadId));
    expect(await of(low.leadId)).toEqual({
      position: 2,
      sponsor: { leadId: top.leadId, name: 'Sam Lee' },
      cause: 'invite-link',
    });
    const find = async (search: string) =>
      (await bed.in(id, () => bed.places.sponsors.candidates(low.leadId, search))).people.map(
        ({ position }) => position,
      );
    for (const search of ['sa le', 'LEE', '1']) expect([search, await find(search)]).toEqual([search, [1]]);
    for (const search of ['am', '.*', '2', '9']) expect([search, await find(search)]).toEqual([search, []]);
    await bed.in(id, () => bed.places.service.leave(top.token));
    expect(await find('sam')).toEqual([]);
    expect(await of(low.leadId)).toMatchObject({ sponsor: null, cause: 'invite-link' });
  });

  it('H-03 two corrections at once that would make a circle together do not both happen', async () => {
    const { id } = bed.tenant();
    const [a, b] = [await member(id), await member(id)];
    const both = await Promise.allSettled([correct(id, a.leadId, b.leadId), correct(id, b.leadId, a.leadId)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadId, TenantId } from '@stageline/contracts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { runAsSystem } from '@stageline/tenancy/system';
import { createPlacesModule, placeMigrations } from './index.ts';

describe('places in the line', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const register = (tenantId: TenantId, email: string) =>
    bed.in(tenantId, () =>
      bed.registrations.service.register({ firstName: 'John', lastName: 'Smith', email }, { source: 'api' }),
    );
  const leadOf = (tenantId: TenantId, email: string) =>
    bed.in(tenantId, async () => (await bed.model('Lead').findOne({ 'person.email': email }).lean())!);
  const tokenOf = async (tenantId: TenantId, email: string) =>
    bed.joinLinks.tokenFor(tenantId, (await leadOf(tenantId, email))._id as LeadId);
  const confirm = (tenantId: TenantId, token: string) => bed.in(tenantId, () => bed.places.service.confirm(token));
  const view = (tenantId: TenantId, token: string) => bed.in(tenantId, () => bed.places.service.view(token));
  const line = (tenantId: TenantId) => bed.in(tenantId, () => bed.line.service.snapshot());
  const stored = (tenantId: TenantId) => bed.in(tenantId, async () => bed.model('LineMember').find().lean());

  it('H-02 a place is taken by the proof of an address, all in one, and not by looking at the link', async () => {
    const { id } = bed.tenant();
    await register(id, 'john@example.com');
    const token = await tokenOf(id, 'john@example.com');
    expect(await view(id, token)).toMatchObject({ state: 'waiting', displayName: 'John S.', position: null });
    expect(await stored(id)).toHaveLength(0);
    expect(await confirm(id, token)).toMatchObject({ state: 'standing', position: 1, joinedAfterYou: 0 });
    expect(await line(id)).toMatchObject({ total: 1, cursor: 1, entries: [{ position: 1, name: 'John S.' }] });
    const lead = await leadOf(id, 'john@example.com');
    const person = await bed.in(id, async () => bed.model('Person').findOne().lean());
    expect([lead.linePosition, person?.verifiedAt]).toEqual([1, bed.clock.now()]);
    expect(await stored(id)).toMatchObject([{ personId: lead.personId, position: 1 }]);
  });

  it('H-02 positions follow the order of proof, and nobody counts without one', async () => {
    const { id } = bed.tenant();
    for (const name of ['first', 'never', 'second']) await register(id, `${name}@example.com`);
    for (const name of ['second', 'first']) await confirm(id, await tokenOf(id, `${name}@example.com`));
    const places = await Promise.all(
      ['second', 'first', 'never'].map(async (name) => (await leadOf(id, `${name}@example.com`)).linePosition),
    );
    expect(places).toEqual([1, 2, null]);
    expect(await line(id)).toMatchObject({ total: 2, cursor: 2 });
  });

  it('H-02 fifty tabs of one visitor, in two processes, take one place', async () => {
    const { id } = bed.tenant();
    await register(id, 'tabs@example.com');
    const token = await tokenOf(id, 'tabs@example.com');
    const other = createPlacesModule(bed.placesDeps);
    const both = [bed.places.service, other.service];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, tab) => bed.in(id, () => both[tab % 2]!.confirm(token))),
    );
    expect(answers.every(({ position }) => position === 1)).toBe(true);
    expect(await stored(id)).toHaveLength(1);
    const told = bed.told.filter(({ event, room }) => event === 'line:joined' && room.includes(id));
    await bed.settle();
    expect(new Set(told.map(({ payload }) => payload.to))).toEqual(new Set([1]));
  });

  it('H-02 takes nothing at all when a part of the transaction fails', async () => {
    const { id } = bed.tenant();
    await register(id, 'boom@example.com');
    const token = await tokenOf(id, 'boom@example.com');
    const leads = { ...bed.leads.service, setPlaces: () => Promise.reject(new Error('disk full')) };
    const { service } = createPlacesModule({ ...bed.placesDeps, leads });
    await expect(bed.in(id, () => service.confirm(token))).rejects.toThrow('disk full');
    expect(await stored(id)).toHaveLength(0);
    expect(await confirm(id, token)).toMatchObject({ position: 1 });
  });

  it('F-04 H-02 a link proves the address that it was mailed to, and no other', async () => {
    const { id } = bed.tenant();
    await register(id, 'one@example.com');
    await bed.settle();
    const [, mailed] = /\/place\/(\S+)/.exec(bed.mails.find(({ to }) => to === 'one@example.com')!.text)!;
    const { _id: leadId, personId, person } = await leadOf(id, 'one@example.com');
    // Before it is opened somebody makes another address the first one.
    const emails = ['two@example.com', 'one@example.com'].map((address) => ({
      address,
      verifiedAt: null,
      addedAt: bed.clock.now(),
    }));
    await bed.in(id, async () => {
      await bed.model('Person').updateOne({ _id: personId }, { $set: { emails, version: 1 } });
      await bed.leads.service.setPerson(personId, {
        ...person,
        email: 'two@example.com',
        otherEmails: ['one@example.com'],
      });
    });
    const proved = async () => {
      const row: any = await bed.in(id, async () => bed.model('Person').findOne({ _id: personId }).lean());
      return row.emails.filter(({ verifiedAt }: any) => verifiedAt !== null).map(({ address }: any) => address);
    };
    const tokenTo = (address?: string) => bed.joinLinks.tokenFor(id, leadId as LeadId, address);
    expect(await confirm(id, mailed!)).toMatchObject({ position: 1 });
    expect(await proved()).toEqual(['one@example.com']);
    // A link to nobody's address, or to none, leads to the place and proves nothing more.
    for (const token of [tokenTo('three@example.com'), tokenTo()])
      expect(await confirm(id, token)).toMatchObject({ position: 1 });
    expect(await proved()).toEqual(['one@example.com']);
    await confirm(id, tokenTo('two@example.com'));
    expect(await proved()).toEqual(['two@example.com', 'one@example.com']);
    await register(id, 'old@example.com');
    await confirm(id, await tokenOf(id, 'old@example.com'));
    const row: any = await bed.in(id, async () => bed.model('Person').findOne({ 'emails.address': /^old/ }).lean());
    expect(row.emails[0].verifiedAt).toEqual(bed.clock.now());
  });

  it('H-02 coming into the room by the personal link is as good a proof', async () => {
    const { id } = bed.tenant();
    await register(id, 'room@example.com');
    const { _id } = await leadOf(id, 'room@example.com');
    expect(await bed.in(id, () => bed.places.service.enter(_id as LeadId, ''))).toEqual({
      position: 1,
      joinedAfterYou: 0,
    });
    expect(await line(id)).toMatchObject({ total: 1 });
  });

  it('H-02 refuses a garbled link, and the link of another site', async () => {
    const [a, b] = [bed.tenant(), bed.tenant()];
    await register(a.id, 'own@example.com');
    const token = await tokenOf(a.id, 'own@example.com');
    for (const [id, text] of [
      [b.id, token],
      [a.id, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
      [a.id, 'x'.repeat(69)],
    ] as const) {
      await expect(confirm(id, text)).rejects.toMatchObject({ code: 'invalid-link' });
      await expect(view(id, text)).rejects.toMatchObject({ code: 'invalid-link' });
    }
    expect(await stored(a.id)).toHaveLength(0);
  });

  it('H-02 whoever stood in the line before addresses had to be proved keeps their place', async () => {
    const [{ id }, other] = [bed.tenant(), bed.tenant()];
    for (const name of ['one', 'two'])
      await bed.join(id, { firstName: name, lastName: 'X', email: `${name}@example.com` });
    await register(other.id, 'waiting@example.com');
    const registeredAt = bed.clock.now();
    await bed.in(id, async () => {
      await bed.model('Person').updateMany({}, { $set: { verifiedAt: null } });
      await bed.model('LineMember').updateMany({}, { $unset: { personId: 1, code: 1 } });
    });
    for (let run = 0; run < 2; run += 1) await runAsSystem('test', () => placeMigrations[0]!.up(undefined as never));
    const people: any[] = await bed.in(id, async () => bed.model('Person').find().sort({ _id: 1 }).lean());
    expect(people.map(({ verifiedAt }) => verifiedAt)).toEqual([registeredAt, registeredAt]);
    const members: any[] = await stored(id);
    expect(members.map(({ personId }) => personId).sort()).toEqual(people.map(({ _id }) => _id));
    expect((await leadOf(id, 'two@example.com')).linePosition).toBe(2);
    expect(await bed.in(other.id, async () => bed.model('Person').findOne().lean())).toMatchObject({
      verifiedAt: null,
    });
  });

  it('H-07 says nothing of positions where the site keeps to itself how many there are', async () => {
    const { id } = bed.tenant();
    bed.withoutTotals.add(id);
    const token = await bed.join(id, { firstName: 'Ana', lastName: 'Ray', email: 'hidden@example.com' });
    expect(await view(id, token)).toMatchObject({ state: 'standing', position: null, joinedAfterYou: null });
  });
});

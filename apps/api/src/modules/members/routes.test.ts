import { beforeAll, describe, expect, it } from '@jest/globals';
import { MemberAvailable, type MembershipId } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import { createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';
import type { NewMember } from './members.service.ts';

let bed: SiteBed;
let kevin: Awaited<ReturnType<SiteBed['activeTenant']>>;
let jane: Awaited<ReturnType<SiteBed['activeTenant']>>;
let owner: ReturnType<typeof visitor>;
/** Who was said to be there for leads, in turn. */
const available: MembershipId[] = [];
const listener = subscriber({
  id: 'test.available',
  event: MemberAvailable,
  transactional: false,
  handle: async ({ membershipId }) => void available.push(membershipId),
});
const timesAvailable = async (id: MembershipId): Promise<number> => {
  await bed.relay.drain();
  return available.filter((each) => each === id).length;
};

beforeAll(async () => {
  bed = await createSiteBed({ extend: () => [{ name: 'listener', subscribers: [listener] }] });
  await bed.relay.start();
  kevin = await bed.activeTenant('kevin-team');
  jane = await bed.activeTenant('jane-team');
  owner = await logIn(kevin.host, kevin.email, kevin.password);
});

async function logIn(host: string, email: string, password: string) {
  const browser = visitor(bed, host);
  expect((await browser.post('/auth/log-in', { email, password })).status).toBe(200);
  return browser;
}
const rep = (name: string): NewMember => ({
  name,
  email: `${name}@kevin-team.example`,
  password: 'a long password',
  roles: ['rep'],
});
const inKevin = <T>(fn: () => Promise<T>) => runInTenant(kevin.tenantId, fn);
const add = (member: NewMember) => inKevin(() => bed.members.add(member));

describe('200', () => {
  it('lists the team with rank and open leads', async () => {
    const added = await add(rep('desk1'));
    expect(added).toMatchObject({ name: 'desk1', roles: ['rep'], rank: 1, active: true, openLeads: 0 });
    expect(await timesAvailable(added.id)).toBe(1);
    bed.notes.openLeads.set(added.id, 3);
    const { body } = await owner.get('/members');
    expect(body.items.map(({ name, openLeads }: { name: string; openLeads: number }) => [name, openLeads])).toEqual([
      ['Owner of kevin-team', 0],
      ['desk1', 3],
    ]);
    await logIn(kevin.host, added.email, 'a long password');
  });

  it('links an existing account and leaves its password alone', async () => {
    await add({ ...rep('x'), name: 'Jane here', email: jane.email });
    await logIn(kevin.host, jane.email, jane.password);
    expect(
      (await visitor(bed, kevin.host).post('/auth/log-in', { email: jane.email, password: 'a long password' })).status,
    ).toBe(401);
  });

  it('pauses and resumes a member', async () => {
    const member = await add(rep('pausing'));
    expect((await owner.patch(`/members/${member.id}`, { active: false })).body).toMatchObject({
      id: member.id,
      active: false,
    });
    expect(await timesAvailable(member.id)).toBe(1);
    expect((await owner.patch(`/members/${member.id}`, { active: true })).body).toMatchObject({ active: true });
    expect(await timesAvailable(member.id)).toBe(2);
  });
});

describe('401 and 403', () => {
  it('L-04 a rep neither sees nor changes the team', async () => {
    expect((await visitor(bed, kevin.host).get('/members')).status).toBe(401);
    const curious = await add(rep('curious'));
    const browser = await logIn(kevin.host, curious.email, 'a long password');
    expect((await browser.get('/members')).status).toBe(403);
    expect((await browser.patch(`/members/${curious.id}`, { active: false })).status).toBe(403);
  });
});

describe('404', () => {
  it('A-05 a member of another site does not exist', async () => {
    const [member] = await runInTenant(jane.tenantId, () => bed.members.list());
    expect((await owner.patch(`/members/${member!.id}`, { active: false })).status).toBe(404);
    const [after] = await runInTenant(jane.tenantId, () => bed.members.list());
    expect(after).toEqual(member);
  });
});

describe('409', () => {
  it('one address is on a team once, also when added twice at a time', async () => {
    const attempts = await Promise.allSettled([1, 2, 3].map(() => add(rep('twice'))));
    const refused = attempts.filter((attempt) => attempt.status === 'rejected');
    expect(refused.map(({ reason }) => reason.code)).toEqual(['already-member', 'already-member']);
  });
});

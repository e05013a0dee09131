import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadId, MembershipId, PersonId, TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { runAsSystem } from '@stageline/tenancy/system';
import { driverProbe } from '@stageline/testing';
import mongoose from 'mongoose';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { duplicateKeys, leadImports, leadMigrations, likeness } from '../leads/index.ts';

interface Who {
  firstName: string;
  lastName: string;
  email: string;
  phone?: string | null;
  company?: string | null;
  otherEmails?: string[];
}
const person = (who: Partial<Who>) => ({
  firstName: 'Anna',
  lastName: 'Bauer',
  email: `${newId('per')}@example.com`,
  phone: null,
  company: null,
  ...who,
});

describe('what makes two leads one person', () => {
  const reasons = (a: Partial<Who>, b: Partial<Who>) => {
    const [first, second] = [person(a), person(b)];
    const found = likeness(first, second);
    // Whatever is alike is compared at all: they share a key.
    const keys = new Set(duplicateKeys(first));
    if (found.length > 0) expect(duplicateKeys(second).filter((key) => keys.has(key))).not.toEqual([]);
    return found;
  };
  const other = { firstName: 'Omar', lastName: 'Said' };
  const acme = { company: 'Acme GmbH' };

  it.each<[string, Partial<Who>, Partial<Who>, readonly string[]]>([
    ['a number', { phone: '+15551234567' }, { ...other, phone: '+15551234567' }, ['same-phone']],
    ['a number without its country', { phone: '5551234567' }, { ...other, phone: '5551234567' }, []],
    ['a plus-tag', { email: 'a@x.example' }, { ...other, email: 'a+line@x.example' }, ['same-mailbox']],
    ['dots at Gmail', { email: 'an.na@gmail.com' }, { ...other, email: 'anna@googlemail.com' }, ['same-mailbox']],
    ['dots elsewhere', { email: 'an.na@x.example' }, { ...other, email: 'anna@x.example' }, []],
    ['another address', { otherEmails: ['b@x.example'] }, { ...other, email: 'b+1@x.example' }, ['same-mailbox']],
    ['a name', {}, {}, ['same-name']],
    ['a name in another order, with accents', { firstName: 'Bauer', lastName: 'Ánna' }, {}, ['same-name']],
    ['a name and a company', acme, { company: 'ACME' }, ['same-name-and-company']],
    ['a name at two companies', acme, { company: 'Zenith' }, []],
    ['a slip in the name', acme, { ...acme, lastName: 'Baeur' }, ['similar-name-and-company']],
    ['slips in both names', acme, { ...acme, firstName: 'Ana', lastName: 'Baur' }, ['similar-name-and-company']],
    ['a slip in the company', { company: 'Northwind' }, { company: 'Northwnd' }, ['same-name-and-company']],
    ['two colleagues', acme, { ...acme, firstName: 'Omar' }, []],
    ['a slip without a company', {}, { lastName: 'Baeur' }, []],
  ])('F-04 %s', (_what, a, b, expected) => {
    expect(reasons(a, b)).toEqual(expected);
  });
});

const MANY = 4000;

describe('leads that may be the same person', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const owner = () => bed.actor('mem_owner' as MembershipId, 'owner');
  const register = (id: TenantId, who: Partial<Who>) => {
    const { company, phone, ...form } = person(who);
    return bed.in(id, () =>
      bed.registrations.service.register(
        { ...form, ...(company && { company }), ...(phone && { phone }) },
        { source: 'api' },
      ),
    );
  };
  const list = async (id: TenantId, state: 'open' | 'dismissed' = 'open', actor = owner()) =>
    (await bed.in(id, () => bed.merges.duplicates.list(actor, { state, limit: 50 }))).items;
  const count = async (id: TenantId, actor = owner()) =>
    (await bed.in(id, () => bed.merges.duplicates.count(actor))).count;
  const shown = async (id: TenantId, state: 'open' | 'dismissed' = 'open') =>
    (await list(id, state)).map(({ leads, reasons }) => [
      ...leads.map(({ person: { firstName } }) => firstName).toSorted(),
      ...reasons,
    ]);

  it('F-04 a suspicion appears after a registration and an import, and goes when they are alike no more', async () => {
    const { id } = bed.tenant();
    await register(id, { firstName: 'Anna', phone: '+15552345678' });
    await register(id, { firstName: 'Omar' });
    await bed.merges.sweep();
    expect(await shown(id)).toEqual([]);
    await register(id, { firstName: 'Ana', lastName: 'B', phone: '+15552345678' });
    await bed.merges.sweep();
    expect(await shown(id)).toEqual([['Ana', 'Anna', 'same-phone']]);
    const imported = { _id: newId('led'), personId: newId('per'), person: person({ firstName: 'Omar' }) };
    const entry = { pipelineId: 'default', stage: 'new', at: bed.clock.now(), cause: 'import' } as never;
    await bed.in(id, () => leadImports.insert([imported], { entry, outcome: 'open', assignee: null }));
    await bed.merges.sweep();
    expect(await shown(id)).toEqual([
      ['Ana', 'Anna', 'same-phone'],
      ['Omar', 'Omar', 'same-name'],
    ]);
    expect(await count(id)).toBe(2);
    await bed.in(id, () =>
      bed.leads.service.setPerson(imported.personId as PersonId, { ...imported.person, lastName: 'Zhou' }),
    );
    await bed.merges.sweep();
    expect(await shown(id)).toEqual([['Ana', 'Anna', 'same-phone']]);
  });

  it('F-04 "two people" is remembered for the pair, goes along with a merge, and can be taken back', async () => {
    const { id } = bed.tenant();
    for (const firstName of ['Anna', 'Ana', 'Anne']) await register(id, { firstName, phone: '+15552345678' });
    await bed.merges.sweep();
    expect(await count(id)).toBe(3);
    const pair = (await list(id)).find(({ leads }) => leads.every(({ person: p }) => p.firstName !== 'Anne'))!;
    await bed.in(id, () => bed.merges.duplicates.dismiss(owner(), pair.id));
    await bed.in(id, () => bed.merges.duplicates.dismiss(owner(), pair.id));
    expect(bed.audited.filter(({ action }) => action === 'duplicate.dismissed')).toHaveLength(1);
    // Compared again, it stays so.
    await bed.in(id, async () => mongoose.models['Lead']!.updateMany({}, { $set: { unchecked: true } }));
    await bed.merges.sweep();
    expect([await count(id), await shown(id, 'dismissed')]).toEqual([2, [['Ana', 'Anna', 'same-phone']]]);
    // Ana becomes part of Anne: then Anne is not Anna either.
    const leads: any[] = await bed.in(id, async () => bed.model('Lead').find().lean());
    const named = (name: string) => leads.find((lead) => lead.person.firstName === name);
    const [into, from] = [named('Anne'), named('Ana')];
    const { choices } = await bed.in(id, () => bed.merges.service.compare(owner(), into._id, from._id));
    const request = { otherId: from._id as LeadId, version: 1, otherVersion: 1, choices };
    const { id: mergeId } = await bed.in(id, () => bed.merges.service.merge(owner(), into._id, request));
    await bed.merges.sweep();
    expect([await shown(id), await shown(id, 'dismissed')]).toEqual([[], [['Anna', 'Anne', 'same-phone']]]);
    await bed.in(id, () => bed.merges.service.undo(owner(), mergeId));
    await bed.merges.sweep();
    expect([await count(id), await shown(id, 'dismissed')]).toEqual([2, [['Ana', 'Anna', 'same-phone']]]);
    await bed.in(id, () => bed.merges.duplicates.restore(owner(), pair.id));
    expect([await count(id), await shown(id, 'dismissed')]).toEqual([3, []]);
  });

  it('F-04 leads that were there before are compared too, however often that is begun', async () => {
    const { id } = bed.tenant();
    for (const firstName of ['Anna', 'Ana']) await register(id, { firstName, phone: '+15552345678' });
    await bed.in(id, async () => bed.model('Lead').updateMany({}, { $unset: { duplicateKeys: 1, unchecked: 1 } }));
    const migration = leadMigrations.find((each) => each.id === '2026-11-28-make-leads-comparable')!;
    for (const _ of [1, 2]) await runAsSystem('test', () => migration.up(undefined as never));
    await bed.merges.sweep();
    expect(await shown(id)).toEqual([['Ana', 'Anna', 'same-phone']]);
  });

  it('F-04 F-08 a pair is shown to whoever sees both, and to nobody else', async () => {
    const { id, team } = bed.tenant('Ada');
    for (const firstName of ['Anna', 'Ana']) await register(id, { firstName, phone: '+15552345678' });
    await bed.settle();
    await bed.merges.sweep();
    const leader = bed.actor(team[0]!.id, 'leader');
    const [pair] = await list(id);
    const see = (lead: string, token: string) =>
      bed.in(id, async () => bed.model('Lead').updateOne({ _id: lead }, { $set: { readers: [token] } }));
    await see(pair!.leads[0].id, 'o:mem_other');
    await see(pair!.leads[1].id, `o:${team[0]!.id}`);
    expect([await list(id, 'open', leader), await count(id, leader)]).toEqual([[], 0]);
    await expect(bed.in(id, () => bed.merges.duplicates.dismiss(leader, pair!.id))).rejects.toMatchObject({
      code: 'not-found',
    });
    await see(pair!.leads[0].id, `o:${team[0]!.id}`);
    expect([(await list(id, 'open', leader)).length, await count(id, leader)]).toEqual([1, 1]);
  });

  it('F-04 among thousands of leads no more are read than may be alike, and a page of pairs reads what it shows', async () => {
    const { id } = bed.tenant();
    const at = bed.clock.now();
    const entry = { pipelineId: 'default', stage: 'new', at, cause: 'import' } as never;
    const rows = Array.from({ length: MANY }, (_, n) => ({
      _id: newId('led'),
      personId: newId('per'),
      person: person({
        firstName: `First${n}`,
        lastName: `Last${n}`,
        email: `p${n}@example.com`,
        // One in fifty has the number of the one before; a number that hundreds share says nothing.
        phone:
          n % 50 === 1
            ? `+1555${String(1_000_000 + n - 1)}`
            : n % 20 === 5
              ? '+15550000000'
              : `+1555${String(1_000_000 + n)}`,
      }),
    }));
    await bed.in(id, () => leadImports.insert(rows, { entry, outcome: 'open', assignee: null }));
    const seen = () => driverProbe.seen('leads', 'lead_duplicates');
    const sent = seen();
    await bed.in(id, () => bed.merges.duplicates.check());
    // A handful of commands for each two hundred, however many leads there are.
    expect(seen() - sent).toBeGreaterThanOrEqual(MANY / 200);
    expect(seen() - sent).toBeLessThan((MANY / 200) * 12);
    expect(await count(id)).toBe(MANY / 50);
    const model = mongoose.models['LeadDuplicate']!;
    const explained: any = await bed.in(id, async () =>
      model.find({ state: 'open' }).sort({ score: -1, _id: -1 }).limit(51).explain('executionStats'),
    );
    const { totalDocsExamined, nReturned } = (explained[0] ?? explained).executionStats;
    expect(totalDocsExamined / nReturned).toBeLessThanOrEqual(1.1);
    expect(await list(id)).toHaveLength(50);
  });
});

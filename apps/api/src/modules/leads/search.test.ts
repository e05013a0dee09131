import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { leads, LeadId, MembershipId, PersonId, TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { runAsSystem } from '@stageline/tenancy/system';
import mongoose from 'mongoose';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { leadImports, leadMigrations, leadOwnership } from './index.ts';
import { leadShares } from './lead-shares.repository.ts';
import { leadQuery, listIndex, type LeadFilter } from './leads.filter.ts';
import { LeadModel } from './leads.model.ts';
import { filterOf, orderOf } from './leads.queries.ts';
import type { LeadPerson, LeadScope } from './leads.types.ts';

let bed: FeatureBed;
beforeAll(async () => {
  bed = await createFeatureBed();
});
afterAll(() => bed.close());

const owner = () => bed.actor('mem_owner' as never, 'owner');
const person = (more: Partial<LeadPerson>): LeadPerson => ({
  firstName: 'Jo',
  lastName: 'Doe',
  email: `${newId('per')}@mail.example`,
  phone: null,
  company: null,
  ...more,
});
/** Leads as an import writes them, the last one the newest. */
async function insert(tenantId: TenantId, people: readonly LeadPerson[], assignee: MembershipId | null = null) {
  const ids: LeadId[] = [];
  await bed.in(tenantId, async () => {
    for (const one of people) {
      bed.clock.advance(1000);
      const at = bed.clock.now();
      const entry = { pipelineId: 'default', stage: 'new', at, cause: 'import' } as const;
      const by = { actorId: null, actorName: null, reason: null };
      const lead = { _id: newId('led') as LeadId, personId: newId('per') as PersonId, person: one };
      ids.push(lead._id);
      await leadImports.insert([lead], {
        entry: { ...entry, ...by },
        outcome: 'open',
        assignee: assignee && { membershipId: assignee, name: 'Ada', at },
      });
    }
  });
  return ids;
}
const list = async (tenantId: TenantId, query: leads.LeadFilter & { cursor?: string }, actor = owner(), limit = 50) =>
  bed.in(tenantId, () => bed.leads.service.list(actor, { limit, ...query }));
const namesOf = async (tenantId: TenantId, query: leads.LeadFilter, actor = owner()) =>
  (await list(tenantId, query, actor)).items.map(({ person: { firstName, lastName } }) => `${firstName} ${lastName}`);

describe('search over leads', () => {
  let id: TenantId;
  beforeAll(async () => {
    ({ id } = bed.tenant());
    await insert(id, [
      person({ firstName: 'Anna Maria', lastName: 'Bäuer', email: 'a.bauer@acme.example', company: 'Straßen & Söhne' }),
      person({ firstName: 'Øyvind', lastName: 'Anders', phone: '+49 170 123 45 67' }),
      person({ firstName: 'Jo', lastName: 'Doe', email: 'anna@jo.example' }),
    ]);
  });

  it('F-03 finds by the beginning of a name, either way round, whatever its case and accents', async () => {
    for (const q of ['anna', 'ANNA MARIA', 'maria bäuer', 'Bauer', 'bauer anna m', 'Anna Bauer', 'strassen', 'sohne'])
      expect([q, await namesOf(id, { q })]).toEqual([q, expect.arrayContaining(['Anna Maria Bäuer'])]);
    expect(await namesOf(id, { q: 'oyvind' })).toEqual(['Øyvind Anders']);
    expect(await namesOf(id, { q: 'an' })).toEqual(['Jo Doe', 'Øyvind Anders', 'Anna Maria Bäuer']);
    expect(await namesOf(id, { q: 'nna' })).toEqual([]);
  });

  it('F-03 finds by an address or a part of it, and by a number however it is written', async () => {
    for (const q of ['a.bauer@', 'bauer@acme', 'acme.ex'])
      expect(await namesOf(id, { q })).toEqual(['Anna Maria Bäuer']);
    for (const q of ['+49 170', '0170 123', '(0170) 1234567', '4917', '170-123'])
      expect([q, await namesOf(id, { q })]).toEqual([q, ['Øyvind Anders']]);
  });

  it('L-04 whoever sees no contact data finds nobody by it', async () => {
    const reviewer = bed.actor('mem_reviewer' as never, 'reviewer');
    expect(await namesOf(id, { q: 'anna' }, reviewer)).toEqual(['Anna Maria Bäuer']);
    for (const q of ['a.bauer@', '0170', 'acme']) expect(await namesOf(id, { q }, reviewer)).toEqual([]);
  });

  it('F-03 takes every sign for itself: what is typed is no pattern', async () => {
    for (const q of ['.*', '^', '(', 'a.b|x', '[a-z]', '\\', '$'])
      expect([q, (await namesOf(id, { q })).length]).toEqual([q, 0]);
  });

  it('F-03 finds by what a lead says later, and leads from before there was a search', async () => {
    const { id: tenantId } = bed.tenant();
    const form = { firstName: 'Lia', lastName: 'Late', email: 'lia@late.example' };
    await bed.in(tenantId, () => bed.registrations.service.register(form, { source: 'api' }));
    const { items } = await list(tenantId, {});
    const { personId } = (await bed.in(tenantId, () => LeadModel.findOne({ _id: items[0]!.id }).lean()))!;
    const known = person({ ...form, phone: '+15552345678', otherEmails: ['l.late@second.example'] });
    await bed.in(tenantId, () => bed.leads.service.setPerson(personId as PersonId, known));
    for (const q of ['555 234', 'lia@late', 'l.late@'])
      expect([q, await namesOf(tenantId, { q })]).toEqual([q, ['Lia Late']]);
    await bed.in(tenantId, () =>
      leadImports.update([{ personId: personId as PersonId, person: person({ firstName: 'Mia' }) }]),
    );
    expect(await namesOf(tenantId, { q: 'mia' })).toEqual(['Mia Doe']);
    expect(await namesOf(tenantId, { q: 'lia' })).toEqual([]);

    await bed.in(tenantId, () => LeadModel.updateOne({ _id: items[0]!.id }, { $unset: { search: 1, source: 1 } }));
    expect(await namesOf(tenantId, { q: 'mia' })).toEqual([]);
    for (const { up } of leadMigrations)
      await runAsSystem('test: the migrations of leads', () => up(mongoose.connection));
    expect(await namesOf(tenantId, { q: 'mia', source: 'site' })).toEqual(['Mia Doe']);
  });
});

describe('lists of leads', () => {
  const ada = 'mem_01jd5x8v1ye1ta8v2s3q4w5e6a' as MembershipId;
  let id: TenantId;
  beforeAll(async () => {
    ({ id } = bed.tenant());
    const many = (count: number, more: (index: number) => Partial<LeadPerson>) =>
      Array.from({ length: count }, (_, index) => person(more(index)));
    await insert(
      id,
      many(30, (index) => ({ firstName: `Maria${index}`, phone: index % 3 === 0 ? '+15552345678' : null })),
    );
    const own = await insert(
      id,
      many(30, (index) => ({ firstName: `Marco${index}` })),
      ada,
    );
    const shared = await insert(
      id,
      many(6, (index) => ({ firstName: `Mara${index}` })),
    );
    await bed.in(id, async () => {
      for (const [index, lead] of [...own, ...shared].entries())
        await LeadModel.updateOne({ _id: lead }, { hotUntil: new Date(Date.UTC(2099, 0, 1, index)) });
      for (const lead of shared) await leadShares.add(lead, 'mem_bob' as never, 20);
      for (const lead of own.slice(0, 3)) await leadShares.add(lead, 'mem_bob' as never, 20);
      for (const lead of own.slice(0, 15)) {
        const { version } = (await LeadModel.findOne({ _id: lead }).lean())!;
        await bed.leads.service.move(owner(), lead, { stage: 'contacted', version });
      }
    });
  });

  const scopes: Record<string, LeadScope> = {
    all: { kind: 'all' },
    own: { kind: 'some', owners: [ada], reader: ada },
    team: { kind: 'some', owners: ['mem_cyd' as never, ada], reader: 'mem_bob' as never },
  };
  const queries: leads.LeadFilter[] = [
    {},
    { sort: 'oldest' },
    { stage: 'new', sort: 'newest' },
    { stage: 'new' },
    { stage: 'new', sort: 'stage-oldest' },
    { pipeline: 'default' },
    { owner: ada },
    { owner: 'nobody' },
    { source: 'import' },
    { phone: 'yes' },
    { phone: 'no', stage: 'new' },
    { stageDays: 1 },
    { from: '2020-01-01', to: '2099-01-01' },
    { q: 'mar' },
    { q: 'maria' },
    { q: 'mar', stage: 'new', sort: 'newest' },
    { q: 'mar', owner: ada, sort: 'oldest' },
    { sort: 'hottest' },
    { sort: 'hottest', stage: 'contacted' },
    { heat: 'hot' },
    { heat: 'warm', stage: 'contacted', phone: 'no' },
    { heat: 'hot', owner: ada, from: '2020-01-01', source: 'import' },
    { heat: 'hot', stage: 'new', owner: 'nobody', stageDays: 1 },
    { sort: 'hottest', q: 'mar' },
  ];
  const reader = { withContacts: true, timeZone: async () => 'UTC' };

  for (const [name, scope] of Object.entries(scopes))
    it(`F-03 P6 reads along an index and looks at no lead that it does not answer: ${name}`, async () => {
      for (const query of queries) {
        const filter: LeadFilter = await filterOf(query, { ...reader, now: new Date('2099-01-01') });
        const page = orderOf(query);
        const direction = page.isAscending === true ? 1 : -1;
        const sort = { [page.order]: direction, _id: direction } as const;
        const pages = async (after?: { at: Date; id: LeadId }) =>
          bed.in(id, async () => {
            const found = leadQuery(scope, filter, { ...page, after });
            const index = listIndex(scope, filter, page);
            const find = () => LeadModel.find(found).sort(sort).limit(5);
            const hinted = () => (index === undefined ? find() : find().hint(index as never));
            const [rows, plan] = [await hinted().lean(), await hinted().explain('executionStats')];
            return { rows, plan: plan as any };
          });
        const first = await pages();
        const last = first.rows.at(-1);
        const next = last === undefined ? first : await pages({ at: last[page.order], id: last._id as LeadId });
        for (const { rows, plan } of [first, next]) {
          const { totalDocsExamined } = plan.executionStats;
          const isScan = JSON.stringify(plan.queryPlanner.winningPlan).includes('COLLSCAN');
          // What is searched for is found first and ordered then, so that all that begins so is looked at once.
          const found = ['maria', 'mar'].indexOf(query.q ?? '');
          const isShared = scope.kind === 'some' && query.owner === 'nobody';
          const most = isShared ? 9 : found < 0 ? rows.length + 2 : [30, 66][found]!;
          expect([query, isScan, totalDocsExamined <= most, totalDocsExamined]).toEqual([
            query,
            false,
            true,
            totalDocsExamined,
          ]);
        }
      }
    });

  it('F-03 pages of any order and filter hold every lead once, and those only that may be seen', async () => {
    const bob = bed.actor('mem_bob' as never, 'rep');
    for (const sort of ['newest', 'oldest', 'stage-newest', 'stage-oldest', 'hottest'] as const)
      for (const [actor, query, count] of [
        [owner(), { stage: 'new' }, 51],
        [owner(), { q: 'mar', owner: ada, stage: 'new' }, 15],
        [owner(), { stage: 'contacted' }, 15],
        [bob, { stage: 'new' }, 6],
        [bob, { stage: 'contacted' }, 3],
        [bob, { q: 'mara', stage: 'new' }, 6],
      ] as const) {
        const seen: string[] = [];
        const times: string[] = [];
        let cursor: string | null = null;
        do {
          const page = await list(id, { ...query, sort, ...(cursor !== null && { cursor }) }, actor, 4);
          seen.push(...page.items.map((item) => item.id));
          times.push(...page.items.map((item) => (sort.startsWith('stage') ? item.stageChangedAt : item.createdAt)));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect([sort, query, seen.length, new Set(seen).size]).toEqual([sort, query, count, count]);
        if (sort === 'hottest') continue;
        const sorted = times.toSorted();
        expect(times).toEqual(sort.endsWith('newest') ? sorted.toReversed() : sorted);
      }
  });

  it('F-03 a board counts and shows what its filter lets through', async () => {
    const counts = async (filter: leads.BoardFilter) => {
      const { columns } = await bed.in(id, () => bed.leads.service.board(owner(), 'default', filter));
      return columns.filter(({ count }) => count > 0).map(({ stage, count, items }) => [stage, count, items.length]);
    };
    expect(await counts({})).toEqual([
      ['new', 51, 30],
      ['contacted', 15, 15],
    ]);
    expect(await counts({ q: 'maria' })).toEqual([['new', 30, 30]]);
    expect(await counts({ owner: ada, phone: 'no' })).toEqual([
      ['new', 15, 15],
      ['contacted', 15, 15],
    ]);
    expect(await counts({ phone: 'yes' })).toEqual([['new', 10, 10]]);
    expect(await counts({ stageDays: 1 })).toEqual([]);
  });

  it('F-08 a lead that is handed over is seen by the new owner alone, and by whom it is shared with', async () => {
    const cyd = 'mem_cyd' as MembershipId;
    const [lead] = (await list(id, { q: 'mara0' })).items;
    const at = bed.clock.now();
    await bed.in(id, () =>
      leadOwnership.handOver(lead!.id, null, { membershipId: cyd, name: 'Cyd', at }, { at, cause: 'manual' as never }),
    );
    for (const [member, count] of [
      [cyd, 1],
      ['mem_bob', 1],
      [ada, 0],
    ] as const)
      expect((await list(id, { q: 'mara0' }, bed.actor(member as never, 'rep'))).items).toHaveLength(count);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadId, TenantId } from '@stageline/contracts';
import { dropIndexes } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import mongoose from 'mongoose';
import { appRooms } from '../../realtime/hints.ts';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { countLeadsByTenants, leadMigrations } from './index.ts';
import { LeadModel } from './leads.model.ts';
import { appSockets } from './leads.sockets.ts';

describe('leads', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  let count = 0;
  async function register(tenantId: TenantId, times = 1): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      bed.clock.advance(1000);
      const email = `lead${count++}@example.com`;
      await bed.in(tenantId, () =>
        bed.registrations.service.register({ firstName: 'Jo', lastName: 'Doe', email }, { source: 'api' }),
      );
    }
    await bed.settle();
  }
  const owner = () => bed.actor('mem_owner' as never, 'owner');
  const list = (tenantId: TenantId, actor = owner(), query = {}) =>
    bed.in(tenantId, () => bed.leads.service.list(actor, { limit: 50, ...query }));
  const only = async (tenantId: TenantId) => {
    const [lead] = (await list(tenantId)).items;
    if (lead === undefined) throw new Error('No lead');
    return lead;
  };
  const move = (tenantId: TenantId, id: LeadId, stage: 'contacted' | 'won', version: number, actor = owner()) =>
    bed.in(tenantId, () => bed.leads.service.move(actor, id, { stage, version }));
  const hintsFor = (id: string) =>
    bed.told.filter(({ event, payload }) => event === 'hint' && payload.id === id).map(({ room }) => room);

  it('F-06 gives new leads to the active reps in turn and tells each of them', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob', 'Cyd');
    team[1]!.active = false;
    await register(id, 4);
    const { items } = await list(id);
    const [first, second] = [items[3]?.assignee?.name, items[2]?.assignee?.name];
    expect([first, second].sort()).toEqual(['Ada', 'Cyd']);
    expect(items.map(({ assignee }) => assignee?.name).reverse()).toEqual([first, second, first, second]);
    const mails = bed.mails.filter((mail) => mail.tenantId === id && mail.to === 'ada@team.example');
    // What waits at the same moment comes in one mail.
    const told = mails.map(({ subject }) => Number(/^(\d+) notifications/.exec(subject)?.[1] ?? 1));
    expect(told.reduce((sum, more) => sum + more, 0)).toBe(2);
    // One to each letter, or both in one where they were told in the same moment.
    expect(JSON.stringify(mails)).toMatch(/New lead: Jo Doe|Jo Doe is your lead now/);
    expect(hintsFor(items[0]?.id ?? '')).toEqual(
      expect.arrayContaining([appRooms.owners(id), appRooms.member(id, items[0]!.assignee!.membershipId)]),
    );
  });

  it('F-06 leads wait while nobody is active and are assigned, oldest first, when somebody is', async () => {
    const { id, team } = bed.tenant('Ada');
    team[0]!.active = false;
    await register(id, 3);
    expect((await list(id)).items.map(({ assignee }) => assignee)).toEqual([null, null, null]);
    team[0]!.active = true;
    await Promise.all([1, 2, 3].map(() => bed.in(id, () => bed.assignment.queue.drain())));
    await bed.settle();
    expect((await list(id)).items.map(({ assignee }) => assignee?.name)).toEqual(['Ada', 'Ada', 'Ada']);
    // One mail each, or one for what came together.
    const mails = bed.mails.filter((mail) => mail.tenantId === id && mail.to === 'ada@team.example');
    expect(mails.flatMap(({ text }) => text.match(/Jo Doe is your/g) ?? [])).toHaveLength(3);
  });

  it('F-08 a rep sees their own leads and no others; another lead is not there', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    await register(id, 2);
    const ada = bed.actor(team[0]!.id, 'rep');
    const own = (await list(id, ada)).items;
    expect(own.map(({ assignee }) => assignee?.name)).toEqual(['Ada']);
    const other = (await list(id)).items.find(({ assignee }) => assignee?.name === 'Bob')!;
    await expect(bed.in(id, () => bed.leads.service.get(ada, other.id))).rejects.toMatchObject({ code: 'not-found' });
    await expect(move(id, other.id, 'won', 1, ada)).rejects.toMatchObject({ code: 'not-found' });
    expect((await bed.in(id, () => bed.leads.service.get(owner(), other.id))).stage).toBe('new');
  });

  it('A-05 a lead of another tenant is not there', async () => {
    const [a, b] = [bed.tenant(), bed.tenant()];
    await register(b.id);
    const foreign = await only(b.id);
    await expect(bed.in(a.id, () => bed.leads.service.get(owner(), foreign.id))).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(move(a.id, foreign.id, 'won', 1)).rejects.toMatchObject({ code: 'not-found' });
    expect((await only(b.id)).stage).toBe('new');
  });

  it('F-02 records each move with its actor and time', async () => {
    const { id, team } = bed.tenant('Ada');
    await register(id);
    const lead = await only(id);
    bed.clock.advance(60_000);
    const moved = await move(id, lead.id, 'contacted', lead.version, bed.actor(team[0]!.id, 'rep'));
    expect(moved).toMatchObject({ stage: 'contacted', version: 2, stageChangedAt: bed.clock.now().toISOString() });
    const { history } = await bed.in(id, () => bed.leads.service.get(owner(), lead.id));
    expect(history).toEqual([
      {
        pipelineId: 'default',
        stage: 'new',
        at: lead.createdAt,
        leftAt: bed.clock.now().toISOString(),
        cause: 'registration',
        actorName: null,
        reason: null,
      },
      {
        pipelineId: 'default',
        stage: 'contacted',
        at: bed.clock.now().toISOString(),
        leftAt: null,
        cause: 'member',
        actorName: 'Ada',
        reason: null,
      },
    ]);
  });

  it('F-03 of two who move the same version one succeeds and one hears of the conflict', async () => {
    const { id } = bed.tenant();
    await register(id);
    const lead = await only(id);
    const results = await Promise.allSettled([move(id, lead.id, 'contacted', 1), move(id, lead.id, 'won', 1)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    const { history, version } = await bed.in(id, () => bed.leads.service.get(owner(), lead.id));
    expect([history.length, version]).toEqual([2, 2]);
    await expect(move(id, lead.id, 'won', 1)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('F-02 a move to the stage that it has changes nothing', async () => {
    const { id } = bed.tenant();
    await register(id);
    const lead = await only(id);
    await move(id, lead.id, 'contacted', 1);
    expect(await move(id, lead.id, 'contacted', 2)).toMatchObject({ version: 2 });
  });

  it('pages through all leads once, newest first, and keeps a filter', async () => {
    const { id } = bed.tenant();
    await register(id, 5);
    bed.clock.advance(-1000);
    await register(id, 2);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(id, owner(), {
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.items.map((lead) => lead.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual((await list(id)).items.map((lead) => lead.id));
    expect(new Set(seen).size).toBe(7);
    const lead = await only(id);
    await move(id, lead.id, 'won', lead.version);
    expect((await list(id, owner(), { stage: 'won' })).items.map((each) => each.id)).toEqual([lead.id]);
  });

  it.each(['', 'x', '..', 'zz.led_nope', '!.led_01jqzzzzzzzzzzzzzzzzzzzzzz'])(
    'refuses the cursor %p with a pointer',
    async (cursor) => {
      const { id } = bed.tenant();
      await expect(list(id, owner(), { cursor })).rejects.toMatchObject({
        code: 'validation-failed',
        issues: [{ pointer: '/cursor' }],
      });
    },
  );

  it('counts open leads by member and leads by tenant', async () => {
    const { id, team } = bed.tenant('Ada');
    const empty = bed.tenant();
    await register(id, 3);
    const lead = await only(id);
    await move(id, lead.id, 'won', lead.version);
    expect(await bed.in(id, () => bed.leads.service.countOpenByMember(team.map((member) => member.id)))).toEqual(
      new Map([[team[0]!.id, 2]]),
    );
    expect(await countLeadsByTenants([id, empty.id])).toEqual(new Map([[id, 3]]));
  });

  it('F-01 leads from before there were pipelines stand in the default one, with all of their history', async () => {
    const { id } = bed.tenant();
    await register(id);
    const lead = await only(id);
    await move(id, lead.id, 'won', lead.version);
    const before = await bed.in(id, () => bed.leads.service.get(owner(), lead.id));
    const added = [
      'pipelineId',
      'outcome',
      ...[0, 1].flatMap((n) => [`history.${n}.pipelineId`, `history.${n}.cause`]),
    ];
    const $unset = Object.fromEntries(added.map((field) => [field, 1]));
    await bed.in(id, async () => LeadModel.updateOne({ _id: lead.id }, { $unset } as never));
    for (const { up } of leadMigrations)
      await runAsSystem('test: the migrations of leads', () => up(mongoose.connection));
    expect(await bed.in(id, () => bed.leads.service.get(owner(), lead.id))).toEqual(before);
  });

  it('removes the indexes that an older version made for its lists, and no other', async () => {
    const indexes = async () => (await LeadModel.collection.indexes()).map(({ name }) => name).sort();
    const before = await indexes();
    await LeadModel.collection.createIndex({ tenantId: 1, createdAt: -1, _id: -1 });
    await LeadModel.collection.createIndex({ tenantId: 1, stage: 1, createdAt: -1, _id: -1 });
    await LeadModel.collection.createIndex({ tenantId: 1, via: 1 }, { name: 'of somebody else' });
    for (let n = 0; n < 2; n += 1)
      await runAsSystem('test: the migrations of leads', () => leadMigrations.at(-1)!.up(mongoose.connection));
    expect(await indexes()).toEqual([...before, 'of somebody else'].sort());
    await expect(dropIndexes(LeadModel, ['newest'])).rejects.toThrow('not a former one');
    await expect(dropIndexes(LeadModel, ['tenantId_1_personId_1'])).rejects.toThrow('not a former one');
    await dropIndexes(LeadModel, ['of somebody else']);
  });

  it('lets a member hear what concerns them', async () => {
    const { id } = bed.tenant();
    const join = async (...roles: ('owner' | 'host' | 'rep' | 'editor')[]) => {
      const socket = fakeSocket();
      await appSockets(async () => undefined).onConnect?.(
        peer({ tenantId: id, actor: bed.actor('mem_a' as never, ...roles) }),
        socket,
      );
      return socket.joined;
    };
    const own = appRooms.member(id, 'mem_a' as never);
    const readers = appRooms.readers(id);
    expect(await join('editor')).toEqual([own]);
    expect(await join('rep')).toEqual([own, readers]);
    expect(await join('host')).toEqual([own, readers, appRooms.hosts(id)]);
    expect(await join('owner')).toEqual([own, readers, appRooms.owners(id), appRooms.hosts(id)]);
    await expect(
      appSockets(async () => undefined).onConnect?.(peer({ tenantId: id }), fakeSocket()),
    ).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});

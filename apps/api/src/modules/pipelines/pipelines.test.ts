import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PipelineView, StageInput, TenantId } from '@stageline/contracts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';

const open = (name: string, more: Partial<StageInput> = {}): StageInput => ({
  name,
  kind: 'open',
  entry: [],
  leadsTo: null,
  ...more,
});
const stagesOf = ({ stages }: PipelineView): StageInput[] => stages.map((stage) => ({ ...stage }));
const namesOf = ({ stages }: PipelineView) => stages.map(({ name, id }) => name ?? id);

describe('pipelines', () => {
  let bed: FeatureBed;
  let tenantId: TenantId;
  beforeAll(async () => {
    bed = await createFeatureBed();
    tenantId = bed.tenant('Ada').id;
  });
  afterAll(() => bed.close());

  const service = () => bed.pipelines.service;
  const within = <T>(fn: () => Promise<T>) => bed.in(tenantId, fn);
  const owner = () => bed.actor('mem_owner' as never, 'owner');
  const standard = async () => (await within(() => service().list())).items[0]!;
  let registered = 0;
  async function register() {
    bed.clock.advance(1000);
    const email = `pipeline${registered++}@example.com`;
    await within(() =>
      bed.registrations.service.register({ firstName: 'Jo', lastName: 'Doe', email }, { source: 'api' }),
    );
    await bed.settle();
    return (await within(() => bed.leads.service.list(owner(), { limit: 1 }))).items[0]!;
  }

  it('F-01 every site begins with one pipeline, of which nothing is stored', async () => {
    const { items, former } = await bed.in(bed.tenant().id, () => service().list());
    expect([items.length, former]).toEqual([1, []]);
    expect(items[0]!.stages.map(({ id, name, kind }) => [id, name, kind])).toEqual([
      ['new', null, 'open'],
      ['contacted', null, 'open'],
      ['qualified', null, 'open'],
      ['won', null, 'won'],
      ['lost', null, 'lost'],
    ]);
  });

  it('F-01 changes the stages of a pipeline that was never given a name', async () => {
    const site = bed.tenant().id;
    const { items } = await bed.in(site, () => service().list());
    const wanted = [...stagesOf(items[0]!), open('Demo')];
    const changed = await bed.in(site, () => service().update('default', 0, { name: null, stages: wanted }));
    expect([changed.name, changed.version, changed.stages.length]).toEqual([null, 1, 6]);
  });

  it('F-01 stages keep their ids through renaming and ordering, and histories their names through removal', async () => {
    const lead = await register();
    const before = await standard();
    const [arrival, contacted, qualified, won, lost] = stagesOf(before) as [
      StageInput,
      StageInput,
      StageInput,
      StageInput,
      StageInput,
    ];
    const wanted = [
      arrival,
      { ...qualified, name: 'Hot' },
      open('Demo booked'),
      { ...contacted, name: null },
      won,
      lost,
    ];
    const changed = await within(() => service().update('default', before.version, { name: 'Team', stages: wanted }));
    expect(namesOf(changed)).toEqual(['new', 'Hot', 'Demo booked', 'contacted', 'won', 'lost']);
    expect(changed.stages[1]!.id).toBe('qualified');
    const demo = changed.stages[2]!.id;

    const moved = await within(() => bed.leads.service.move(owner(), lead.id, { stage: demo, version: lead.version }));
    const taken = stagesOf(changed).filter(({ id }) => id !== demo);
    const take = () => service().update('default', changed.version, { name: 'Team', stages: taken });
    await expect(within(take)).rejects.toMatchObject({ code: 'stage-in-use' });
    await within(() => bed.leads.service.move(owner(), lead.id, { stage: 'won', version: moved.version }));
    const after = await within(take);
    expect(namesOf(after)).not.toContain('Demo booked');
    expect(after.formerStages.map(({ id, name }) => [id, name])).toEqual([[demo, 'Demo booked']]);
    const { history } = await within(() => bed.leads.service.get(owner(), lead.id));
    expect(history.map(({ stage }) => stage)).toEqual(['new', demo, 'won']);
    await expect(
      within(() => bed.leads.service.move(owner(), lead.id, { stage: demo, version: moved.version + 1 })),
    ).rejects.toMatchObject({ code: 'validation-failed', issues: [{ pointer: '/stage' }] });
  });

  it('F-01 of two who change the same version one hears of the conflict, and the log has what was done once', async () => {
    const { id } = bed.tenant();
    const before = (await bed.in(id, () => service().list())).items[0]!;
    const written = bed.audited.length;
    const change = (name: string) =>
      bed.in(id, () => service().update('default', before.version, { name, stages: stagesOf(before) }));
    const results = await Promise.allSettled([change('One'), change('Two')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(change('Three')).rejects.toMatchObject({ code: 'conflict' });
    expect(bed.audited.slice(written).map(({ action }) => action)).toContain('pipeline.changed');
  });

  it.each<[string, (stages: StageInput[]) => StageInput[], string]>([
    [
      'a stage of another pipeline',
      (all) => [...all, open('X', { id: 'stg_01h455vb4pex5vsknk084sn02q' as never })],
      '/stages/5/id',
    ],
    ['a stage twice', (all) => [...all, { ...all[1]!, name: 'Again' }], '/stages/5/id'],
    ['another meaning', (all) => [{ ...all[0]!, kind: 'won' }, ...all.slice(1)], '/stages/0/kind'],
    ['a name twice', (all) => [...all, open('One'), open('ONE')], '/stages/6/name'],
    ['a new stage without a name', (all) => [...all, { ...open('x'), name: null }], '/stages/5/name'],
    [
      'a way to nowhere',
      (all) => [...all, open('X', { leadsTo: ['stg_01h455vb4pex5vsknk084sn02q' as never] })],
      '/stages/5/leadsTo',
    ],
    ['nothing won', (all) => all.filter(({ kind }) => kind !== 'won'), '/stages'],
    ['no arrival', (all) => all.slice(1), '/stages'],
  ])('F-01 refuses %s', async (_what, change, pointer) => {
    const { id } = bed.tenant();
    const before = (await bed.in(id, () => service().list())).items[0]!;
    const stages = change(stagesOf(before));
    await expect(
      bed.in(id, () => service().update('default', before.version, { name: null, stages })),
    ).rejects.toMatchObject({
      code: 'validation-failed',
      issues: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
    expect((await bed.in(id, () => service().list())).items).toEqual([before]);
  });

  it('F-01 a stage says what a lead needs to enter, and where it leads', async () => {
    const lead = await register();
    const before = await standard();
    const rules = stagesOf(before).map((stage) => {
      if (stage.id === 'lost') return { ...stage, entry: ['reason' as const, 'phone' as const] };
      return stage.id === 'new' ? { ...stage, leadsTo: ['contacted' as const, 'lost' as const] } : stage;
    });
    await within(() => service().update('default', before.version, { name: 'Team', stages: rules }));
    const move = (stage: 'won' | 'lost', reason?: string) =>
      within(() => bed.leads.service.move(owner(), lead.id, { stage, version: lead.version, reason }));
    await expect(move('won')).rejects.toMatchObject({ code: 'stage-closed', issues: [{ pointer: '/stage' }] });
    await expect(move('lost')).rejects.toMatchObject({
      code: 'stage-closed',
      issues: [{ pointer: '/reason' }, { pointer: '/stage' }],
    });
    await expect(move('lost', 'No budget')).rejects.toMatchObject({ issues: [{ pointer: '/stage' }] });
    const { stages } = await standard();
    const withoutPhone = stages.map((stage) => ({ ...stage, entry: stage.entry.filter((rule) => rule !== 'phone') }));
    const { version } = await standard();
    await within(() => service().update('default', version, { name: 'Team', stages: withoutPhone }));
    expect(await move('lost', 'No budget')).toMatchObject({ stage: 'lost', outcome: 'lost' });
    const { history } = await within(() => bed.leads.service.get(owner(), lead.id));
    expect(history.at(-1)).toMatchObject({ stage: 'lost', reason: 'No budget', cause: 'member' });
  });

  it('F-01 a lead goes to another pipeline and back; a pipeline that holds one stays, its name frees with it', async () => {
    const lead = await register();
    const make = () =>
      within(() => service().create({ name: 'Partners', stages: [open('Talk'), open('Signed', { kind: 'won' })] }));
    const partners = await make();
    await expect(make()).rejects.toMatchObject({ code: 'name-taken' });
    const [talk] = partners.stages;
    const there = await within(() =>
      bed.leads.service.move(owner(), lead.id, { stage: talk!.id, pipelineId: partners.id, version: lead.version }),
    );
    expect(there).toMatchObject({ pipelineId: partners.id, stage: talk!.id, outcome: 'open' });
    await expect(within(() => service().remove(partners.id))).rejects.toMatchObject({ code: 'stage-in-use' });
    await expect(within(() => service().remove('default'))).rejects.toMatchObject({ code: 'stage-in-use' });
    const back = { stage: 'contacted', pipelineId: 'default', version: there.version } as const;
    await within(() => bed.leads.service.move(owner(), lead.id, back));
    await within(() => service().remove(partners.id));
    const { items, former } = await within(() => service().list());
    expect(items.map(({ id }) => id)).toEqual(['default']);
    expect(former.map(({ name }) => name)).toEqual(['Partners']);
    expect((await make()).id).not.toBe(partners.id);
    await expect(
      within(() => bed.leads.service.move(owner(), lead.id, { ...back, stage: talk!.id, pipelineId: partners.id })),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('F-03 a board counts every stage and brings the first leads of each, of its reader only', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    const read = (actor = owner()) => bed.in(id, () => bed.leads.service.board(actor, 'default'));
    for (let n = 0; n < 4; n += 1) {
      bed.clock.advance(1000);
      await bed.in(id, () =>
        bed.registrations.service.register(
          { firstName: 'B', lastName: `${n}`, email: `board${n}@example.com` },
          { source: 'api' },
        ),
      );
    }
    await bed.settle();
    const [newest] = (await bed.in(id, () => bed.leads.service.list(owner(), { limit: 1 }))).items;
    bed.clock.advance(1000);
    await bed.in(id, () =>
      bed.leads.service.move(owner(), newest!.id, { stage: 'qualified', version: newest!.version }),
    );
    const { columns } = await read();
    expect(columns.map(({ stage, count, items }) => [stage, count, items.length])).toEqual([
      ['new', 3, 3],
      ['contacted', 0, 0],
      ['qualified', 1, 1],
      ['won', 0, 0],
      ['lost', 0, 0],
    ]);
    const own = await read(bed.actor(team[0]!.id, 'rep'));
    expect(own.columns.reduce((sum, column) => sum + column.count, 0)).toBe(2);
    await expect(
      bed.in(id, () => bed.leads.service.board(owner(), 'pip_01h455vb4pex5vsknk084sn02q' as never)),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

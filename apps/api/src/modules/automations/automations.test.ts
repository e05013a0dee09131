import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { automations as contract, type AutomationId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { automationsOver, DAY, entered, move, mail, wait } from '../../testing/automations-bed.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';

describe('automations', () => {
  let bed: FeatureBed;
  let on: ReturnType<typeof automationsOver>;
  beforeAll(async () => {
    bed = await createFeatureBed();
    on = automationsOver(bed);
  });
  afterAll(() => bed.close());

  it('F-09 a rule that names what is gone says so and does nothing at all, not even its first half', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    const pipeline = await bed.in(id, () =>
      bed.pipelines.service.create({ name: 'Partners', stages: [stage('Talk', 'open'), stage('Signed', 'won')] }),
    );
    const there = { pipelineId: pipeline.id, stage: pipeline.stages[0]!.id };
    const automationId = await on.rule(id, {
      actions: [mail('Welcome'), { kind: 'move', ...there }, { kind: 'assign', to: team[1]!.id }],
    });
    await bed.in(id, () => bed.pipelines.service.remove(pipeline.id));
    team.pop();
    const { items } = await bed.in(id, () => bed.automations.service.list());
    expect(items[0]!.missing).toEqual([
      { pointer: '/actions/1', what: 'pipeline' },
      { pointer: '/actions/2', what: 'member' },
    ]);
    await on.moveTo(id, await on.lead(id), 'contacted');
    expect(await on.runsOf(id, automationId)).toMatchObject([{ state: 'stopped', stop: 'missing', steps: [] }]);
    expect(on.written(id)).toEqual([]);
    const again = bed.in(id, async () => {
      await bed.automations.service.switch(automationId, false);
      return bed.automations.service.switch(automationId, true);
    });
    await expect(again).rejects.toMatchObject({ code: 'illegal-transition' });
  });

  it('F-09 refuses what cannot be, in plain words, and more rules than a site may have', async () => {
    const { id } = bed.tenant('Ada');
    const body = (text: string) =>
      contract.createAutomation.body.safeParse({
        name: 'A',
        trigger: { kind: 'registered' },
        conditions: [],
        actions: [mail(text)],
      });
    expect(body('Hello {{ firstName }}').success).toBe(true);
    for (const text of ['{{password}}', '{{firstName', 'a }} b', '{{constructor}}'])
      expect(body(text).success).toBe(false);
    expect(
      contract.AutomationDefinition.safeParse({ trigger: { kind: 'registered' }, conditions: [], actions: [wait(5)] })
        .success,
    ).toBe(false);
    const nobody = newId('mem');
    const wrong = {
      name: 'A',
      trigger: { kind: 'registered' },
      conditions: [],
      actions: [{ kind: 'assign', to: nobody }],
    } as const;
    await expect(bed.in(id, () => bed.automations.service.create(wrong as never))).rejects.toMatchObject({
      code: 'validation-failed',
      issues: [{ pointer: '/actions/0' }],
    });
    const made = { ...wrong, actions: [mail('Hello')] };
    for (let n = 0; n < contract.MAX_AUTOMATIONS; n += 1)
      await bed.in(id, () => bed.automations.service.create(made as never));
    await expect(bed.in(id, () => bed.automations.service.create(made as never))).rejects.toMatchObject({
      code: 'limit-reached',
    });
  });
  it('F-09 what waits in a rule that is switched off or removed does not go on, and a run can be stopped by hand', async () => {
    const { id } = bed.tenant('Ada');
    const ids: AutomationId[] = [];
    for (let n = 0; n < 3; n += 1) ids.push(await on.rule(id, { actions: [wait(60), mail('Late')] }));
    await on.moveTo(id, await on.lead(id), 'contacted');
    const runOf = async (index: number) => (await on.runsOf(id, ids[index]!))[0]!;
    const removed = (await runOf(1)).id;
    await bed.in(id, () => bed.automations.service.switch(ids[0]!, false));
    await bed.in(id, () => bed.automations.service.remove(ids[1]!));
    const { id: byHand } = await runOf(2);
    await bed.in(id, () => bed.automations.service.stopRun(byHand));
    await expect(bed.in(id, () => bed.automations.service.stopRun(byHand))).rejects.toMatchObject({
      code: 'illegal-transition',
    });
    await on.later(61);
    expect(await runOf(0)).toMatchObject({ state: 'stopped', stop: 'switched-off' });
    expect(await bed.in(id, async () => on.runModel().findOne({ _id: removed }).lean())).toMatchObject({
      stop: 'switched-off',
    });
    expect(await runOf(2)).toMatchObject({ state: 'stopped', stop: 'by-hand' });
    expect(on.written(id)).toEqual([]);
  });

  it('F-09 a trial says which leads a rule would have met and what it would do, and changes nothing', async () => {
    const { id } = bed.tenant('Ada');
    const [with_, without] = [await on.lead(id, { company: 'Acme' }), await on.lead(id)];
    for (const each of [with_, without]) await on.moveTo(id, each, 'contacted');
    await on.lead(id);
    const definition = {
      trigger: entered('contacted'),
      conditions: [{ kind: 'has', what: 'company', is: true } as const],
      actions: [mail('Hello {{firstName}} of {{company}}'), wait(DAY), move('qualified'), move('qualified')],
    };
    const everything = async () =>
      JSON.stringify([
        await bed.in(id, async () => bed.model('Lead').find({}).lean()),
        await bed.in(id, async () => on.runModel().countDocuments({})),
        bed.mails.length,
      ]);
    const before = await everything();
    const found = await on.call(id, contract.tryAutomation, { body: { ...definition, days: 30 } });
    expect(found).toMatchObject({ happened: 2, matched: 1, more: false, leads: [{ id: with_, name: 'Jo Doe' }] });
    const registered = { ...definition, trigger: { kind: 'registered' as const }, conditions: [], days: 1 };
    expect(await on.call(id, contract.tryAutomation, { body: registered })).toMatchObject({ happened: 3, matched: 3 });
    const trial = await on.call(id, contract.tryAutomationOnLead, { params: { leadId: with_ }, body: definition });
    expect(trial.conditions).toEqual([true]);
    expect(trial.steps.map(({ outcome }) => outcome)).toEqual(['mailed', 'waited', 'moved', 'stood-there']);
    expect(trial.steps[0]!.text!.text).toBe('Hello Jo of Acme');
    expect(Date.parse(trial.steps[2]!.at) - Date.parse(trial.steps[1]!.at)).toBe(DAY * 60_000);
    const other = await on.call(id, contract.tryAutomationOnLead, { params: { leadId: without }, body: definition });
    expect(other.conditions).toEqual([false]);
    await bed.settle();
    expect(await everything()).toBe(before);
  });
});

const stage = (name: string, kind: 'open' | 'won') => ({ name, kind, entry: [], leadsTo: null });

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LeadMoved, type AutomationCondition } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { automationsOver, DEFAULT, DAY, entered, move, mail, wait } from '../../testing/automations-bed.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import type { AutomationsModuleDeps } from './automations.module.ts';
import { MAX_FAILURES } from './runner.ts';

describe('runs of automations', () => {
  let bed: FeatureBed;
  let on: ReturnType<typeof automationsOver>;
  beforeAll(async () => {
    bed = await createFeatureBed();
    on = automationsOver(bed);
  });
  afterAll(() => bed.close());

  it('F-09 does its steps in their order and once, however often it is told, and writes to the lead in safe words', async () => {
    const { id } = bed.tenant('Ada');
    const text = 'Hello {{firstName}} of {{company}}.\n\nYours, {{ promoterName }}';
    const automationId = await on.rule(id, { actions: [mail(text), move('qualified')] });
    const leadId = await on.lead(id, { firstName: '<b>{{lastName}}</b>', company: 'A & B' });
    await on.moveTo(id, leadId, 'contacted');
    expect(await on.outcomes(id, automationId)).toEqual([['mailed', 'moved']]);
    expect((await on.look(id, leadId)).history.map(({ stage, cause, actorName }) => [stage, cause, actorName])).toEqual(
      [
        ['new', 'registration', null],
        ['contacted', 'member', null],
        ['qualified', 'automation', 'A rule'],
      ],
    );
    const [sent] = on.written(id);
    expect(sent!.subject).toBe('For <b>{{lastName}}</b>');
    expect(sent!.text).toContain('Hello <b>{{lastName}}</b> of A & B.');
    expect(sent!.html).toContain('&lt;b&gt;{{lastName}}&lt;/b&gt; of A &amp; B.');
    expect(sent!.html).toContain('Yours, Pat Promoter');

    const source = bed.automations.subscribers!.find(({ id: name }) => name === 'automations.lead.moved')!;
    const again = LeadMoved.payload.parse({ leadId, membershipId: null, from: 'new', to: 'contacted' });
    const eventId = newId('evt');
    for (let n = 0; n < 2; n += 1) {
      await bed.in(id, () => source.handle(again, { eventId, tenantId: id, recordedAt: new Date() }));
    }
    await bed.settle();
    expect(await on.runsOf(id, automationId)).toHaveLength(2);
  });

  it('F-09 goes on after a wait as it began, though the rule was changed and its stage renamed meanwhile', async () => {
    const { id } = bed.tenant('Ada');
    const automationId = await on.rule(id, { actions: [wait(2 * DAY), move('qualified'), mail('First')] });
    const leadId = await on.lead(id);
    await on.moveTo(id, leadId, 'contacted');
    const body = { name: 'Renamed', trigger: entered('contacted'), conditions: [], actions: [mail('Second')] };
    await bed.in(id, () => bed.automations.service.update(automationId, 1, body));
    const { items } = await bed.in(id, () => bed.pipelines.service.list());
    const stages = items[0]!.stages.map((stage) => (stage.id === 'qualified' ? { ...stage, name: 'Warm' } : stage));
    await bed.in(id, () => bed.pipelines.service.update(DEFAULT, 0, { name: null, stages }));
    await on.later(DAY);
    expect((await on.runsOf(id, automationId))[0]).toMatchObject({ state: 'waiting', version: 1, of: 3 });
    await on.later(DAY + 1);
    expect(await on.outcomes(id, automationId)).toEqual([['waited', 'moved', 'mailed']]);
    expect(on.written(id).map(({ text }) => text.includes('First'))).toEqual([true]);
    expect((await on.look(id, leadId)).stage).toBe('qualified');
  });

  it('F-09 looks again after a wait where it is told to, and stops where that does not hold any more', async () => {
    const { id } = bed.tenant('Ada');
    const condition: AutomationCondition = { kind: 'stage', pipelineId: DEFAULT, stages: ['contacted'] };
    const actions = [wait(60), { kind: 'check', condition } as const, mail('Still there?')];
    const automationId = await on.rule(id, { actions });
    const [stays, goes] = [await on.lead(id), await on.lead(id)];
    for (const each of [stays, goes]) await on.moveTo(id, each, 'contacted');
    await on.moveTo(id, goes, 'won');
    await on.later(61);
    expect((await on.outcomes(id, automationId)).sort()).toEqual([
      ['waited', 'holds', 'mailed'],
      ['waited', 'holds-not'],
    ]);
    expect((await on.runsOf(id, automationId)).find(({ lead: { id: of } }) => of === goes)).toMatchObject({
      state: 'stopped',
      stop: 'check',
    });
  });

  it('F-09 a worker that dies within or between any two actions leaves none done twice and none left out', async () => {
    const { id, team } = bed.tenant('Ada');
    for (const member of team) member.active = false;
    const to = team[0]!.id;
    const steps = [
      mail('One'),
      { kind: 'assign', to } as const,
      move('qualified'),
      { kind: 'notify', who: to, text: 'Look' } as const,
    ];
    const automationId = await on.rule(id, { actions: [wait(1), ...steps] });
    const leadId = await on.lead(id);
    await on.moveTo(id, leadId, 'contacted');
    bed.clock.advance(61_000);
    const { id: runId } = (await on.runsOf(id, automationId))[0]!;
    const { moves, handOvers, notifier } = bed.automationsDeps;
    const dies = () => {
      throw Object.assign(new Error('killed'), { name: 'MongoNetworkError' });
    };
    const killed =
      <A extends unknown[], R>(fn: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        await fn(...args);
        return dies();
      };
    const dying: Partial<AutomationsModuleDeps>[] = [
      { handOvers: { ...handOvers, byRule: killed(handOvers.byRule) } },
      { moves: { byRule: killed(moves.byRule) } },
      { notifier: { notify: killed(notifier.notify) } },
    ];
    for (const [index, replaced] of dying.entries()) {
      await expect(bed.in(id, () => on.anotherWorker(replaced).advance(runId))).rejects.toThrow('killed');
      expect((await on.outcomes(id, automationId))[0]).toHaveLength(index + 2);
    }
    await bed.in(id, () => on.anotherWorker().advance(runId));
    expect(await on.outcomes(id, automationId)).toEqual([['waited', 'mailed', 'assigned', 'moved', 'notified']]);
    expect(on.written(id)).toHaveLength(1);
    expect(await on.told(id)).toEqual([[to, 'A rule', 'Look']]);
    const { history, assignee } = await on.look(id, leadId);
    expect(history.map(({ stage }) => stage)).toEqual(['new', 'contacted', 'qualified']);
    expect(assignee?.membershipId).toBe(to);
  });

  it('F-09 several workers on one run get each action through once', async () => {
    const { id } = bed.tenant('Ada');
    const automationId = await on.rule(id, { actions: [wait(1), move('qualified'), move('new'), move('won')] });
    const leads = [await on.lead(id), await on.lead(id), await on.lead(id)];
    for (const leadId of leads) await on.moveTo(id, leadId, 'contacted');
    bed.clock.advance(61_000);
    const runs = await on.runsOf(id, automationId);
    const workers = [0, 1, 2].map(() => on.anotherWorker());
    await Promise.all(workers.flatMap((worker) => runs.map((run) => bed.in(id, () => worker.advance(run.id)))));
    for (const leadId of leads) {
      const { history } = await on.look(id, leadId);
      expect(history.map(({ stage }) => stage)).toEqual(['new', 'contacted', 'qualified', 'new', 'won']);
    }
    expect(new Set((await on.runsOf(id, automationId)).map(({ state }) => state))).toEqual(new Set(['done']));
  });

  it('F-09 a run is forgotten 100 days after it has ended, and not before', async () => {
    const { id } = bed.tenant('Ada');
    const automationId = await on.rule(id, { actions: [wait(60), mail('Hello')] });
    await on.moveTo(id, await on.lead(id), 'contacted');
    const ended = async () =>
      (await bed.in(id, async () => on.runModel().find({ automationId }, { endedAt: 1 }).lean())).map(
        (run) => (run as { endedAt?: unknown }).endedAt,
      );
    // The server forgets by a date; a run that still waits has none.
    expect(await ended()).toEqual([null]);
    await on.later(61);
    expect(await ended()).toEqual([expect.any(Date)]);
    const indexes: { key: object; expireAfterSeconds?: number }[] = await on.runModel().listIndexes();
    expect(indexes.filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)).toMatchObject([
      { key: { endedAt: 1 }, expireAfterSeconds: 100 * 86_400 },
    ]);
  });

  it('F-09 a run that nobody goes on with is found by the sweep', async () => {
    const { id } = bed.tenant('Ada');
    const automationId = await on.rule(id, { actions: [mail('Hello')] });
    await on.moveTo(id, await on.lead(id), 'contacted');
    const [run] = await on.runsOf(id, automationId);
    const begun = { state: 'running', step: 0, steps: [], endedAt: null, dueAt: bed.clock.now() };
    await bed.in(id, async () => on.runModel().updateOne({ _id: run!.id }, { $set: begun }));
    await on.later(1);
    expect((await on.runsOf(id, automationId))[0]).toMatchObject({ state: 'done' });
    expect(on.written(id)).toHaveLength(2);
  });

  it('F-09 keeps to the rules of a pipeline, says why it failed, and is paused with a notice after several in a row', async () => {
    const { id, team } = bed.tenant('Ada');
    (team[0] as { roles: readonly string[] }).roles = ['owner'];
    const { items } = await bed.in(id, () => bed.pipelines.service.list());
    const stages = items[0]!.stages.map((each) =>
      each.id === 'qualified' ? { ...each, entry: ['phone' as const] } : each,
    );
    await bed.in(id, () => bed.pipelines.service.update(DEFAULT, 0, { name: null, stages }));
    const automationId = await on.rule(id, { name: 'Too eager', actions: [move('qualified')] });
    for (let n = 0; n < MAX_FAILURES; n += 1) await on.moveTo(id, await on.lead(id), 'contacted');
    const runs = await on.runsOf(id, automationId);
    expect(runs).toHaveLength(MAX_FAILURES);
    expect(runs[0]).toMatchObject({
      state: 'failed',
      steps: [{ ok: false, outcome: 'stage-closed', detail: 'The lead needs a phone number first.' }],
    });
    const state = async () => (await bed.in(id, () => bed.automations.service.list())).items[0]!.state;
    expect(await state()).toBe('paused');
    const letters = bed.mails.filter(({ tenantId, subject }) => tenantId === id && subject.includes('is paused'));
    expect(letters.map(({ to }) => to)).toEqual([team[0]!.email]);
    expect(
      bed.audited.filter(({ action, target }) => action === 'automation.paused' && target?.id === automationId),
    ).toHaveLength(1);
    await on.moveTo(id, await on.lead(id), 'contacted');
    expect(await on.runsOf(id, automationId)).toHaveLength(MAX_FAILURES);
    await bed.in(id, () => bed.automations.service.switch(automationId, true));
    expect(await state()).toBe('on');
  });

  it('F-09 gives a lead that nobody has to the rules of assignment, or to a member, and tells the owner', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    for (const member of team) member.active = false;
    const byRules = await on.rule(id, {
      actions: [wait(1), { kind: 'assign', to: 'rules' }, { kind: 'notify', who: 'owner', text: 'Call {{firstName}}' }],
    });
    const leadId = await on.lead(id);
    await on.moveTo(id, leadId, 'contacted');
    team[1]!.active = true;
    await on.later(2);
    expect(await on.outcomes(id, byRules)).toEqual([['waited', 'queued', 'nobody-to-notify']]);
    expect((await on.look(id, leadId)).assignee?.name).toBe('Bob');
    const toAda = await on.rule(id, {
      trigger: entered('qualified'),
      actions: [
        { kind: 'assign', to: team[0]!.id },
        { kind: 'notify', who: 'owner', text: 'Call {{firstName}}' },
      ],
    });
    await on.moveTo(id, leadId, 'qualified');
    expect(await on.outcomes(id, toAda)).toEqual([['assigned', 'notified']]);
    expect(await on.told(id)).toEqual([[team[0]!.id, 'A rule', 'Call Jo']]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  automations as contract,
  LeadMoved,
  SFU_REPORT_STREAM,
  type AutomationBody,
  type AutomationCondition,
  type AutomationId,
  type LeadId,
  type MembershipId,
  type StageId,
  type TenantId,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createUnitOfWork } from '@stageline/platform/outbox';
import mongoose from 'mongoose';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createAutomationsModule, type AutomationsModuleDeps } from './automations.module.ts';
import { MAX_FAILURES } from './runner.ts';
import { MAX_RUNS_PER_LEAD } from './starter.ts';
import { triggerSources } from './triggers.ts';
import { createTurns } from './turns.ts';

const DEFAULT = 'default' as const;
const DAY = 24 * 60;
const entered = (stage: StageId) => ({ kind: 'stage-entered', pipelineId: DEFAULT, stage }) as const;
const move = (stage: StageId) => ({ kind: 'move', pipelineId: DEFAULT, stage }) as const;
const mail = (text: string) => ({ kind: 'mail', subject: 'For {{firstName}}', text, link: 'site' }) as const;
const wait = (minutes: number) => ({ kind: 'wait', minutes }) as const;

describe('automations', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const manager = () => bed.actor('mem_manager' as MembershipId, 'owner');
  let people = 0;
  /** Registers somebody. @returns their lead */
  async function lead(id: TenantId, form: { firstName?: string; company?: string } = {}): Promise<LeadId> {
    const email = `auto${people++}@lead.example`;
    await bed.in(id, () =>
      bed.registrations.service.register({ firstName: 'Jo', lastName: 'Doe', email, ...form }, { source: 'api' }),
    );
    await bed.settle();
    const { items } = await bed.in(id, () => bed.leads.service.list(manager(), { limit: 100 }));
    return items.find(({ person }) => person.email === email)!.id;
  }
  const look = (id: TenantId, leadId: LeadId) => bed.in(id, () => bed.leads.service.get(manager(), leadId));
  async function moveTo(id: TenantId, leadId: LeadId, stage: StageId): Promise<void> {
    const { version } = await look(id, leadId);
    await bed.in(id, () => bed.leads.service.move(manager(), leadId, { stage, version }));
    await bed.settle();
  }
  type Rule = Partial<AutomationBody> & Pick<AutomationBody, 'actions'>;
  /** A rule that is on; for leads that come to `contacted` unless it says otherwise. */
  async function rule(id: TenantId, body: Rule): Promise<AutomationId> {
    const whole = { name: 'A rule', trigger: entered('contacted'), conditions: [], ...body };
    const made = await bed.in(id, () => bed.automations.service.create(whole));
    await bed.in(id, () => bed.automations.service.switch(made.id, true));
    return made.id;
  }
  const runsOf = async (id: TenantId, automationId: AutomationId) =>
    (await bed.in(id, () => bed.automations.service.runs(automationId, { limit: 100 }))).items;
  const outcomes = async (id: TenantId, automationId: AutomationId) =>
    (await runsOf(id, automationId)).map(({ steps }) => steps.map(({ outcome }) => outcome));
  /** What rules wrote to leads. */
  const written = (id: TenantId) =>
    bed.mails.filter(({ tenantId, subject }) => tenantId === id && subject.startsWith('For '));
  /** What rules told members. */
  const told = (id: TenantId) =>
    bed.in(id, async () => {
      const rows = await mongoose.models['Notification']!.find({ kind: 'automation' }).lean<
        { membershipId: string; title: string; text: string }[]
      >();
      return rows.map(({ membershipId, title, text }) => [membershipId, title, text]);
    });
  async function later(minutes: number): Promise<void> {
    bed.clock.advance(minutes * 60_000);
    await bed.automations.sweep();
    await bed.settle();
  }
  const call = <T = any>(tenantId: TenantId, operation: string, input: object): Promise<T> =>
    bed.in(tenantId, async () => {
      const binding = (bed.automations.routes ?? []).find((each) => each.operation.id === operation)!;
      return (binding as any).handle({ actor: manager(), ...input }) as Promise<T>;
    });
  /** The module as another worker has it. */
  const anotherWorker = (replaced: Partial<AutomationsModuleDeps> = {}) =>
    createAutomationsModule({
      ...bed.automationsDeps,
      unitOfWork: createUnitOfWork({ connection: mongoose.connection, nudge: () => undefined }),
      ...replaced,
    });
  const runModel = () => mongoose.models['AutomationRun']!;

  it('F-09 does its steps in their order and once, however often it is told, and writes to the lead in safe words', async () => {
    const { id } = bed.tenant('Ada');
    const text = 'Hello {{firstName}} of {{company}}.\n\nYours, {{ promoterName }}';
    const automationId = await rule(id, { actions: [mail(text), move('qualified')] });
    const leadId = await lead(id, { firstName: '<b>{{lastName}}</b>', company: 'A & B' });
    await moveTo(id, leadId, 'contacted');
    expect(await outcomes(id, automationId)).toEqual([['mailed', 'moved']]);
    expect((await look(id, leadId)).history.map(({ stage, cause, actorName }) => [stage, cause, actorName])).toEqual([
      ['new', 'registration', null],
      ['contacted', 'member', null],
      ['qualified', 'automation', 'A rule'],
    ]);
    const [sent] = written(id);
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
    expect(await runsOf(id, automationId)).toHaveLength(2);
  });

  it('F-09 goes on after a wait as it began, though the rule was changed and its stage renamed meanwhile', async () => {
    const { id } = bed.tenant('Ada');
    const automationId = await rule(id, { actions: [wait(2 * DAY), move('qualified'), mail('First')] });
    const leadId = await lead(id);
    await moveTo(id, leadId, 'contacted');
    const body = { name: 'Renamed', trigger: entered('contacted'), conditions: [], actions: [mail('Second')] };
    await bed.in(id, () => bed.automations.service.update(automationId, 1, body));
    const { items } = await bed.in(id, () => bed.pipelines.service.list());
    const stages = items[0]!.stages.map((stage) => (stage.id === 'qualified' ? { ...stage, name: 'Warm' } : stage));
    await bed.in(id, () => bed.pipelines.service.update(DEFAULT, 0, { name: null, stages }));
    await later(DAY);
    expect((await runsOf(id, automationId))[0]).toMatchObject({ state: 'waiting', version: 1, of: 3 });
    await later(DAY + 1);
    expect(await outcomes(id, automationId)).toEqual([['waited', 'moved', 'mailed']]);
    expect(written(id).map(({ text }) => text.includes('First'))).toEqual([true]);
    expect((await look(id, leadId)).stage).toBe('qualified');
  });

  it('F-09 looks again after a wait where it is told to, and stops where that does not hold any more', async () => {
    const { id } = bed.tenant('Ada');
    const condition: AutomationCondition = { kind: 'stage', pipelineId: DEFAULT, stages: ['contacted'] };
    const actions = [wait(60), { kind: 'check', condition } as const, mail('Still there?')];
    const automationId = await rule(id, { actions });
    const [stays, goes] = [await lead(id), await lead(id)];
    for (const each of [stays, goes]) await moveTo(id, each, 'contacted');
    await moveTo(id, goes, 'won');
    await later(61);
    expect((await outcomes(id, automationId)).sort()).toEqual([
      ['waited', 'holds', 'mailed'],
      ['waited', 'holds-not'],
    ]);
    expect((await runsOf(id, automationId)).find(({ lead: { id: of } }) => of === goes)).toMatchObject({
      state: 'stopped',
      stop: 'check',
    });
  });

  it('F-09 rules that follow from one another in a circle end, and the log shows the chain', async () => {
    const { id } = bed.tenant('Ada');
    const back = await rule(id, { name: 'Back', trigger: entered('qualified'), actions: [move('contacted')] });
    const on = await rule(id, { name: 'On', trigger: entered('contacted'), actions: [move('qualified')] });
    const leadId = await lead(id);
    await moveTo(id, leadId, 'contacted');
    expect((await runsOf(id, on)).map(({ state, stop, chain }) => [state, stop, chain])).toEqual([
      ['stopped', 'loop', ['On', 'Back']],
      ['done', null, []],
    ]);
    expect((await runsOf(id, back)).map(({ state, chain }) => [state, chain])).toEqual([['done', ['On']]]);
    expect((await look(id, leadId)).stage).toBe('contacted');
  });

  it('F-09 has a limit per lead and rule within a day', async () => {
    const { id } = bed.tenant('Ada');
    const automationId = await rule(id, { actions: [mail('Again')] });
    const leadId = await lead(id);
    for (let n = 0; n <= MAX_RUNS_PER_LEAD; n += 1) {
      await moveTo(id, leadId, 'contacted');
      await moveTo(id, leadId, 'new');
    }
    const runs = await runsOf(id, automationId);
    expect(runs.map(({ stop }) => stop).filter((stop) => stop === 'too-often')).toHaveLength(1);
    expect(written(id)).toHaveLength(MAX_RUNS_PER_LEAD);
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
    const automationId = await rule(id, { actions: [wait(1), ...steps] });
    const leadId = await lead(id);
    await moveTo(id, leadId, 'contacted');
    bed.clock.advance(61_000);
    const { id: runId } = (await runsOf(id, automationId))[0]!;
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
      await expect(bed.in(id, () => anotherWorker(replaced).advance(runId))).rejects.toThrow('killed');
      expect((await outcomes(id, automationId))[0]).toHaveLength(index + 2);
    }
    await bed.in(id, () => anotherWorker().advance(runId));
    expect(await outcomes(id, automationId)).toEqual([['waited', 'mailed', 'assigned', 'moved', 'notified']]);
    expect(written(id)).toHaveLength(1);
    expect(await told(id)).toEqual([[to, 'A rule', 'Look']]);
    const { history, assignee } = await look(id, leadId);
    expect(history.map(({ stage }) => stage)).toEqual(['new', 'contacted', 'qualified']);
    expect(assignee?.membershipId).toBe(to);
  });

  it('F-09 several workers on one run get each action through once', async () => {
    const { id } = bed.tenant('Ada');
    const automationId = await rule(id, { actions: [wait(1), move('qualified'), move('new'), move('won')] });
    const leads = [await lead(id), await lead(id), await lead(id)];
    for (const leadId of leads) await moveTo(id, leadId, 'contacted');
    bed.clock.advance(61_000);
    const runs = await runsOf(id, automationId);
    const workers = [0, 1, 2].map(() => anotherWorker());
    await Promise.all(workers.flatMap((worker) => runs.map((run) => bed.in(id, () => worker.advance(run.id)))));
    for (const leadId of leads) {
      const { history } = await look(id, leadId);
      expect(history.map(({ stage }) => stage)).toEqual(['new', 'contacted', 'qualified', 'new', 'won']);
    }
    expect(new Set((await runsOf(id, automationId)).map(({ state }) => state))).toEqual(new Set(['done']));
  });

  it('F-09 a run is forgotten 100 days after it has ended, and not before', async () => {
    const { id } = bed.tenant('Ada');
    const automationId = await rule(id, { actions: [wait(60), mail('Hello')] });
    await moveTo(id, await lead(id), 'contacted');
    const ended = async () =>
      (await bed.in(id, async () => runModel().find({ automationId }, { endedAt: 1 }).lean())).map(
        (run) => (run as { endedAt?: unknown }).endedAt,
      );
    // The server forgets by a date; a run that still waits has none.
    expect(await ended()).toEqual([null]);
    await later(61);
    expect(await ended()).toEqual([expect.any(Date)]);
    const indexes: { key: object; expireAfterSeconds?: number }[] = await runModel().listIndexes();
    expect(indexes.filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)).toMatchObject([
      { key: { endedAt: 1 }, expireAfterSeconds: 100 * 86_400 },
    ]);
  });

  it('F-09 a run that nobody goes on with is found by the sweep', async () => {
    const { id } = bed.tenant('Ada');
    const automationId = await rule(id, { actions: [mail('Hello')] });
    await moveTo(id, await lead(id), 'contacted');
    const [run] = await runsOf(id, automationId);
    const begun = { state: 'running', step: 0, steps: [], endedAt: null, dueAt: bed.clock.now() };
    await bed.in(id, async () => runModel().updateOne({ _id: run!.id }, { $set: begun }));
    await later(1);
    expect((await runsOf(id, automationId))[0]).toMatchObject({ state: 'done' });
    expect(written(id)).toHaveLength(2);
  });

  it('F-09 a rule that names what is gone says so and does nothing at all, not even its first half', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    const pipeline = await bed.in(id, () =>
      bed.pipelines.service.create({ name: 'Partners', stages: [stage('Talk', 'open'), stage('Signed', 'won')] }),
    );
    const there = { pipelineId: pipeline.id, stage: pipeline.stages[0]!.id };
    const automationId = await rule(id, {
      actions: [mail('Welcome'), { kind: 'move', ...there }, { kind: 'assign', to: team[1]!.id }],
    });
    await bed.in(id, () => bed.pipelines.service.remove(pipeline.id));
    team.pop();
    const { items } = await bed.in(id, () => bed.automations.service.list());
    expect(items[0]!.missing).toEqual([
      { pointer: '/actions/1', what: 'pipeline' },
      { pointer: '/actions/2', what: 'member' },
    ]);
    await moveTo(id, await lead(id), 'contacted');
    expect(await runsOf(id, automationId)).toMatchObject([{ state: 'stopped', stop: 'missing', steps: [] }]);
    expect(written(id)).toEqual([]);
    const again = bed.in(id, async () => {
      await bed.automations.service.switch(automationId, false);
      return bed.automations.service.switch(automationId, true);
    });
    await expect(again).rejects.toMatchObject({ code: 'illegal-transition' });
  });

  it('F-09 keeps to the rules of a pipeline, says why it failed, and is paused with a notice after several in a row', async () => {
    const { id, team } = bed.tenant('Ada');
    (team[0] as { roles: readonly string[] }).roles = ['owner'];
    const { items } = await bed.in(id, () => bed.pipelines.service.list());
    const stages = items[0]!.stages.map((each) =>
      each.id === 'qualified' ? { ...each, entry: ['phone' as const] } : each,
    );
    await bed.in(id, () => bed.pipelines.service.update(DEFAULT, 0, { name: null, stages }));
    const automationId = await rule(id, { name: 'Too eager', actions: [move('qualified')] });
    for (let n = 0; n < MAX_FAILURES; n += 1) await moveTo(id, await lead(id), 'contacted');
    const runs = await runsOf(id, automationId);
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
    await moveTo(id, await lead(id), 'contacted');
    expect(await runsOf(id, automationId)).toHaveLength(MAX_FAILURES);
    await bed.in(id, () => bed.automations.service.switch(automationId, true));
    expect(await state()).toBe('on');
  });

  it('F-09 what waits in a rule that is switched off or removed does not go on, and a run can be stopped by hand', async () => {
    const { id } = bed.tenant('Ada');
    const ids: AutomationId[] = [];
    for (let n = 0; n < 3; n += 1) ids.push(await rule(id, { actions: [wait(60), mail('Late')] }));
    await moveTo(id, await lead(id), 'contacted');
    const runOf = async (index: number) => (await runsOf(id, ids[index]!))[0]!;
    const removed = (await runOf(1)).id;
    await bed.in(id, () => bed.automations.service.switch(ids[0]!, false));
    await bed.in(id, () => bed.automations.service.remove(ids[1]!));
    const { id: byHand } = await runOf(2);
    await bed.in(id, () => bed.automations.service.stopRun(byHand));
    await expect(bed.in(id, () => bed.automations.service.stopRun(byHand))).rejects.toMatchObject({
      code: 'illegal-transition',
    });
    await later(61);
    expect(await runOf(0)).toMatchObject({ state: 'stopped', stop: 'switched-off' });
    expect(await bed.in(id, async () => runModel().findOne({ _id: removed }).lean())).toMatchObject({
      stop: 'switched-off',
    });
    expect(await runOf(2)).toMatchObject({ state: 'stopped', stop: 'by-hand' });
    expect(written(id)).toEqual([]);
  });

  it('F-09 gives a lead that nobody has to the rules of assignment, or to a member, and tells the owner', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    for (const member of team) member.active = false;
    const byRules = await rule(id, {
      actions: [wait(1), { kind: 'assign', to: 'rules' }, { kind: 'notify', who: 'owner', text: 'Call {{firstName}}' }],
    });
    const leadId = await lead(id);
    await moveTo(id, leadId, 'contacted');
    team[1]!.active = true;
    await later(2);
    expect(await outcomes(id, byRules)).toEqual([['waited', 'queued', 'nobody-to-notify']]);
    expect((await look(id, leadId)).assignee?.name).toBe('Bob');
    const toAda = await rule(id, {
      trigger: entered('qualified'),
      actions: [
        { kind: 'assign', to: team[0]!.id },
        { kind: 'notify', who: 'owner', text: 'Call {{firstName}}' },
      ],
    });
    await moveTo(id, leadId, 'qualified');
    expect(await outcomes(id, toAda)).toEqual([['assigned', 'notified']]);
    expect(await told(id)).toEqual([[team[0]!.id, 'A rule', 'Call Jo']]);
  });

  it('F-09 a trial says which leads a rule would have met and what it would do, and changes nothing', async () => {
    const { id } = bed.tenant('Ada');
    const [with_, without] = [await lead(id, { company: 'Acme' }), await lead(id)];
    for (const each of [with_, without]) await moveTo(id, each, 'contacted');
    await lead(id);
    const definition = {
      trigger: entered('contacted'),
      conditions: [{ kind: 'has', what: 'company', is: true } as const],
      actions: [mail('Hello {{firstName}} of {{company}}'), wait(DAY), move('qualified'), move('qualified')],
    };
    const everything = async () =>
      JSON.stringify([
        await bed.in(id, async () => bed.model('Lead').find({}).lean()),
        await bed.in(id, async () => runModel().countDocuments({})),
        bed.mails.length,
      ]);
    const before = await everything();
    const found = await call(id, 'automations.try', { body: { ...definition, days: 30 } });
    expect(found).toMatchObject({ happened: 2, matched: 1, more: false, leads: [{ id: with_, name: 'Jo Doe' }] });
    const registered = { ...definition, trigger: { kind: 'registered' }, conditions: [], days: 1 };
    expect(await call(id, 'automations.try', { body: registered })).toMatchObject({ happened: 3, matched: 3 });
    const trial = await call(id, 'automations.try-lead', { params: { leadId: with_ }, body: definition });
    expect(trial.conditions).toEqual([true]);
    expect(trial.steps.map(({ outcome }: any) => outcome)).toEqual(['mailed', 'waited', 'moved', 'stood-there']);
    expect(trial.steps[0].text.text).toBe('Hello Jo of Acme');
    expect(Date.parse(trial.steps[2].at) - Date.parse(trial.steps[1].at)).toBe(DAY * 60_000);
    const other = await call(id, 'automations.try-lead', { params: { leadId: without }, body: definition });
    expect(other.conditions).toEqual([false]);
    await bed.settle();
    expect(await everything()).toBe(before);
  });

  it('F-09 begins when somebody comes to a masterclass, leaves it, was there long enough or not at all', async () => {
    const { id } = bed.tenant('Ada');
    const session = await bed.in(id, async () => {
      const plan = { title: 'T', description: '', startsAt: bed.clock.now(), durationMinutes: 60, timeZone: 'UTC' };
      const made = await bed.sessions.service.create(plan);
      await bed.sessions.service.goLive(made.id);
      return made;
    });
    const kinds = ['registered', 'place-confirmed', 'attendance-joined', 'attendance-left', 'no-show'] as const;
    const rules = new Map<string, AutomationId>();
    for (const kind of kinds) rules.set(kind, await rule(id, { trigger: { kind }, actions: [mail(kind)] }));
    for (const minutes of [10, 40]) {
      rules.set(
        `attended ${minutes}`,
        await rule(id, { trigger: { kind: 'attended', minutes }, actions: [mail('long')] }),
      );
    }
    const [came, missed] = [await lead(id, { firstName: 'Cam' }), await lead(id, { firstName: 'Mis' })];
    await bed.in(id, () => bed.places.service.confirm(bed.joinLinks.tokenFor(id, came)));
    const { personId } = (await bed.in(id, () => bed.leads.service.findRegistered(came)))!;
    const report = async (type: 'peer-joined' | 'peer-left', connectionId: string) => {
      const at = bed.clock.now().toISOString();
      const base = { v: 1, tenantId: id, sessionId: session.id, nodeId: 'sfu-1', at, identity: personId, connectionId };
      const whole = { ...base, type, role: 'attendee', ...(type === 'peer-left' && { reason: 'left' }) };
      await bed.redis.xadd(SFU_REPORT_STREAM, '*', 'report', JSON.stringify(whole));
      await bed.sfuReports.drain();
    };
    await report('peer-joined', 'one');
    await report('peer-joined', 'two');
    bed.clock.advance(20 * 60_000);
    await report('peer-left', 'one');
    await bed.settle();
    expect(await runsOf(id, rules.get('attendance-left')!)).toEqual([]);
    await report('peer-left', 'two');
    await bed.in(id, () => bed.sessions.service.end(session.id));
    await bed.settle();
    const namesIn = async (kind: string) =>
      (await runsOf(id, rules.get(kind)!)).map(({ lead: { name } }) => name).sort();
    expect(await namesIn('registered')).toEqual(['Cam Doe', 'Mis Doe']);
    expect(await namesIn('place-confirmed')).toEqual(['Cam Doe']);
    expect(await namesIn('attendance-joined')).toEqual(['Cam Doe']);
    expect(await namesIn('attendance-left')).toEqual(['Cam Doe']);
    expect(await namesIn('attended 10')).toEqual(['Cam Doe']);
    expect(await namesIn('attended 40')).toEqual([]);
    expect(await namesIn('no-show')).toEqual(['Mis Doe']);
    expect(missed).not.toBe(came);
    const trial = { conditions: [], actions: [mail('x')], days: 7 };
    for (const [kind, matched] of [
      ['no-show', 1],
      ['attendance-joined', 1],
    ] as const) {
      expect(await call(id, 'automations.try', { body: { ...trial, trigger: { kind } } })).toMatchObject({ matched });
    }
  });

  it('F-09 offers no trigger that nothing brings', () => {
    const brought = triggerSources.flatMap(({ kinds }) => kinds).sort();
    const offered = contract.AutomationTrigger.options.map(({ shape }) => shape.kind.value).sort();
    expect(brought).toEqual(offered);
  });

  it('F-09 gives runs beyond so many a minute a later minute, in the order in which they came', async () => {
    const { id } = bed.tenant();
    const turns = createTurns(bed.redis, bed.clock, 2);
    const minute = Math.floor(bed.clock.now().getTime() / 60_000) * 60_000;
    const given = [];
    for (let n = 0; n < 5; n += 1) given.push(await bed.in(id, () => turns()));
    const after = given.map((at) => (at === null ? null : (at.getTime() - minute) / 60_000));
    expect(after).toEqual([null, null, 1, 1.5, 2]);
    expect(await bed.in(bed.tenant().id, () => turns())).toBeNull();
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
});

const stage = (name: string, kind: 'open' | 'won') => ({ name, kind, entry: [], leadsTo: null });

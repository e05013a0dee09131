import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  automations as contract,
  CallChanged,
  InvoicePaid,
  SFU_REPORT_STREAM,
  type AutomationId,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import type { Transaction } from '@stageline/platform/outbox';
import { automationsOver, entered, move, mail } from '../../testing/automations-bed.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { MAX_RUNS_PER_LEAD } from './starter.ts';
import { triggerSources } from './triggers.ts';
import { createTurns } from './turns.ts';

describe('triggers of automations', () => {
  let bed: FeatureBed;
  let on: ReturnType<typeof automationsOver>;
  beforeAll(async () => {
    bed = await createFeatureBed();
    on = automationsOver(bed);
  });
  afterAll(() => bed.close());

  it('F-09 rules that follow from one another in a circle end, and the log shows the chain', async () => {
    const { id } = bed.tenant('Ada');
    const back = await on.rule(id, { name: 'Back', trigger: entered('qualified'), actions: [move('contacted')] });
    const forth = await on.rule(id, { name: 'On', trigger: entered('contacted'), actions: [move('qualified')] });
    const leadId = await on.lead(id);
    await on.moveTo(id, leadId, 'contacted');
    expect((await on.runsOf(id, forth)).map(({ state, stop, chain }) => [state, stop, chain])).toEqual([
      ['stopped', 'loop', ['On', 'Back']],
      ['done', null, []],
    ]);
    expect((await on.runsOf(id, back)).map(({ state, chain }) => [state, chain])).toEqual([['done', ['On']]]);
    expect((await on.look(id, leadId)).stage).toBe('contacted');
  });

  it('F-09 has a limit per lead and rule within a day', async () => {
    const { id } = bed.tenant('Ada');
    const automationId = await on.rule(id, { actions: [mail('Again')] });
    const leadId = await on.lead(id);
    for (let n = 0; n <= MAX_RUNS_PER_LEAD; n += 1) {
      await on.moveTo(id, leadId, 'contacted');
      await on.moveTo(id, leadId, 'new');
    }
    const runs = await on.runsOf(id, automationId);
    expect(runs.map(({ stop }) => stop).filter((stop) => stop === 'too-often')).toHaveLength(1);
    expect(on.written(id)).toHaveLength(MAX_RUNS_PER_LEAD);
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
    for (const kind of kinds) rules.set(kind, await on.rule(id, { trigger: { kind }, actions: [mail(kind)] }));
    for (const minutes of [10, 40]) {
      rules.set(
        `attended ${minutes}`,
        await on.rule(id, { trigger: { kind: 'attended', minutes }, actions: [mail('long')] }),
      );
    }
    const [came, missed] = [await on.lead(id, { firstName: 'Cam' }), await on.lead(id, { firstName: 'Mis' })];
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
    expect(await on.runsOf(id, rules.get('attendance-left')!)).toEqual([]);
    await report('peer-left', 'two');
    await bed.in(id, () => bed.sessions.service.end(session.id));
    await bed.settle();
    const namesIn = async (kind: string) =>
      (await on.runsOf(id, rules.get(kind)!)).map(({ lead: { name } }) => name).sort();
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
      expect(await on.call(id, contract.tryAutomation, { body: { ...trial, trigger: { kind } } })).toMatchObject({
        matched,
      });
    }
  });

  it('F-09 begins once when a call is certain, when one is called off or missed, and when an invoice is paid', async () => {
    const { id } = bed.tenant('Bea');
    const rules = new Map<string, AutomationId>();
    for (const kind of ['call-booked', 'call-cancelled', 'call-missed', 'invoice-paid'] as const)
      rules.set(kind, await on.rule(id, { trigger: { kind }, actions: [mail(kind)] }));
    const leadId = await on.lead(id, { firstName: 'Cal' });
    const { personId } = (await bed.in(id, () => bed.leads.service.findRegistered(leadId)))!;
    const told = async (record: (tx: Transaction) => void) => {
      await bed.in(id, () => bed.unitOfWork.run(async (tx) => record(tx)));
      await bed.settle();
    };
    const call = { callId: newId('cll'), leadId, personId, membershipId: newId('mem'), formerMembershipId: null };
    const runs = async () =>
      Promise.all([...rules].map(async ([kind, rule]) => [kind, (await on.runsOf(id, rule)).length]));
    for (const change of ['requested', 'approved', 'rescheduled'] as const)
      await told((tx) => tx.record(CallChanged, { ...call, change, sequence: 0 }));
    const booked = [
      ['call-booked', 1],
      ['call-cancelled', 0],
      ['call-missed', 0],
      ['invoice-paid', 0],
    ];
    expect(await runs()).toEqual(booked);
    // What else came of one, or that it is taken back, is not that nobody came; noted twice it is one call.
    for (const outcome of ['follow-up', null] as const)
      await told((tx) => tx.record(CallChanged, { ...call, change: 'outcome', sequence: 2, outcome }));
    expect(await runs()).toEqual(booked);
    for (const _time of [1, 2])
      await told((tx) => tx.record(CallChanged, { ...call, change: 'outcome', sequence: 2, outcome: 'no-show' }));
    await told((tx) => tx.record(CallChanged, { ...call, change: 'cancelled', sequence: 2 }));
    const invoice = { invoiceId: newId('ivc'), personId, leadId, sessionId: null, amount: 4900 };
    // Paid, given back, and paid again: it is the same invoice.
    for (const _time of [1, 2]) await told((tx) => tx.record(InvoicePaid, { ...invoice, currency: 'EUR' }));
    expect((await runs()).map(([, times]) => times)).toEqual([1, 1, 1, 1]);
  });

  it('F-09 offers no trigger that nothing brings', () => {
    const brought = [...new Set(triggerSources.flatMap(({ kinds }) => kinds))].sort();
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
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  SendPlannedMails,
  SeatTaken,
  SessionEnded,
  type LeadId,
  type Locale,
  type MailAudience,
  type PersonId,
  type SequenceStep,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import mongoose from 'mongoose';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import type { OutgoingMail } from '../mail/index.ts';
import { createMailTemplatesModule } from '../mail-templates/index.ts';
import { createSequencesModule } from './sequences.module.ts';
import type { SeatHolder, SequenceSession } from './sequences.types.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const START = new Date('2026-06-10T18:00:00Z');
const HOUR = 3_600_000;
const MINUTE = 60_000;
const DAY = 24 * HOUR;

let bed: FeatureBed;
beforeAll(async () => {
  bed = await createFeatureBed();
});
afterAll(() => bed.close());

/** One site with one masterclass; what other modules know is a plain value that a test sets. */
function site(begin = new Date(START.getTime() - 3 * DAY)) {
  const tenantId: TenantId = bed.tenant().id;
  const sessionId = newId('ses') as SessionId;
  const clock = { at: begin, now: () => clock.at };
  const sent: (OutgoingMail & { at: Date })[] = [];
  const withdrawn: string[] = [];
  const seats = new Map<PersonId, Date>();
  const facts = {
    stays: new Map<PersonId, { from: Date; to: Date | null }[]>(),
    shown: [] as { from: Date; to: Date | null }[],
    clickers: new Set<PersonId>(),
    watched: new Map<PersonId, number>(),
    payers: new Set<PersonId>(),
    hasReplay: false,
    /** When questions were answered, and where that is in the replay of whoever finds one. */
    heard: new Map<PersonId, Date>(),
    placeFor: async (): Promise<number | null> => 754_900,
    broken: false,
    seatsAway: false,
    /** Of each reader's browser; null where nobody knows it. */
    zone: null as string | null,
    /** What happens between the reading of a batch and the sending of a mail. */
    meanwhile: async () => undefined as void,
  };
  const session: { -readonly [K in keyof SequenceSession]: SequenceSession[K] } = {
    id: sessionId,
    title: 'Ten minutes',
    startsAt: START,
    endsAt: new Date(START.getTime() + 90 * MINUTE),
    timeZone: 'Europe/Berlin',
    hostName: 'Kim',
    seatsLeft: 7,
    state: 'scheduled',
    startedAt: null,
    endedAt: null,
  };
  const jobs: { tenantId: TenantId; payload: { batch: string } }[] = [];
  const siteFacts = async () => ({
    siteName: 'Kevin',
    promoterName: 'Kevin',
    primaryColor: '#112233',
    url: 'https://k.example',
  });
  /** Kept with its key as the mail module keeps it, in the transaction of whoever sends. */
  const mailer = {
    async send(mail: OutgoingMail) {
      if (facts.broken) throw new Error('the database is on fire');
      const id = newId('mai');
      if (!sent.some(({ idempotencyKey }) => idempotencyKey === mail.idempotencyKey))
        sent.push({ ...mail, at: clock.now() });
      return id;
    },
    withdraw: async (keys: readonly string[]) => void withdrawn.push(...keys),
  };
  const common = { unitOfWork: bed.unitOfWork, clock, audit: { record: async () => undefined } };
  const templates = createMailTemplatesModule({
    ...common,
    siteFacts,
    nextSession: async () => null,
    member: async () => null,
    mailer,
  });
  const deps = {
    ...common,
    sessions: {
      find: async (id: SessionId) => (id === sessionId ? session : null),
      recent: async () => [session],
      hasReplay: async () => facts.hasReplay,
    },
    seats: {
      async *holders() {
        if (facts.seatsAway) throw new Error('the process is gone');
        const all = [...seats].map(([personId, since]): SeatHolder => ({ personId, since }));
        for (let from = 0; from < all.length; from += 200) yield all.slice(from, from + 200);
      },
      holding: async (_id: SessionId, people: readonly PersonId[]) => new Set(people.filter((one) => seats.has(one))),
    },
    segments: {
      staysOf: async () => facts.stays,
      offersShown: async () => facts.shown,
      clickers: async () => facts.clickers,
      watched: async () => facts.watched,
      payers: async () => facts.payers,
    },
    answers: { heard: async () => facts.heard, placeFor: () => facts.placeFor() },
    leads: {
      findByPersons: async (people: readonly PersonId[]) =>
        people.map((personId) => ({
          _id: personId.replace('per_', 'led_') as LeadId,
          personId,
          sessionId,
          linePosition: 12,
          person: { firstName: 'Ana', lastName: 'B', email: `${personId}@lead.example`, phone: null, company: null },
        })),
    },
    people: {
      zoneOf: async () => facts.zone,
      async localeOf(): Promise<Locale> {
        await facts.meanwhile();
        return 'en';
      },
    },
    siteFacts,
    joinLinks: bed.joinLinks,
    templates: templates.service,
    mailer,
    queue: {
      enqueueBulk: async (_job: unknown, items: readonly never[]) => void jobs.push(...(items as never[])),
    } as never,
    pausedTenants: async () => [],
    logger,
  };
  const module = createSequencesModule(deps);
  const { planner, service } = module;
  const inside = <T>(fn: () => Promise<T>) => bed.in(tenantId, fn);
  const rows = (filter: object = {}) =>
    inside(async () =>
      mongoose.models['PlannedMail']!.find(filter)
        .sort({ plannedFor: 1, stepId: 1 })
        .lean<
          { personId: PersonId; stepId: string; plan: number; state: string; reason: string | null; plannedFor: Date }[]
        >(),
    );
  /** Does what jobs would do, and then what they would do again. */
  async function work(): Promise<void> {
    await module.sweep();
    for (const { tenantId: of, payload } of jobs.splice(0)) {
      await bed.in(of, () => module.send(payload.batch));
      await bed.in(of, () => module.send(payload.batch));
    }
  }
  return {
    tenantId,
    sessionId,
    session,
    clock,
    sent,
    withdrawn,
    seats,
    facts,
    jobs,
    module,
    planner,
    service,
    inside,
    rows,
    work,
    async register(since = clock.at): Promise<PersonId> {
      const personId = newId('per') as PersonId;
      seats.set(personId, since);
      await inside(() => planner.seatTaken(sessionId, { personId, since }));
      return personId;
    },
    async until(at: Date): Promise<void> {
      clock.at = at;
      await work();
    },
    async end(after = 90): Promise<void> {
      const at = new Date(session.startsAt.getTime() + after * MINUTE);
      Object.assign(session, { state: 'ended', startedAt: session.startsAt, endedAt: at });
      await inside(() => planner.ended(sessionId, at));
    },
    subjects: () => sent.map(({ subject }) => subject),
    planned: async () =>
      (await rows({ state: 'planned' })).map(({ stepId, plannedFor }) => [
        stepId,
        (plannedFor.getTime() - START.getTime()) / MINUTE,
      ]),
    reasons: async () => (await rows({ state: 'skipped' })).map(({ stepId, reason }) => [stepId, reason]),
  };
}
const only = (step: Partial<SequenceStep>): SequenceStep => ({
  id: 'own',
  on: true,
  anchor: 'start',
  offsetMinutes: -120,
  template: 'reminder-hour',
  audience: { kind: 'everybody' },
  ...step,
});
const minutesBefore = (minutes: number) => new Date(START.getTime() - minutes * MINUTE);

describe('reminders', () => {
  it('D-04 tell the time in the zone of whoever reads them, and in the host’s where nobody knows it', async () => {
    const textOf = async (zone: string | null) => {
      const s = site();
      s.facts.zone = zone;
      await s.register();
      await s.until(minutesBefore(1440));
      return s.sent[0]!.text;
    };
    expect(await textOf(null)).toContain('Central European');
    const inNewYork = await textOf('America/New_York');
    expect(inNewYork).toContain('Eastern');
    expect(inNewYork).not.toContain('Central European');
  });

  it('B-06 are planned per registrant and sent once each, with facts that can be traced', async () => {
    const s = site();
    const ana = await s.register();
    expect(await s.planned()).toEqual([
      ['day', -1440],
      ['hour', -60],
      ['now', -10],
      ['thanks', 120],
      ['missed', 150],
    ]);
    await s.until(minutesBefore(1441));
    expect(s.sent).toEqual([]);
    await s.until(minutesBefore(1440));
    await s.work();
    expect(s.sent).toMatchObject([
      { to: `${ana}@lead.example`, personId: ana, topic: 'reminders', subject: 'Ten minutes starts in 24 hours' },
    ]);
    await s.until(minutesBefore(60));
    await s.until(minutesBefore(10));
    expect(s.subjects()).toEqual([
      'Ten minutes starts in 24 hours',
      'Ten minutes: it starts in 1 hour',
      'The doors are opening: Ten minutes',
    ]);
    const [first] = (await s.rows({ state: 'sent' })) as unknown as { facts: object[]; mailId: string }[];
    expect(first!.mailId).toMatch(/^mai_/);
    const lead = ana.replace('per_', 'led_');
    expect(first!.facts).toEqual(
      expect.arrayContaining([
        { name: 'seatsLeft', value: '7', source: s.sessionId },
        { name: 'hostName', value: 'Kim', source: s.sessionId },
        { name: 'linePosition', value: '12', source: lead },
        // Whoever has the link is let in as its owner.
        { name: 'joinUrl', value: '', source: lead },
      ]),
    );
    expect(s.sent[0]!.text).toContain('Wednesday, 10 June 2026 at 20:00, Central European Time');
  });

  it('B-06 late registrants get only what is still to come, and nothing soon after the confirmation', async () => {
    const late = site(minutesBefore(45));
    await late.register();
    expect((await late.planned()).map(([step]) => step)).toEqual(['now', 'thanks', 'missed']);
    const later = site(minutesBefore(15));
    await later.register();
    expect((await later.planned()).map(([step]) => step)).toEqual(['thanks', 'missed']);
  });

  it('B-06 the event may come twice and several at once: one plan', async () => {
    const s = site();
    const since = s.clock.at;
    const personId = newId('per') as PersonId;
    s.seats.set(personId, since);
    const taken = s.module.subscribers!.find(({ event }) => event === SeatTaken)!;
    const seat = { seatId: newId('sea'), sessionId: s.sessionId, personId, leadId: newId('led') };
    const context = { eventId: newId('evt'), tenantId: s.tenantId, recordedAt: since };
    await s.inside(() => Promise.all([1, 2, 3].map(() => taken.handle(seat, context as never))));
    expect(await s.rows()).toHaveLength(5);
  });

  it('B-06 a reschedule plans anew exactly once; what was planned before does not go out', async () => {
    const s = site();
    await s.register();
    await s.register();
    await s.until(minutesBefore(1440));
    expect(s.sent).toHaveLength(2);
    const moved = new Date(START.getTime() + 2 * DAY);
    Object.assign(s.session, { startsAt: moved, endsAt: new Date(moved.getTime() + 90 * MINUTE) });
    // What comes due before the event is handled is stopped as well.
    await s.until(minutesBefore(60));
    await s.inside(() => Promise.all([s.planner.rescheduled(s.sessionId), s.planner.rescheduled(s.sessionId)]));
    await s.inside(() => s.planner.rescheduled(s.sessionId));
    expect(s.sent).toHaveLength(2);
    const planned = await s.rows({ state: 'planned' });
    expect(planned.map(({ plan }) => plan)).toEqual(Array(10).fill(2));
    await s.until(new Date(moved.getTime() - DAY));
    await s.until(new Date(moved.getTime() - HOUR));
    expect(s.sent).toHaveLength(6);
    // Back again: a plan of its own, and nothing of either of the former ones.
    Object.assign(s.session, { startsAt: new Date(START.getTime() + 9 * DAY) });
    await s.inside(() => s.planner.rescheduled(s.sessionId));
    expect(new Set((await s.rows({ state: 'planned' })).map(({ plan }) => plan))).toEqual(new Set([3]));
  });

  it('B-06 a mail of a former plan does not go out, whoever wrote it down', async () => {
    const s = site();
    await s.register();
    await s.inside(async () =>
      mongoose.models['MailPlan']!.updateOne({ sessionId: s.sessionId }, { $set: { plan: 2, timesSince: 2 } }),
    );
    await s.until(minutesBefore(1440));
    expect(s.sent).toEqual([]);
    expect(await s.reasons()).toEqual([['day', 'rescheduled']]);
  });

  it('B-06 cancelling stops all, giving a seat up stops one’s own, and taking it again plans anew', async () => {
    const s = site();
    const [ana, ben] = [await s.register(), await s.register()];
    s.seats.delete(ana);
    await s.inside(() => s.planner.seatReleased(s.sessionId, ana));
    expect(new Set((await s.rows({ state: 'planned' })).map(({ personId }) => personId))).toEqual(new Set([ben]));
    s.seats.set(ana, s.clock.at);
    await s.inside(() => s.planner.seatTaken(s.sessionId, { personId: ana, since: s.clock.at }));
    // The word that she gave it up comes late.
    await s.inside(() => s.planner.seatReleased(s.sessionId, ana));
    expect(await s.rows({ state: 'planned' })).toHaveLength(10);
    s.session.state = 'cancelled';
    await s.until(minutesBefore(1440));
    await s.inside(() => s.planner.cancelled(s.sessionId));
    await s.until(new Date(START.getTime() + 9 * DAY));
    expect(s.sent).toEqual([]);
    expect((await s.rows({ state: 'planned' })).length).toBe(0);
  });

  it('B-06 closing it for good stops what is before, and later seats are planned for no more', async () => {
    const s = site();
    await s.register();
    await s.inside(() => s.planner.closed(s.sessionId));
    expect((await s.planned()).map(([step]) => step)).toEqual(['thanks', 'missed']);
    await s.register();
    expect(await s.rows({ state: 'planned' })).toHaveLength(2);
  });

  it('B-06 what is read at the last moment decides: no seat, begun already, or reminded just now', async () => {
    const s = site();
    const ana = await s.register();
    s.seats.delete(ana);
    await s.until(minutesBefore(1440));
    s.seats.set(ana, s.clock.at);
    // Nothing was swept for an hour: of the two that are due together the truer one goes out.
    await s.until(minutesBefore(5));
    expect(s.subjects()).toEqual(['The doors are opening: Ten minutes']);
    expect(await s.reasons()).toEqual([
      ['day', 'released'],
      ['hour', 'too-close'],
    ]);
    const late = site();
    await late.register();
    await late.until(new Date(START.getTime() + MINUTE));
    expect(late.sent).toEqual([]);
    expect(new Set((await late.reasons()).map(([, reason]) => reason))).toEqual(new Set(['too-late']));
  });
});

describe('mails that wait for their turn', () => {
  it('B-06 a reminder is of no use once it has begun, one during it after some hours, a follow-up always', async () => {
    const s = site();
    const step = { on: true, template: 'reminder-hour', audience: { kind: 'everybody' } } as const;
    const steps = [
      { ...step, id: 'before', anchor: 'start', offsetMinutes: -60 },
      { ...step, id: 'during', anchor: 'start', offsetMinutes: 10 },
      { ...step, id: 'after', anchor: 'end', offsetMinutes: 0 },
    ] as const;
    await s.inside(() => s.service.save(0, { steps: [...steps], minimumGapMinutes: 0 }));
    await s.register();
    await s.until(minutesBefore(60));
    Object.assign(s.session, { state: 'live', startedAt: START });
    await s.until(new Date(START.getTime() + 10 * MINUTE));
    await s.end();
    await s.until(new Date(START.getTime() + 91 * MINUTE));
    expect(s.sent.map(({ uselessAt }) => uselessAt)).toEqual([
      START,
      new Date(START.getTime() + 190 * MINUTE),
      undefined,
    ]);
  });

  it('B-06 are taken back when a seat is given up, when it moves, and when it is cancelled', async () => {
    const s = site();
    const keyOf = (personId: PersonId) => s.sent.find((mail) => mail.personId === personId)!.idempotencyKey!;
    const [ana, ben] = [await s.register(), await s.register()];
    await s.until(minutesBefore(1440));
    s.seats.delete(ana);
    await s.inside(() => s.planner.seatReleased(s.sessionId, ana));
    expect(s.withdrawn.splice(0)).toEqual([keyOf(ana)]);
    // What says when it begins is still true where only its end has moved.
    s.session.endsAt = new Date(START.getTime() + 100 * MINUTE);
    await s.inside(() => s.planner.rescheduled(s.sessionId));
    expect(s.withdrawn.filter((key) => key === keyOf(ben))).toEqual([]);
    const startsAt = new Date(START.getTime() + 5 * DAY);
    Object.assign(s.session, { startsAt, endsAt: new Date(startsAt.getTime() + HOUR) });
    await s.inside(() => s.planner.rescheduled(s.sessionId));
    expect(s.withdrawn.splice(0)).toContain(keyOf(ben));
    s.session.state = 'cancelled';
    await s.inside(() => s.planner.cancelled(s.sessionId));
    expect(s.withdrawn).toContain(keyOf(ben));
  });
});

describe('a sequence', () => {
  it('B-06 that changes plans anew, and sends nothing again that was sent', async () => {
    const s = site();
    await s.register();
    await s.until(minutesBefore(1440));
    const before = await s.inside(() => s.service.get());
    const steps = [...before.steps.filter(({ id }) => id === 'day' || id === 'missed'), only({})];
    await s.inside(() => s.service.save(0, { steps, minimumGapMinutes: 20 }));
    await expect(s.inside(() => s.service.save(0, { steps, minimumGapMinutes: 20 }))).rejects.toMatchObject({
      code: 'conflict',
    });
    await s.inside(() => s.planner.replanAll());
    await s.inside(() => s.planner.replanAll());
    expect((await s.planned()).map(([step]) => step)).toEqual(['own', 'missed']);
    await s.until(minutesBefore(120));
    await s.until(minutesBefore(10));
    expect(s.subjects()).toEqual(['Ten minutes starts in 24 hours', 'Ten minutes: it starts in 2 hours']);
    const { items } = await s.inside(() => s.service.progress());
    expect(items[0]!.steps.find(({ stepId }) => stepId === 'own')).toMatchObject({ sent: 1, planned: 0, skipped: 0 });
    expect(items[0]!.skipped).toEqual([{ reason: 'sequence-changed', count: 4 }]);
  });

  it('B-06 only what was sent counts: one that is skipped stands in no other one’s way', async () => {
    const s = site();
    await s.register();
    await s.until(minutesBefore(1440));
    const { steps } = await s.inside(() => s.service.get());
    // Saved this minute, and not yet planned by.
    await s.inside(() => s.service.save(0, { steps: steps.filter(({ id }) => id !== 'now'), minimumGapMinutes: 20 }));
    await s.until(minutesBefore(5));
    expect(s.subjects()).toEqual(['Ten minutes starts in 24 hours', 'Ten minutes: it starts in 5 minutes']);
    expect(await s.reasons()).toEqual([['now', 'sequence-changed']]);
  });

  it('B-06 saving it loses nothing that is due and not yet sent, and sends it once', async () => {
    const s = site();
    const saved = async (minimumGapMinutes: number) => {
      const { version, steps } = await s.inside(() => s.service.get());
      await s.inside(() => s.service.save(version, { steps, minimumGapMinutes }));
      await s.inside(() => s.planner.replanAll());
    };
    await s.register();
    await s.until(minutesBefore(1440));
    // Due, and nobody has looked.
    s.clock.at = minutesBefore(59);
    await saved(0);
    await saved(5);
    await s.work();
    expect(s.sent).toHaveLength(2);
    // In the hands of a job.
    s.clock.at = minutesBefore(10);
    await s.module.sweep();
    await saved(0);
    await s.work();
    await s.until(minutesBefore(1));
    expect(s.subjects()).toEqual([
      'Ten minutes starts in 24 hours',
      'Ten minutes: it starts in 59 minutes',
      'The doors are opening: Ten minutes',
    ]);
    // What was due by a step that has another time now is not.
    const other = site();
    await other.register();
    other.clock.at = minutesBefore(59);
    await other.inside(() =>
      other.service.save(0, { steps: [only({ id: 'hour', offsetMinutes: -30 })], minimumGapMinutes: 20 }),
    );
    await other.inside(() => other.planner.replanAll());
    await other.work();
    expect(other.sent).toEqual([]);
    await other.until(minutesBefore(30));
    expect(other.sent).toHaveLength(1);
  });

  it('B-06 dying while it plans anew loses no reminder that comes due meanwhile, and sends none twice', async () => {
    const s = site();
    await s.register();
    const { version, steps } = await s.inside(() => s.service.get());
    await s.inside(() => s.service.save(version, { steps, minimumGapMinutes: 5 }));
    s.facts.seatsAway = true;
    await expect(s.inside(() => s.planner.replanAll())).rejects.toThrow('gone');
    await s.until(minutesBefore(1440));
    expect(s.subjects()).toEqual(['Ten minutes starts in 24 hours']);
    s.facts.seatsAway = false;
    await s.inside(() => s.planner.replanAll());
    await s.until(minutesBefore(1000));
    expect(s.sent).toHaveLength(1);
    expect(await s.planned()).toEqual(expect.arrayContaining([['hour', -60]]));
  });

  it('A-05 one site’s changes nothing at another', async () => {
    const [a, b] = [site(), site()];
    await a.inside(() => a.service.save(0, { steps: [], minimumGapMinutes: 0 }));
    await b.register();
    expect((await b.inside(() => b.service.get())).version).toBe(0);
    expect(await b.rows()).toHaveLength(5);
    expect(await a.rows()).toEqual([]);
  });
});

describe('follow-ups', () => {
  it('B-06 are counted from when it really ended, wait while it goes on, and reminders stop', async () => {
    const s = site();
    const ana = await s.register();
    s.facts.stays.set(ana, [{ from: START, to: null }]);
    Object.assign(s.session, { state: 'live', startedAt: START });
    await s.until(new Date(START.getTime() + 121 * MINUTE));
    expect(s.sent).toEqual([]);
    await s.end(200);
    await s.until(new Date(START.getTime() + 229 * MINUTE));
    expect(s.sent).toEqual([]);
    await s.until(new Date(START.getTime() + 230 * MINUTE));
    await s.until(new Date(START.getTime() + 300 * MINUTE));
    expect(s.sent).toMatchObject([{ subject: 'Thank you for coming: Ten minutes', topic: 'follow-ups' }]);
    expect((await s.reasons()).filter(([step]) => step === 'missed')).toEqual([['missed', 'other-segment']]);
  });

  it('B-06 of one that overruns are kept when the sequence is saved, and are there for who comes late', async () => {
    const s = site();
    const people = [await s.register()];
    Object.assign(s.session, { state: 'live', startedAt: START });
    await s.until(new Date(START.getTime() + 160 * MINUTE));
    people.push(await s.register());
    const { steps } = await s.inside(() => s.service.get());
    await s.inside(() => s.service.save(0, { steps, minimumGapMinutes: 0 }));
    await s.inside(() => s.planner.replanAll());
    await s.inside(() => s.planner.replanAll());
    people.push(await s.register());
    await s.until(new Date(START.getTime() + 170 * MINUTE));
    expect(s.sent).toEqual([]);
    for (const personId of people) s.facts.stays.set(personId, [{ from: START, to: null }]);
    await s.end(200);
    await s.until(new Date(START.getTime() + 230 * MINUTE));
    await s.until(new Date(START.getTime() + 300 * MINUTE));
    expect(s.sent.map(({ personId }) => personId).sort()).toEqual([...people].sort());
  });

  it('B-07 nobody has missed what was never held', async () => {
    const s = site();
    await s.register();
    await s.until(new Date(START.getTime() + DAY));
    expect(s.sent).toEqual([]);
    expect((await s.reasons()).filter(([step]) => step === 'missed')).toEqual([['missed', 'not-held']]);
  });

  it.each<[MailAudience, string[]]>([
    [{ kind: 'everybody' }, ['absent', 'early', 'whole', 'late']],
    [{ kind: 'attended' }, ['early', 'whole', 'late']],
    [{ kind: 'no-show' }, ['absent']],
    [{ kind: 'left-before', minutes: 20 }, ['early']],
    [{ kind: 'left-before', minutes: 10 }, []],
    [{ kind: 'stayed-to-offer' }, ['whole', 'late']],
    [{ kind: 'clicked-offer' }, ['whole']],
    [{ kind: 'watched-replay', percent: 50 }, ['absent']],
    [{ kind: 'watched-replay', percent: 51 }, []],
    [{ kind: 'paid' }, ['early', 'whole']],
    [{ kind: 'not-paid' }, ['absent', 'late']],
  ])('B-07 %j', async (audience, expected) => {
    const s = site();
    const step = { id: 'own', on: true, anchor: 'end', offsetMinutes: 0, template: 'missed', audience } as const;
    await s.inside(() => s.service.save(0, { steps: [step], minimumGapMinutes: 20 }));
    const names = new Map<PersonId, string>();
    for (const name of ['absent', 'early', 'whole', 'late']) names.set(await s.register(), name);
    const [absent, early, whole, late] = [...names.keys()] as [PersonId, PersonId, PersonId, PersonId];
    const at = (minutes: number) => new Date(START.getTime() + minutes * MINUTE);
    s.facts.stays.set(early, [
      { from: at(0), to: at(5) },
      { from: at(8), to: at(15) },
    ]);
    s.facts.stays.set(whole, [{ from: at(0), to: at(90) }]);
    s.facts.stays.set(late, [{ from: at(61), to: null }]);
    s.facts.shown = [{ from: at(60), to: at(70) }];
    s.facts.clickers.add(whole);
    s.facts.watched.set(absent, 0.5);
    s.facts.payers = new Set([early, whole]);
    await s.end();
    await s.until(at(91));
    expect(s.sent.map(({ personId }) => names.get(personId!)).sort()).toEqual([...expected].sort());
  });

  it('B-07 whoever has not paid is reminded of it, as long as they have not', async () => {
    const s = site();
    const audience = { kind: 'not-paid' } as const;
    const steps = [
      only({ id: 'first', offsetMinutes: -120, audience }),
      only({ id: 'last', offsetMinutes: -60, audience }),
    ];
    await s.inside(() => s.service.save(0, { steps, minimumGapMinutes: 20 }));
    const [payer, other] = [await s.register(), await s.register()];
    await s.until(minutesBefore(120));
    s.facts.payers.add(payer);
    await s.until(minutesBefore(60));
    expect(s.sent.map(({ personId }) => personId).sort()).toEqual([payer, other, other].sort());
    expect(await s.reasons()).toEqual([['last', 'other-segment']]);
  });

  it('B-07 a mail about a replay waits for it, and is given up where none is made for days', async () => {
    const replay = async (isThereAfter: number) => {
      const s = site();
      const audience = { kind: 'everybody' } as const;
      const step = {
        id: 'own',
        on: true,
        anchor: 'end',
        offsetMinutes: 60,
        template: 'replay-ready',
        audience,
      } as const;
      await s.inside(() => s.service.save(0, { steps: [step], minimumGapMinutes: 20 }));
      await s.register();
      await s.end();
      const due = START.getTime() + 150 * MINUTE;
      for (const after of [1, 12, (2 * DAY) / MINUTE, (3 * DAY) / MINUTE]) {
        s.facts.hasReplay = after >= isThereAfter;
        await s.until(new Date(due + after * MINUTE));
      }
      return [s.sent.map(({ subject, at }) => [subject, (at.getTime() - due) / MINUTE]), await s.reasons()];
    };
    expect(await replay(0)).toEqual([[['The replay of Ten minutes', 1]], []]);
    expect(await replay(12)).toEqual([[['The replay of Ten minutes', 12]], []]);
    expect(await replay(Infinity)).toEqual([[], [['own', 'fact-missing']]]);
  });

  it('B-07 whoever asked is led to the second of the answer, once; who asked nothing, or finds no replay, reads nothing of it', async () => {
    const s = site();
    const step = { on: true, anchor: 'end', audience: { kind: 'everybody' } } as const;
    const steps = [{ ...step, id: 'own', offsetMinutes: 60, template: 'replay-ready' as const }];
    await s.inside(() => s.service.save(0, { steps, minimumGapMinutes: 20 }));
    const [asked, silent] = [await s.register(), await s.register()];
    s.facts.hasReplay = true;
    s.facts.heard.set(asked, new Date(START.getTime() + 20 * MINUTE));
    await s.end();
    await s.until(new Date(START.getTime() + 151 * MINUTE));
    await s.work();
    expect(s.sent).toHaveLength(2);
    const mailTo = (personId: PersonId) => s.sent.find((mail) => mail.personId === personId)!;
    const link = /https:\/\/k\.example\/join\/[^/\s"]+\/replay\?t=754\b/;
    expect([mailTo(asked).html, mailTo(asked).text].map((part) => link.test(part))).toEqual([true, true]);
    expect(`${mailTo(silent).html}${mailTo(silent).text}`).not.toMatch(/answer|\?t=/i);
    const [row] = (await s.rows({ personId: asked, state: 'sent' })) as unknown as { facts: object[] }[];
    expect(row!.facts).toContainEqual({ name: 'answerUrl', value: '', source: s.sessionId });

    const shut = site();
    await shut.inside(() => shut.service.save(0, { steps, minimumGapMinutes: 20 }));
    shut.facts.heard.set(await shut.register(), START);
    Object.assign(shut.facts, { hasReplay: true, placeFor: async () => null });
    await shut.end();
    await shut.until(new Date(START.getTime() + 151 * MINUTE));
    expect(shut.sent).toHaveLength(1);
    expect(shut.sent[0]!.html).not.toMatch(/answer|\?t=/i);
  });
});

describe('work that dies', () => {
  it('B-06 between a claim and its job loses nothing: the lease brings it back', async () => {
    const s = site();
    await s.register();
    s.clock.at = minutesBefore(1440);
    expect(await s.module.sweep()).toBe(1);
    s.jobs.length = 0;
    expect(await s.module.sweep()).toBe(0);
    await s.until(minutesBefore(1434));
    expect(s.sent).toHaveLength(1);
  });

  it('B-06 one that comes back late sends nothing twice, and of two at once one sends', async () => {
    const s = site();
    await s.register();
    s.clock.at = minutesBefore(1440);
    await s.module.sweep();
    const [lost] = s.jobs.splice(0);
    s.clock.at = minutesBefore(1434);
    await s.module.sweep();
    const [next] = s.jobs.splice(0);
    const batches = [lost!, next!, next!].map(({ payload }) => payload.batch);
    expect(new Set(batches).size).toBe(2);
    await s.inside(() => Promise.all(batches.map((batch) => s.module.send(batch))));
    expect(new Set(s.sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect((await s.rows({ state: 'sent' })).length).toBe(1);
  });

  it('B-06 what is stopped while a job has it in hand stays stopped', async () => {
    const s = site();
    await s.register();
    s.facts.meanwhile = () => s.planner.cancelled(s.sessionId);
    await s.until(minutesBefore(1440));
    expect(await s.rows({ state: 'sent' })).toEqual([]);
    expect(new Set((await s.reasons()).map(([, reason]) => reason))).toEqual(new Set(['cancelled']));
  });

  it('B-06 a mail that cannot be taken is tried again, and the note that it was sent is not there without it', async () => {
    const s = site();
    await s.register();
    s.facts.broken = true;
    await s.until(minutesBefore(1440));
    expect(await s.rows({ state: 'sent' })).toEqual([]);
    s.facts.broken = false;
    await s.until(minutesBefore(1437));
    expect(s.sent).toHaveLength(1);
    s.facts.broken = true;
    for (let minutes = 60; minutes > 10; minutes -= 10) await s.until(minutesBefore(minutes));
    expect(await s.reasons()).toEqual([['hour', 'failed']]);
  });

  it('B-06 hands at most 500 mails to a job, of one site each', async () => {
    const [s, other] = [site(), site()];
    await other.register();
    for (let index = 0; index < 1100; index += 1) s.seats.set(newId('per') as PersonId, s.clock.at);
    await s.register();
    expect(await s.rows({ stepId: 'day' })).toHaveLength(1101);
    s.clock.at = minutesBefore(1440);
    expect(await s.module.sweep()).toBe(1102);
    expect(s.jobs.filter(({ tenantId }) => tenantId === s.tenantId)).toHaveLength(3);
    expect(s.jobs.filter(({ tenantId }) => tenantId === other.tenantId)).toHaveLength(1);
    expect(SendPlannedMails.payload.parse(s.jobs[0]!.payload)).toEqual(s.jobs[0]!.payload);
  });

  it('A-05 what another site has in hand is not there', async () => {
    const [a, b] = [site(), site()];
    await b.register();
    b.clock.at = minutesBefore(1440);
    await b.module.sweep();
    const { batch } = b.jobs.find(({ tenantId }) => tenantId === b.tenantId)!.payload;
    await a.inside(() => b.module.send(batch));
    expect(b.sent).toEqual([]);
    const ended = a.module.subscribers!.find(({ event }) => event === SessionEnded)!;
    await a.inside(() => ended.handle({ sessionId: b.sessionId, at: START.toISOString() }, {} as never));
    expect(await b.rows({ state: 'planned' })).toHaveLength(5);
    await b.inside(() => b.module.send(batch));
    expect(b.sent).toHaveLength(1);
  });
});

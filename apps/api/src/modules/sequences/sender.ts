import type { Locale, MailFact, MailSkipReason, MailTemplateKey, PersonId, SessionId } from '@stageline/contracts';
import { dueAtOf, isFollowUp, type MailFactValues } from '@stageline/domain';
import { isStoreAway, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { RegisteredLead } from '../leads/index.ts';
import type { OutgoingMail } from '../mail/index.ts';
import { factsOf, sourceOf, type PreparedMail, type ReaderFacts } from '../mail-templates/index.ts';
import type { JoinLinks } from '../sessions/index.ts';
import { mailKeyOf, plannedMailsRepository } from './planned-mails.repository.ts';
import { sequencesRepository, timesSince } from './sequences.repository.ts';
import type {
  AnswerReader,
  PlannedMail,
  PlanRow,
  SaidFact,
  SeatReader,
  SegmentReader,
  Sequence,
  SequenceSession,
  SessionReader,
  TemplateSource,
} from './sequences.types.ts';

export interface SenderDeps {
  readonly sessions: Pick<SessionReader, 'find' | 'hasReplay'>;
  readonly seats: Pick<SeatReader, 'holding'>;
  readonly segments: SegmentReader;
  readonly answers: AnswerReader;
  readonly leads: { findByPersons(people: readonly PersonId[]): Promise<RegisteredLead[]> };
  readonly people: {
    localeOf(personId: PersonId): Promise<Locale>;
    /** The zone to tell somebody times in; null where nobody knows it. */
    zoneOf(personId: PersonId): Promise<string | null>;
  };
  readonly siteFacts: () => Promise<{ siteName: string; promoterName: string; url: string }>;
  readonly joinLinks: Pick<JoinLinks, 'tokenFor'>;
  readonly templates: TemplateSource;
  readonly mailer: { send(mail: OutgoingMail): Promise<string> };
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Rows of one job. */
export const BATCH_ROWS = 500;
const MINUTE_MS = 60_000;
/** A masterclass that goes on longer is asked again after this; its end moves what follows at once. */
const STILL_LIVE_MS = 10 * MINUTE_MS;
/** A replay is made within the hour, if it is made: a mail about it looks for it this often, and gives it up in the end. */
const REPLAY_AGAIN_MS = 10 * MINUTE_MS;
const WAITS_FOR_REPLAY_MS = 3 * 24 * 60 * MINUTE_MS;
/** A reminder that comes when it has begun is of use to whoever is there late, and no longer than this. */
const USE_OF_LATE_REMINDER_MS = 3 * 60 * MINUTE_MS;
const RETRY_MS = 2 * MINUTE_MS;
const MAX_ATTEMPTS = 5;

/** Somebody else had this mail in hand meanwhile; what this attempt did is rolled back. */
class Raced extends Error {}

/** What is known of a masterclass at the moment at which its mails go out. */
interface Scene {
  readonly session: SequenceSession | null;
  readonly plan: PlanRow | null;
  readonly holding: ReadonlySet<PersonId>;
  readonly leads: ReadonlyMap<PersonId, RegisteredLead>;
  readonly reminded: ReadonlySet<PersonId>;
  readonly hasReplay: boolean;
  /** When a question of theirs was answered. */
  readonly heard: ReadonlyMap<PersonId, Date>;
  readonly segment: (row: PlannedMail) => ReadonlySet<PersonId>;
}

/**
 * Sends planned mails whose time has come. What decides about a mail is read then and not when it was planned; the mail and the
 * note that it was sent are one transaction, so a crash leaves both or neither.
 */
export function createSender(deps: SenderDeps) {
  const { sessions, seats, segments, leads, unitOfWork, mailer, clock, logger } = deps;

  async function sceneOf(sessionId: SessionId, rows: readonly PlannedMail[], sequence: Sequence): Promise<Scene> {
    const people = [...new Set(rows.map(({ personId }) => personId))];
    const session = await sessions.find(sessionId);
    const since = new Date(clock.now().getTime() - sequence.minimumGapMinutes * MINUTE_MS);
    const found = await leads.findByPersons(people);
    const byStep = new Map<string, ReadonlySet<PersonId>>();
    for (const stepId of new Set(rows.map((row) => row.stepId))) {
      const step = sequence.steps.find(({ id }) => id === stepId);
      if (step === undefined || session === null) continue;
      byStep.set(stepId, await segments(session, step.audience, people));
    }
    const hasReplay = session !== null && (await sessions.hasReplay(sessionId));
    return {
      session,
      plan: await sequencesRepository.findPlan(sessionId),
      holding: await seats.holding(sessionId, people),
      leads: new Map(found.map((lead) => [lead.personId, lead])),
      reminded: await plannedMailsRepository.remindedSince(people, since),
      hasReplay,
      heard: hasReplay ? await deps.answers.heard(sessionId, people) : new Map(),
      segment: ({ stepId }) => byStep.get(stepId) ?? new Set(),
    };
  }

  /** Why a mail does not go out; how many milliseconds later it is looked at again where that is not known yet. */
  function obstacle(row: PlannedMail, scene: Scene, sequence: Sequence): MailSkipReason | number | null {
    const { session, plan, holding } = scene;
    const step = sequence.steps.find(({ id }) => id === row.stepId);
    if (session === null || plan === null || !scene.leads.has(row.personId)) return 'gone';
    if (session.state === 'cancelled') return 'cancelled';
    if (row.plan < timesSince(plan)) return 'rescheduled';
    if (step === undefined || !step.on || isFollowUp(step) === row.isReminder) return 'sequence-changed';
    // A reminder that was due when the sequence changed goes out if that left its step alone.
    if (row.plan !== plan.plan && !isStillDue(row, step, plan)) return 'sequence-changed';
    if (!holding.has(row.personId)) return 'released';
    if (row.isReminder) {
      if (session.startsAt.getTime() !== plan.startsAt.getTime()) return 'rescheduled';
      if (session.state === 'ended') return 'over';
      // One that says how soon it begins is of no use once it has.
      if (row.plannedFor < session.startsAt && clock.now() >= session.startsAt) return 'too-late';
      if (!scene.segment(row).has(row.personId)) return 'other-segment';
      return scene.reminded.has(row.personId) ? 'too-close' : null;
    }
    if (session.state === 'live') return STILL_LIVE_MS;
    // Nobody who was not there has missed what was never held.
    if (session.state === 'scheduled' || session.startedAt === null) return 'not-held';
    if (!scene.segment(row).has(row.personId)) return 'other-segment';
    // A mail about a replay that is not there says nothing.
    if (step.template !== 'replay-ready' || scene.hasReplay) return null;
    return clock.now().getTime() - row.plannedFor.getTime() < WAITS_FOR_REPLAY_MS ? REPLAY_AGAIN_MS : 'fact-missing';
  }

  /** Where somebody hears the answer to their question; undefined where they cannot. */
  async function answerUrl(
    joinUrl: string,
    { heard, session }: Scene,
    lead: RegisteredLead,
  ): Promise<string | undefined> {
    const at = heard.get(lead.personId);
    const ms = at === undefined ? null : await deps.answers.placeFor(lead, session!.id, at);
    return ms === null ? undefined : `${joinUrl}/replay?t=${Math.floor(ms / 1000)}`;
  }

  /** What the row's mail says to its reader. */
  async function write(prepared: PreparedMail, scene: Scene, site: Site, lead: RegisteredLead, locale: Locale) {
    const token = deps.joinLinks.tokenFor(currentTenantId(), lead._id, lead.person.email);
    const joinUrl = `${site.url}/join/${token}`;
    const answer = prepared.names.includes('answerUrl') ? await answerUrl(joinUrl, scene, lead) : undefined;
    const reader: ReaderFacts = {
      leadId: lead._id,
      firstName: lead.person.firstName,
      linePosition: lead.linePosition,
      joinUrl,
      ...(answer !== undefined && { answerUrl: answer }),
    };
    const timeZone = (await deps.people.zoneOf(lead.personId)) ?? scene.session!.timeZone;
    const session = { ...scene.session!, timeZone, hasReplay: scene.hasReplay };
    const values: MailFactValues = factsOf(site, session, reader, locale, clock.now());
    const { said, ...mail } = prepared.write(values);
    const facts: SaidFact[] = said
      // The link lets in whoever has it: the mail itself holds it, and no second place does.
      .map(({ name, value }) => ({ name, value: isLink(name) ? '' : value, source: sourceOf(name, session, reader) }));
    return { mail, facts };
  }

  /** @returns whether it was sent */
  async function deliver(row: PlannedMail, scene: Scene, sequence: Sequence, source: Source): Promise<boolean> {
    const why = obstacle(row, scene, sequence);
    const now = clock.now();
    if (why !== null) {
      if (typeof why === 'number')
        await plannedMailsRepository.putOff(row, new Date(now.getTime() + why), row.attempts);
      else await plannedMailsRepository.finish(row, { state: 'skipped', reason: why, doneAt: now });
      return false;
    }
    const step = sequence.steps.find(({ id }) => id === row.stepId)!;
    const lead = scene.leads.get(row.personId)!;
    const locale = await deps.people.localeOf(row.personId);
    const prepared = await source.prepare(step.template, locale);
    const { mail, facts } = await write(prepared, scene, await source.site(), lead, locale);
    await unitOfWork.run(async () => {
      const mailId = await mailer.send({
        ...mail,
        to: lead.person.email,
        toName: lead.person.firstName,
        personId: row.personId,
        topic: row.isReminder ? 'reminders' : 'follow-ups',
        ...(row.isReminder && { uselessAt: uselessAt(row, scene.session!) }),
        idempotencyKey: mailKeyOf(row._id),
      });
      const done = { state: 'sent', doneAt: now, mailId: mailId as never, templateVersion: prepared.version, facts };
      if (!(await plannedMailsRepository.finish(row, done as never))) throw new Raced();
    });
    return true;
  }

  /** A fault of ours: later again, and in the end it is given up. */
  async function failed(row: PlannedMail, err: unknown): Promise<void> {
    if (err instanceof Raced) return;
    if (isStoreAway(err)) throw err;
    logger.warn({ err, plannedMailId: row._id }, 'a planned mail was not sent');
    const now = clock.now();
    const attempts = row.attempts + 1;
    if (attempts >= MAX_ATTEMPTS)
      await plannedMailsRepository.finish(row, { state: 'skipped', reason: 'failed', doneAt: now });
    else await plannedMailsRepository.putOff(row, new Date(now.getTime() + RETRY_MS * attempts), attempts);
  }

  /** Sends what a job has in hand. Safe to repeat; of two at once, one sends each mail. */
  return async (batch: string): Promise<void> => {
    const rows = await plannedMailsRepository.ofBatch(batch, BATCH_ROWS);
    if (rows.length === 0) return;
    const sequence = await sequencesRepository.current();
    const source = createSource(deps);
    for (const [sessionId, some] of Map.groupBy(rows, (row) => row.sessionId)) {
      const scene = await sceneOf(sessionId, some, sequence);
      // The one that was planned for last is the truest: of two that are due together, the other one comes too close.
      for (const row of some.toSorted((a, b) => b.plannedFor.getTime() - a.plannedFor.getTime())) {
        try {
          const isSent = await deliver(row, scene, sequence, source);
          if (isSent && row.isReminder) (scene.reminded as Set<PersonId>).add(row.personId);
        } catch (error) {
          await failed(row, error);
        }
      }
    }
  };
}
export type Sender = ReturnType<typeof createSender>;

/** When a reminder is of no use any more. A follow-up may come as late as it will. */
const uselessAt = ({ plannedFor }: PlannedMail, { startsAt }: SequenceSession): Date =>
  plannedFor < startsAt ? startsAt : new Date(plannedFor.getTime() + USE_OF_LATE_REMINDER_MS);

/** Whether a reminder of a former plan is due just as the plan of now would have it. */
const isStillDue = (row: PlannedMail, step: Sequence['steps'][number], plan: PlanRow): boolean =>
  row.isReminder && row.plannedFor.getTime() === dueAtOf(step, plan).getTime();

type Site = Awaited<ReturnType<SenderDeps['siteFacts']>>;
type Source = ReturnType<typeof createSource>;
const isLink = (name: MailFact): boolean => name === 'joinUrl' || name === 'replayUrl' || name === 'answerUrl';

/** What all mails of a job have in common, read once. */
function createSource({ siteFacts, templates }: Pick<SenderDeps, 'siteFacts' | 'templates'>) {
  const prepared = new Map<string, Promise<PreparedMail>>();
  let site: Promise<Site> | undefined;
  return {
    site: () => (site ??= siteFacts()),
    prepare(key: MailTemplateKey, locale: Locale): Promise<PreparedMail> {
      const name = `${key} ${locale}`;
      const known = prepared.get(name) ?? templates.prepare({ key, locale });
      prepared.set(name, known);
      return known;
    },
  };
}

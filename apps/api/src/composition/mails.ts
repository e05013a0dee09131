import { ProblemError, type PersonId, type SessionId } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import { answersHeard } from '../modules/chat/index.ts';
import { payersAmong } from '../modules/invoices/index.ts';
import { createMailTemplatesModule, type SessionFacts } from '../modules/mail-templates/index.ts';
import { clickersAmong, offersShown } from '../modules/offers/index.ts';
import { questionsTicked } from '../modules/registrations/index.ts';
import { watchedShares } from '../modules/replays/index.ts';
import { seatHolders, seatsAmong } from '../modules/seats/index.ts';
import { createSequencesModule, type SeatReader, type SequenceSession } from '../modules/sequences/index.ts';
import { sessionVisits, type SessionsService } from '../modules/sessions/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Masterclass } from './masterclass.ts';

/** What is written to registrants: what the mails say, and when they go out. */
export function composeMails(
  kit: Kit,
  { audit, members, site, mail, tenants }: Core,
  { sessions, replays, leads, registrations }: Masterclass,
) {
  const common = { ...kit, audit: audit.log };
  const siteFacts = () => site.service.siteFacts();
  const sequenceSessions = sessionsOf(sessions.service);
  const hasReplay = async (id: SessionId) => (await replays.viewing.withReplay([id])).has(id);
  const mailTemplates = createMailTemplatesModule({
    ...common,
    siteFacts,
    async nextSession(): Promise<SessionFacts | null> {
      const id = await sessions.service.nextSessionId(currentTenantId());
      const next = id === null ? null : await sequenceSessions.find(id);
      return next === null ? null : { ...next, hasReplay: await hasReplay(next.id) };
    },
    member: (id) => members.service.recipient(id),
    mailer: mail.service,
  });
  const sequences = createSequencesModule({
    ...common,
    sessions: { ...sequenceSessions, hasReplay },
    seats: heldSeats,
    segments: {
      staysOf: sessionVisits,
      offersShown: shownIn,
      clickers: clickersAmong,
      watched: watchedShares,
      payers: payersAmong,
    },
    answers: { heard: firstHeard, placeFor: replays.viewing.placeFor },
    leads: leads.service,
    people: registrations.service,
    siteFacts,
    templates: mailTemplates.service,
    mailer: mail.service,
    pausedTenants: () => tenants.service.pausedIds(),
  });
  return { mailTemplates, sequences };
}

type View = Awaited<ReturnType<SessionsService['get']>>;
const dateOf = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));

function sequenceSession(view: View): SequenceSession {
  const { id, title, startsAt, endsAt, timeZone, hostName, seatsLeft, startedAt, endedAt } = view;
  return {
    id,
    title,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    timeZone,
    hostName: hostName === '' ? null : hostName,
    seatsLeft,
    state: stateOf(view),
    startedAt: dateOf(startedAt),
    endedAt: dateOf(endedAt),
  };
}

/** One that was called off, or closed before anybody held it, will not be. */
function stateOf({ phase, status }: View): SequenceSession['state'] {
  if (phase === 'cancelled' || (phase === 'closed' && status !== 'ended')) return 'cancelled';
  return status;
}

/** Null for what is not there; a read that failed is no answer, and whoever asked tries again. */
function unknownIsNull(error: unknown): null {
  if (error instanceof ProblemError && error.code === 'not-found') return null;
  throw error;
}

/** Masterclasses as their mails need them. */
export const sessionsOf = (service: Pick<SessionsService, 'get' | 'list'>) => ({
  async find(id: SessionId): Promise<SequenceSession | null> {
    // Asked for by events of the past: it may be gone.
    const view = await service.get(id).catch(unknownIsNull);
    return view === null ? null : sequenceSession(view);
  },
  recent: async () => (await service.list()).items.filter(({ phase }) => phase !== 'draft').map(sequenceSession),
});

/** When something was on the screens; what had no time of its own stayed until the end. */
async function shownIn(sessionId: SessionId): Promise<{ from: Date; to: Date | null }[]> {
  const shown = (await offersShown(sessionId)).filter(({ kind }) => kind === 'offer');
  return shown.map(({ shownAt, takenOffAt, expiresAt }) => ({ from: shownAt, to: takenOffAt ?? expiresAt }));
}

/** A question that was asked in the room, or at registration and then ticked off by whoever answered. */
async function firstHeard(sessionId: SessionId, people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Date>> {
  const [asked, ahead] = await Promise.all([answersHeard(sessionId, people), questionsTicked(sessionId, people)]);
  const latestFirst = [...asked, ...ahead].sort((a, b) => b.at.getTime() - a.at.getTime());
  return new Map(latestFirst.map(({ personId, at }) => [personId, at]));
}

/** Whoever waits for a seat has none, and is not reminded. */
const heldSeats: SeatReader = {
  async *holders(sessionId) {
    for await (const some of seatHolders(sessionId, ['held']))
      yield some.map(({ personId, createdAt: since }) => ({ personId, since }));
  },
  holding: seatsAmong,
};

import {
  PriceMentioned,
  ProblemError,
  type HeldId,
  type HeldMessage,
  type PersonId,
  type SessionId,
  type TenantId,
  type TicketClaims,
} from '@stageline/contracts';
import { mentionsPrice } from '@stageline/domain';
import { newId, type Clock, type KeyedMutex } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import { leadMerges } from '../leads/index.ts';
import type { RoomChannel } from '../sessions/index.ts';
import type { ChangeChat } from './chat.changes.ts';
import type { ChatHeldRepository, Decision, HeldKey, HeldRow } from './chat.held.repository.ts';
import { assertModerates, hasChatRight, mayWrite } from './chat.policy.ts';
import { presentHeld, presentMessage, presentOwnHeld, presentQuestion } from './chat.presenter.ts';
import type { ChatQuestionsRepository } from './chat.questions.repository.ts';
import type { ChatRepository } from './chat.repository.ts';
import type { ChatSetupRepository } from './chat.setup.repository.ts';
import type { ChatStandingService } from './chat.standing.service.ts';

const PAGE = 200;
const OWN_PAGE = 50;
/** What may wait at once in one room, and of one person: a queue that nobody can read is none. */
const MOST_WAITING = 500;
const MOST_OF_ONE = 5;

export interface ChatHeldDeps {
  readonly heldMessages: ChatHeldRepository;
  readonly repository: ChatRepository;
  readonly questions: ChatQuestionsRepository;
  readonly setups: ChatSetupRepository;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly turns: KeyedMutex;
  readonly standing: ChatStandingService;
  readonly change: ChangeChat;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly sessions: { statusOf(sessionId: SessionId): Promise<'scheduled' | 'live' | 'ended'> };
  readonly room: Pick<RoomChannel, 'message' | 'held'>;
}

/** Ends a transaction in which somebody else has decided. */
class DecidedAlready extends Error {}

/** What attendees of the current tenant's rooms wrote for everybody, until a host lets it through (C-09). */
export function createChatHeld(deps: ChatHeldDeps) {
  const { heldMessages: held, repository, questions, setups, unitOfWork, clock, turns, change, audit, room } = deps;
  const { standing, sessions } = deps;

  const tell = (tenantId: TenantId, sessionId: SessionId, row: HeldRow): void =>
    room.held(tenantId, sessionId, row.identity, { team: presentHeld(row), person: presentOwnHeld(row) });

  /** @throws ProblemError `chat-held-full` */
  async function assertPlace({ sessionId, identity }: HeldKey): Promise<void> {
    const own = await held.newestOf(sessionId, identity, OWN_PAGE);
    const isFull =
      own.filter(({ state }) => state === 'waiting').length >= MOST_OF_ONE ||
      (await held.countWaiting(sessionId, MOST_WAITING)) >= MOST_WAITING;
    if (isFull) throw new ProblemError('chat-held-full', { retryAfterSeconds: 10 });
  }

  /** Marks as decided, in the transaction of what follows from it. */
  async function mark(claims: TicketClaims, row: HeldRow, approve: boolean): Promise<HeldRow> {
    const { sessionId, identity: actorId } = claims;
    const decision: Decision = {
      state: approve ? 'approved' : 'declined',
      decidedAt: clock.now(),
      decidedBy: actorId,
    };
    const decided = await held.decide(sessionId, row._id, decision);
    if (decided === null) throw new DecidedAlready();
    await audit.record({
      action: approve ? 'chat.message-approved' : 'chat.message-declined',
      actorId,
      target: { type: 'person', id: row.identity, name: row.authorName },
      after: { sessionId, kind: row.kind, heldId: row._id },
    });
    return decided;
  }

  const decideOnly = (claims: TicketClaims, row: HeldRow, approve: boolean): Promise<HeldRow> =>
    turns.run(claims.sessionId, () => unitOfWork.run(() => mark(claims, row, approve)));

  /** Its author may have become one with somebody since. */
  const keyOf = async (sessionId: SessionId, { identity, clientId }: HeldRow) => ({
    sessionId,
    identity: await leadMerges.personOf(identity),
    clientId,
  });

  async function admitMessage(claims: TicketClaims, row: HeldRow): Promise<HeldRow> {
    const { tenantId, sessionId } = claims;
    const key = await keyOf(sessionId, row);
    const done = await turns.run(sessionId, () =>
      unitOfWork.run(async (tx) => {
        const decided = await mark(claims, row, true);
        // Sent again after the rule was gone, it is there already.
        if ((await repository.find(key)) !== null) return { decided, message: null };
        const sequence = await repository.takeSequence(sessionId);
        const { authorName, text, heldAt } = row;
        const facts = { authorName, fromHost: false, text, sentAt: clock.now(), heldAt };
        const message = { _id: newId('msg'), sequence, ...facts };
        await repository.insert(key, message);
        if (mentionsPrice(text)) {
          const personId = key.identity as PersonId;
          tx.record(PriceMentioned, { sessionId, personId, messageId: message._id });
        }
        return { decided, message };
      }),
    );
    if (done.message !== null) room.message(tenantId, sessionId, presentMessage(done.message));
    return done.decided;
  }

  async function admitQuestion(claims: TicketClaims, row: HeldRow): Promise<HeldRow> {
    const { sessionId } = claims;
    const key = await keyOf(sessionId, row);
    if ((await questions.findSent(key)) !== null) return decideOnly(claims, row, true);
    let decided = row;
    await change(claims, async (revision) => {
      decided = await mark(claims, row, true);
      const { authorName, text } = row;
      const facts = { authorName, text, askedAt: clock.now(), votes: 0, answered: null, answer: '' };
      const question = { _id: newId('qst'), ...facts, revision };
      await questions.insert(key, question);
      const openQuestions = await setups.countOpen(sessionId, 1);
      return { revision, question: presentQuestion(question), openQuestions };
    });
    return decided;
  }

  return {
    /**
     * Sets aside what an attendee wrote and tells the hosts. The same `clientId` again answers the same.
     * @param slowSeconds how long the author waits between two messages
     * @throws ProblemError `chat-held-full`; `chat-slow` with the seconds to wait
     */
    async hold(
      claims: TicketClaims,
      kind: HeldKey['kind'],
      { clientId, ...what }: Pick<HeldRow, 'text' | 'reason' | 'clientId'>,
      slowSeconds: number,
    ): Promise<HeldMessage> {
      const { tenantId, sessionId, displayName: authorName } = claims;
      const key = { sessionId, identity: (await standing.holderOf(claims)) as PersonId, kind, clientId };
      const facts = { _id: newId('hld'), authorName, ...what, state: 'waiting', heldAt: clock.now() } as const;
      const { row, isNew } = await turns.run(sessionId, () =>
        unitOfWork.run(async () => {
          const before = await held.find(key);
          if (before !== null) return { row: before, isNew: false };
          await assertPlace(key);
          // After the number: two of one author, on whatever processes, wait for each other there.
          const fresh = await held.insert(key, facts);
          const retryAfterSeconds = await standing.waitSeconds(sessionId, key.identity, slowSeconds, fresh._id);
          if (retryAfterSeconds > 0) throw new ProblemError('chat-slow', { retryAfterSeconds });
          return { row: fresh, isNew: true };
        }),
      );
      if (isNew) tell(tenantId, sessionId, row);
      return presentOwnHeld(row);
    },

    /**
     * Lets something through, under the number that comes next, or keeps it out, of which only its author is told.
     * @throws ProblemError `forbidden`; `not-found`; `illegal-transition` where the other was decided, or the session is over
     */
    async decide(claims: TicketClaims, id: HeldId, approve: boolean): Promise<void> {
      assertModerates(claims);
      const { tenantId, sessionId } = claims;
      const row = await held.findById(sessionId, id);
      if (row === null) throw new ProblemError('not-found');
      const wanted = approve ? 'approved' : 'declined';
      if (row.state === wanted) return;
      if (row.state !== 'waiting') throw new ProblemError('illegal-transition');
      if (approve && !mayWrite(await sessions.statusOf(sessionId))) throw new ProblemError('illegal-transition');
      const admit = row.kind === 'message' ? admitMessage : admitQuestion;
      try {
        tell(tenantId, sessionId, await (approve ? admit(claims, row) : decideOnly(claims, row, false)));
      } catch (error) {
        if (!(error instanceof DecidedAlready)) throw error;
        if ((await held.findById(sessionId, id))?.state !== wanted) throw new ProblemError('illegal-transition');
      }
    },

    /** To moderators what changed after a revision, to an attendee the newest of their own. */
    async list(claims: TicketClaims, after: number) {
      const { sessionId, role } = claims;
      if (!hasChatRight(role, 'moderate')) {
        const own = await held.newestOf(sessionId, (await standing.holderOf(claims)) as PersonId, OWN_PAGE);
        return { held: own.reverse().map(presentOwnHeld), revision: 0, hasMore: false };
      }
      // Read first: what is committed later than this is told, or asked for, under a higher number.
      const revision = await held.lastRevision(sessionId);
      const rows = await held.changedAfter(sessionId, after, PAGE + 1);
      const page = rows.slice(0, PAGE);
      const hasMore = rows.length > PAGE;
      return {
        held: page.map(presentHeld),
        revision: hasMore ? page.at(-1)!.revision : Math.max(revision, after),
        hasMore,
      };
    },
  };
}
export type ChatHeld = ReturnType<typeof createChatHeld>;

import {
  ProblemError,
  type ChatChange,
  type HeldId,
  type HeldMessage,
  type ChatSetup,
  type ChatStanding,
  type RoomHolding,
  type SessionId,
  type TicketClaims,
} from '@stageline/contracts';
import { holdsLink } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import { leadMerges } from '../leads/index.ts';
import type { ChatHeldRepository } from './chat.held.repository.ts';
import type { ChatMutesRepository } from './chat.mutes.repository.ts';
import { hasChatRight } from './chat.policy.ts';
import { presentMessage, presentQuestion } from './chat.presenter.ts';
import type { ChatQuestionsRepository } from './chat.questions.repository.ts';
import type { ChatRepository } from './chat.repository.ts';
import type { ChatSetupRepository, ChatSetupRow } from './chat.setup.repository.ts';

/** Changes of one page. */
const CHANGES_PAGE = 200;

export interface ChatStandingDeps {
  readonly repository: ChatRepository;
  readonly questions: ChatQuestionsRepository;
  readonly setups: ChatSetupRepository;
  readonly mutes: ChatMutesRepository;
  readonly heldMessages: ChatHeldRepository;
  readonly clock: Clock;
  readonly holding: (sessionId: SessionId) => Promise<RoomHolding>;
}

interface ChatSnapshot extends RoomHolding {
  readonly revision: number;
  readonly setup: ChatSetup;
  readonly openQuestions: number;
  readonly standing: ChatStanding;
}

/** Somebody in a room, as far as the chat asks who they are. */
export type ChatPeer = Pick<TicketClaims, 'sessionId' | 'role' | 'identity'>;

/** Whole seconds until somebody who wrote at `wroteAt` may write again. */
export function waitOf(wroteAt: Date | null, slowSeconds: number, now: Date): number {
  if (wroteAt === null) return 0;
  return Math.max(0, Math.ceil((wroteAt.getTime() + slowSeconds * 1000 - now.getTime()) / 1000));
}

/** Where the chats of the current tenant stand, and people in them. */
export function createChatStanding({
  repository,
  questions,
  setups,
  mutes,
  heldMessages,
  clock,
  holding,
}: ChatStandingDeps) {
  /**
   * Seconds until they may write, by what is stored; 0 where nobody waits.
   * @param except something of theirs that was held just now, and does not count
   */
  async function waitSeconds(
    sessionId: SessionId,
    identity: ChatPeer['identity'],
    slowSeconds: number,
    except?: HeldId,
  ): Promise<number> {
    if (slowSeconds === 0) return 0;
    const now = clock.now();
    const since = new Date(now.getTime() - slowSeconds * 1000);
    const wrote = await repository.wroteAt({ sessionId, identity }, since);
    const waits = [wrote, await heldMessages.wroteAt(sessionId, identity, since, except)];
    return Math.max(...waits.map((at) => waitOf(at, slowSeconds, now)));
  }

  async function setupOf(sessionId: SessionId, row: ChatSetupRow): Promise<ChatSetup> {
    const { slowSeconds, links, isHeld, pinned } = row;
    const byId = new Map(
      (await repository.findMany(sessionId, pinned)).map((message) => [message._id as string, message]),
    );
    const messages = pinned.flatMap((id) => byId.get(id) ?? []).map(presentMessage);
    return { slowSeconds, links, isHeld, pinned: messages };
  }

  async function standingOf({ sessionId, role, identity }: ChatPeer, slowSeconds: number): Promise<ChatStanding> {
    if (hasChatRight(role, 'moderate')) return { mayModerate: true, muted: false, waitSeconds: 0 };
    if (role === 'observer') return { mayModerate: false, muted: true, waitSeconds: 0 };
    const muted = await mutes.isMuted(sessionId, identity);
    return { mayModerate: false, muted, waitSeconds: await waitSeconds(sessionId, identity, slowSeconds) };
  }

  /** Everything that changed after a revision, in order, up to where a page of one kind ends. */
  async function changedAfter(
    sessionId: SessionId,
    after: number,
  ): Promise<{ changes: ChatChange[]; hasMore: boolean }> {
    const messages = await repository.changedAfter(sessionId, after, CHANGES_PAGE + 1);
    const asked = await questions.changedAfter(sessionId, after, CHANGES_PAGE + 1);
    const ends = [messages, asked].flatMap((rows) =>
      rows.length > CHANGES_PAGE ? rows[CHANGES_PAGE - 1]!.revision! : [],
    );
    const upTo = Math.min(Number.POSITIVE_INFINITY, ...ends);
    const changes = [
      ...messages.map((row): ChatChange => ({ revision: row.revision ?? 0, message: presentMessage(row) })),
      ...asked.map((row): ChatChange => ({ revision: row.revision, question: presentQuestion(row) })),
    ];
    const page = changes.filter(({ revision }) => revision <= upTo).sort((a, b) => a.revision - b.revision);
    return { changes: page, hasMore: ends.length > 0 };
  }

  return {
    waitSeconds,

    /**
     * What attendees are held to. @returns how long they wait between two messages, in seconds, and why what they wrote for
     * everybody waits for a host; null where it does not
     * @throws ProblemError `chat-muted`, `chat-links`
     */
    async assertAllowed(
      { sessionId, identity }: Pick<ChatPeer, 'sessionId' | 'identity'>,
      text: string,
    ): Promise<{ slowSeconds: number; hold: HeldMessage['reason'] | null }> {
      if (await mutes.isMuted(sessionId, identity)) throw new ProblemError('chat-muted');
      const { links, isHeld, slowSeconds } = await setups.find(sessionId);
      const hasLink = links !== 'allow' && holdsLink(text);
      if (hasLink && links === 'refuse') throw new ProblemError('chat-links');
      return { slowSeconds, hold: isHeld ? 'rule' : hasLink ? 'link' : null };
    },

    setupOf,

    /** @throws ProblemError `room-banned` */
    async assertNotBanned({ sessionId, identity }: Pick<ChatPeer, 'sessionId' | 'identity'>): Promise<void> {
      if (await mutes.isBanned(sessionId, identity)) throw new ProblemError('room-banned');
    },

    standingOf: async (peer: ChatPeer): Promise<ChatStanding> =>
      standingOf(peer, (await setups.find(peer.sessionId)).slowSeconds),

    /** Who holds a ticket: it carries who they were when it was given out, and a merge may have come since. */
    async holderOf(claims: ChatPeer): Promise<ChatPeer['identity']> {
      return claims.role === 'attendee' ? leadMerges.personOf(claims.identity) : claims.identity;
    },

    /** What somebody is told on entering. @param peer with the identity from `holderOf` */
    async snapshot(peer: ChatPeer): Promise<ChatSnapshot> {
      const row = await setups.find(peer.sessionId);
      const setup = await setupOf(peer.sessionId, row);
      const { revision, openQuestions, slowSeconds } = row;
      const held = await holding(peer.sessionId);
      return { revision, setup, openQuestions, ...held, standing: await standingOf(peer, slowSeconds) };
    },

    /** What changed after a revision, a page at a time; with the last page comes what holds now. */
    async changes(
      sessionId: SessionId,
      after: number,
    ): Promise<{ changes: ChatChange[]; revision: number; hasMore: boolean }> {
      // Read first: what is committed later than this is told, or asked for, under a higher number.
      const row = await setups.find(sessionId);
      const { changes, hasMore } = await changedAfter(sessionId, after);
      if (hasMore) return { changes, revision: changes.at(-1)?.revision ?? after, hasMore };
      const { revision, openQuestions } = row;
      const held = await holding(sessionId);
      const now: ChatChange = { revision, setup: await setupOf(sessionId, row), openQuestions, ...held };
      return { changes: [...changes, now], revision: Math.max(revision, after), hasMore: false };
    },
  };
}
export type ChatStandingService = ReturnType<typeof createChatStanding>;

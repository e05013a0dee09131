import type { ChatChange, ChatSetup, ChatStanding, SessionId, TicketClaims } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { leadMerges } from '../leads/index.ts';
import type { ChatMutesRepository } from './chat.mutes.repository.ts';
import { hasChatRight } from './chat.policy.ts';
import { presentMessage } from './chat.presenter.ts';
import type { ChatRepository } from './chat.repository.ts';
import type { ChatSetupRepository, ChatSetupRow } from './chat.setup.repository.ts';

/** Changes of one page. */
const CHANGES_PAGE = 200;

export interface ChatStandingDeps {
  readonly repository: ChatRepository;
  readonly setups: ChatSetupRepository;
  readonly mutes: ChatMutesRepository;
  readonly clock: Clock;
}

/** Somebody in a room, as far as the chat asks who they are. */
export type ChatPeer = Pick<TicketClaims, 'sessionId' | 'role' | 'identity'>;

/** Whole seconds until somebody who wrote at `wroteAt` may write again. */
export function waitOf(wroteAt: Date | null, slowSeconds: number, now: Date): number {
  if (wroteAt === null) return 0;
  return Math.max(0, Math.ceil((wroteAt.getTime() + slowSeconds * 1000 - now.getTime()) / 1000));
}

/** Where the chats of the current tenant stand, and people in them. */
export function createChatStanding({ repository, setups, mutes, clock }: ChatStandingDeps) {
  /** Seconds until they may write, by what is stored; 0 where nobody waits. */
  async function waitSeconds(sessionId: SessionId, identity: ChatPeer['identity'], slowSeconds: number) {
    if (slowSeconds === 0) return 0;
    const now = clock.now();
    const since = new Date(now.getTime() - slowSeconds * 1000);
    return waitOf(await repository.wroteAt({ sessionId, identity }, since), slowSeconds, now);
  }

  async function setupOf(sessionId: SessionId, row: ChatSetupRow): Promise<ChatSetup> {
    const { slowSeconds, linksAllowed, pinned } = row;
    const byId = new Map(
      (await repository.findMany(sessionId, pinned)).map((message) => [message._id as string, message]),
    );
    const messages = pinned.flatMap((id) => byId.get(id) ?? []).map(presentMessage);
    return { slowSeconds, linksAllowed, pinned: messages };
  }

  async function standingOf({ sessionId, role, identity }: ChatPeer, slowSeconds: number): Promise<ChatStanding> {
    if (hasChatRight(role, 'moderate')) return { mayModerate: true, muted: false, waitSeconds: 0 };
    const muted = await mutes.isMuted(sessionId, identity);
    return { mayModerate: false, muted, waitSeconds: await waitSeconds(sessionId, identity, slowSeconds) };
  }

  return {
    waitSeconds,
    setupOf,
    standingOf: async (peer: ChatPeer): Promise<ChatStanding> =>
      standingOf(peer, (await setups.find(peer.sessionId)).slowSeconds),

    /** Who holds a ticket: it carries who they were when it was given out, and a merge may have come since. */
    async holderOf(claims: ChatPeer): Promise<ChatPeer['identity']> {
      return claims.role === 'attendee' ? leadMerges.personOf(claims.identity) : claims.identity;
    },

    /** What somebody is told on entering. @param peer with the identity from `holderOf` */
    async snapshot(peer: ChatPeer): Promise<{ revision: number; setup: ChatSetup; standing: ChatStanding }> {
      const row = await setups.find(peer.sessionId);
      const setup = await setupOf(peer.sessionId, row);
      return { revision: row.revision, setup, standing: await standingOf(peer, row.slowSeconds) };
    },

    /** What changed after a revision, a page at a time; with the last page comes what holds now. */
    async changes(
      sessionId: SessionId,
      after: number,
    ): Promise<{ changes: ChatChange[]; revision: number; hasMore: boolean }> {
      // Read first: what is committed later than this is told, or asked for, under a higher number.
      const row = await setups.find(sessionId);
      const rows = await repository.changedAfter(sessionId, after, CHANGES_PAGE + 1);
      const page = rows.slice(0, CHANGES_PAGE).map((message): ChatChange => {
        return { revision: message.revision ?? 0, message: presentMessage(message) };
      });
      if (rows.length > CHANGES_PAGE) return { changes: page, revision: page.at(-1)?.revision ?? after, hasMore: true };
      const setup: ChatChange = { revision: row.revision, setup: await setupOf(sessionId, row) };
      return { changes: [...page, setup], revision: Math.max(row.revision, after), hasMore: false };
    },
  };
}
export type ChatStandingService = ReturnType<typeof createChatStanding>;

import {
  MOST_PINNED,
  ProblemError,
  RoomBanChanged,
  type ChatChange,
  type ChatMessageId,
  type ChatRules,
  type MembershipId,
  type MutedPerson,
  type PersonId,
  type SessionId,
  type TenantId,
  type TicketClaims,
} from '@stageline/contracts';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog, AuditRecord } from '../audit/index.ts';
import { leadMerges } from '../leads/index.ts';
import type { RoomChannel } from '../sessions/index.ts';
import type { ChangeChat } from './chat.changes.ts';
import { assertChatRight, assertModerates } from './chat.policy.ts';
import { presentMessage, presentMute } from './chat.presenter.ts';
import type { AuthoredRow } from './chat.repository.ts';
import type { ChatStandingDeps, ChatStandingService } from './chat.standing.service.ts';

export interface ChatModerationDeps extends ChatStandingDeps {
  readonly change: ChangeChat;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly room: Pick<RoomChannel, 'standing'>;
  readonly standing: ChatStandingService;
  readonly sessions: {
    titleOf(sessionId: SessionId): Promise<string>;
    /** Asks an attendee to come behind the stage. @throws ProblemError `illegal-transition` once it is live; `panel-full` */
    inviteSpeaker(sessionId: SessionId, personId: PersonId, displayName: string): Promise<void>;
  };
}

/** What moderators do in the chats of the current tenant. Each call is refused as `forbidden` to everybody else. */
export function createChatModeration(deps: ChatModerationDeps) {
  const { repository, setups, mutes, clock, change, unitOfWork, audit, room, standing, sessions } = deps;

  async function messageOf(sessionId: SessionId, id: ChatMessageId): Promise<AuthoredRow> {
    const row = await repository.findById(sessionId, id);
    if (row === null) throw new ProblemError('not-found');
    return row;
  }

  /** What holds now, as a change. */
  const setupChange = async (sessionId: SessionId, revision: number): Promise<ChatChange> => ({
    revision,
    setup: await standing.setupOf(sessionId, await setups.find(sessionId)),
  });

  /** Sets what holds for attendees, whoever may do that. @throws ProblemError `not-found` */
  async function setRules(
    where: { readonly tenantId: TenantId; readonly sessionId: SessionId },
    actorId: PersonId | MembershipId,
    rules: ChatRules,
  ): Promise<ChatRules> {
    const { sessionId } = where;
    const name = await sessions.titleOf(sessionId);
    await change(where, async (revision) => {
      await setups.change(sessionId, rules);
      const target = { type: 'session', id: sessionId, name } as const;
      await audit.record({ action: 'chat.rules-changed', actorId, target, after: rules });
      return setupChange(sessionId, revision);
    });
    return rules;
  }

  /** Tells somebody what holds for them now, wherever they are. */
  async function tellStanding({ tenantId, sessionId }: TicketClaims, identity: PersonId): Promise<void> {
    const now = await standing.standingOf({ sessionId, role: 'attendee', identity });
    room.standing(tenantId, sessionId, identity, now);
  }

  /** Writes down what a moderator did about somebody, in the running transaction. */
  const note = (
    { identity: actorId, sessionId }: TicketClaims,
    action: AuditRecord['action'],
    id: string,
    name: string,
  ) => audit.record({ action, actorId, target: { type: 'person', id, name }, after: { sessionId } });

  /** Mutes whoever wrote a message, or shuts them out. @throws ProblemError `not-found`; `forbidden` for one of the team */
  async function restrict(claims: TicketClaims, id: ChatMessageId, banned: boolean): Promise<MutedPerson> {
    assertModerates(claims);
    const { sessionId, identity: mutedBy } = claims;
    const { fromHost, identity: author, authorName: name } = await messageOf(sessionId, id);
    if (fromHost) throw new ProblemError('forbidden');
    const identity = (await leadMerges.personOf(author)) as PersonId;
    const muted = await unitOfWork.run(async (tx) => {
      const row = await mutes.mute({ sessionId, identity, name, mutedAt: clock.now(), mutedBy, banned });
      await note(claims, banned ? 'chat.person-banned' : 'chat.person-muted', identity, name);
      if (banned) tx.record(RoomBanChanged, { sessionId, personId: identity });
      return row;
    });
    await tellStanding(claims, identity);
    return presentMute(muted);
  }

  return {
    /** Takes a message out for everybody, also out of what is pinned. Again: nothing. @throws ProblemError `not-found` */
    async remove(claims: TicketClaims, id: ChatMessageId): Promise<void> {
      assertModerates(claims);
      const { sessionId } = claims;
      await change(claims, async (revision) => {
        const row = await messageOf(sessionId, id);
        if (row.removedAt != null) return null;
        const removedAt = clock.now();
        await repository.remove(id, claims.identity, removedAt, revision);
        await note(claims, 'chat.message-removed', row.identity, row.authorName);
        const message = presentMessage({ ...row, removedAt, revision });
        const { pinned } = await setups.find(sessionId);
        if (!pinned.includes(id)) return { revision, message };
        await setups.change(sessionId, { pinned: pinned.filter((other) => other !== id) });
        return { ...(await setupChange(sessionId, revision)), message };
      });
    },

    /** Pins a message above all others, or takes it down. @throws ProblemError `not-found`; `pins-full` */
    async pin(claims: TicketClaims, id: ChatMessageId, pinned: boolean): Promise<void> {
      assertModerates(claims);
      const { sessionId } = claims;
      await change(claims, async (revision) => {
        const row = await messageOf(sessionId, id);
        const { pinned: before } = await setups.find(sessionId);
        if (before.includes(id) === pinned) return null;
        if (pinned && row.removedAt != null) throw new ProblemError('not-found');
        if (pinned && before.length >= MOST_PINNED) throw new ProblemError('pins-full');
        const others = before.filter((other) => other !== id);
        await setups.change(sessionId, { pinned: pinned ? [id, ...others] : others });
        return setupChange(sessionId, revision);
      });
    },

    /** Sets what holds for attendees. */
    async setUp(claims: TicketClaims, rules: ChatRules): Promise<void> {
      assertModerates(claims);
      await setRules(claims, claims.identity, rules);
    },

    setRules,

    /** What holds for attendees. @throws ProblemError `not-found` */
    async rules(sessionId: SessionId): Promise<ChatRules> {
      await sessions.titleOf(sessionId);
      const { slowSeconds, links, isHeld } = await setups.find(sessionId);
      return { slowSeconds, links, isHeld };
    },

    /** Lets whoever wrote a message read and no longer write. @throws ProblemError `not-found`; `forbidden` */
    muteAuthor: (claims: TicketClaims, id: ChatMessageId): Promise<MutedPerson> => restrict(claims, id, false),

    /** Shuts whoever wrote a message out of the room. @throws ProblemError `not-found`; `forbidden` */
    banAuthor: (claims: TicketClaims, id: ChatMessageId): Promise<MutedPerson> => restrict(claims, id, true),

    /** Asks whoever wrote a message behind the stage. @throws ProblemError `not-found`; `forbidden`; as `inviteSpeaker` */
    async inviteAuthor(claims: TicketClaims, id: ChatMessageId): Promise<void> {
      assertChatRight(claims, 'direct');
      const { fromHost, identity: author, authorName } = await messageOf(claims.sessionId, id);
      if (fromHost) throw new ProblemError('forbidden');
      const identity = (await leadMerges.personOf(author)) as PersonId;
      await sessions.inviteSpeaker(claims.sessionId, identity, authorName);
    },

    /** Lets somebody write again, and in again. @throws ProblemError `not-found` when they are not muted */
    async unmute(claims: TicketClaims, personId: PersonId): Promise<void> {
      assertModerates(claims);
      const { sessionId } = claims;
      await unitOfWork.run(async (tx) => {
        const muted = await mutes.find(sessionId, personId);
        if (muted === null || !(await mutes.unmute(sessionId, personId))) throw new ProblemError('not-found');
        await note(claims, 'chat.person-released', personId, muted.name);
        if (muted.banned === true) tx.record(RoomBanChanged, { sessionId, personId });
      });
      await tellStanding(claims, personId);
    },

    /** Who is muted, the newest first. */
    async listMuted(claims: TicketClaims): Promise<MutedPerson[]> {
      assertModerates(claims);
      return (await mutes.list(claims.sessionId)).map(presentMute);
    },
  };
}
export type ChatModeration = ReturnType<typeof createChatModeration>;

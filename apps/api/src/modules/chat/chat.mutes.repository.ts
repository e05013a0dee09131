import type { MembershipId, PersonId, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { findRows } from '@stageline/tenancy';
import { ChatMuteModel } from './chat.model.ts';

export interface MuteRow {
  readonly identity: PersonId;
  readonly name: string;
  readonly mutedAt: Date;
  readonly banned?: boolean;
}
interface Mute extends MuteRow {
  readonly sessionId: SessionId;
  readonly mutedBy: PersonId | MembershipId;
}

const FIELDS = { identity: 1, name: 1, mutedAt: 1, banned: 1 } as const;
const MOST_LISTED = 200;

/** Who is muted where; every call runs in the current tenant. */
export function createChatMutesRepository() {
  return {
    async isMuted(sessionId: SessionId, identity: string): Promise<boolean> {
      return (await ChatMuteModel.exists({ identity, sessionId })) !== null;
    },

    async isBanned(sessionId: SessionId, identity: string): Promise<boolean> {
      return (await ChatMuteModel.exists({ identity, sessionId, banned: true })) !== null;
    },

    /** Null where they are not muted. */
    async find(sessionId: SessionId, identity: PersonId): Promise<MuteRow | null> {
      return ChatMuteModel.findOne({ identity, sessionId }, FIELDS).lean<MuteRow>();
    },

    /** Whoever is muted already stays so as they were; `banned` is added to it. */
    async mute({ sessionId, identity, banned, ...facts }: Mute): Promise<MuteRow> {
      const first = { $setOnInsert: { _id: newId('mut'), ...facts }, ...(banned && { $set: { banned } }) };
      return retryUpsert(() =>
        ChatMuteModel.findOneAndUpdate({ identity, sessionId }, first, { upsert: true, new: true, projection: FIELDS })
          .lean<MuteRow>()
          .orFail(),
      );
    },

    /** False where they are not muted. */
    async unmute(sessionId: SessionId, identity: PersonId): Promise<boolean> {
      return (await ChatMuteModel.deleteOne({ identity, sessionId })).deletedCount === 1;
    },

    /** The newest first. */
    async list(sessionId: SessionId): Promise<MuteRow[]> {
      return findRows(ChatMuteModel, { sessionId }, { projection: FIELDS, sort: { mutedAt: -1 }, limit: MOST_LISTED });
    },
  };
}
export type ChatMutesRepository = ReturnType<typeof createChatMutesRepository>;

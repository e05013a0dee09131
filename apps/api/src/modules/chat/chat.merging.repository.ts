import { movable } from '@stageline/platform/mongo';
import {
  ChatAsideModel,
  ChatMessageModel,
  ChatMuteModel,
  ChatQuestionModel,
  ChatVoteModel,
  HeldMessageModel,
} from './chat.model.ts';

/** Messages as they change people in a merge. */
export const mergingMessages = movable(ChatMessageModel, 'identity', ['sessionId', 'clientId']);

/** Where somebody is muted, as it changes people in a merge. */
export const mergingMutes = movable(ChatMuteModel, 'identity', ['sessionId']);

/** Questions as they change people in a merge. */
export const mergingQuestions = movable(ChatQuestionModel, 'identity', ['sessionId', 'clientId']);

/** Votes as they change people in a merge. */
export const mergingVotes = movable(ChatVoteModel, 'identity', ['questionId']);

/** What somebody and the hosts wrote to each other, as it changes people in a merge. */
export const mergingAsides = movable(ChatAsideModel, 'identity', ['sessionId', 'clientId']);

/** What waits for a host, or was decided, as it changes people in a merge. */
export const mergingHeld = movable(HeldMessageModel, 'identity', ['sessionId', 'kind', 'clientId']);

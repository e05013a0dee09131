import { movable } from '@stageline/platform/mongo';
import { ChatMessageModel, ChatMuteModel } from './chat.model.ts';

/** Messages as they change people in a merge. */
export const mergingMessages = movable(ChatMessageModel, 'identity', ['sessionId', 'clientId']);

/** Where somebody is muted, as it changes people in a merge. */
export const mergingMutes = movable(ChatMuteModel, 'identity', ['sessionId']);

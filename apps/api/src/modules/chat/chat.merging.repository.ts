import { movable } from '@stageline/platform/mongo';
import { ChatMessageModel } from './chat.model.ts';

/** Messages as they change people in a merge. */
export const mergingMessages = movable(ChatMessageModel, 'identity', ['sessionId', 'clientId']);

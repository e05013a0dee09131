import { movable } from '@stageline/platform/mongo';
import { FollowUpModel } from './follow-ups.model.ts';

/** Mails after a webinar, as they change people in a merge. */
export const mergingFollowUps = movable(FollowUpModel, 'personId');

import { movable } from '@stageline/platform/mongo';
import { PlannedMailModel } from './planned-mail.model.ts';

/** Planned mails as they change people in a merge; of two for one step, one stays where it is. */
export const mergingPlannedMails = movable(PlannedMailModel, 'personId', ['sessionId', 'stepId', 'plan']);

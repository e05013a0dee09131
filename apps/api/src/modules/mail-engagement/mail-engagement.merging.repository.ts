import { movable } from '@stageline/platform/mongo';
import { MailEngagementModel } from './mail-engagement.model.ts';

/** What mails brought goes with the people whose mails they were. */
export const mergingEngagement = movable(MailEngagementModel, 'personId');

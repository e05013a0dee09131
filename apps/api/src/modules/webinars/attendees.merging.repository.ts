import { movable } from '@stageline/platform/mongo';
import { WebinarAttendeeModel, WebinarMessageModel } from './attendee.model.ts';

/** People of webinars as they change hands in a merge; of two in one webinar each stays what they were there. */
export const mergingAttendees = movable(WebinarAttendeeModel, 'personId', ['webinarId']);
export const mergingWebinarMessages = movable(WebinarMessageModel, 'personId');

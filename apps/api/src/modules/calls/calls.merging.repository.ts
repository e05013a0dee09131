import { movable } from '@stageline/platform/mongo';
import { CallModel } from './calls.model.ts';
import { TalkRequestModel } from './talk-now.model.ts';

/** Calls as they change leads, and people, in a merge. */
export const mergingCalls = movable(CallModel, 'leadId');
export const mergingCallGuests = movable(CallModel, 'personId');

/** What rings while two become one rings on for the survivor. */
export const mergingTalkLeads = movable(TalkRequestModel, 'leadId');
export const mergingTalkPeople = movable(TalkRequestModel, 'personId');

import { movable } from '@stageline/platform/mongo';
import { CallModel } from './calls.model.ts';

/** Calls as they change leads, and people, in a merge. */
export const mergingCalls = movable(CallModel, 'leadId');
export const mergingCallGuests = movable(CallModel, 'personId');

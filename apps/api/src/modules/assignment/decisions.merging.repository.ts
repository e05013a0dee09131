import { movable } from '@stageline/platform/mongo';
import { AssignmentDecisionModel } from './decision.model.ts';

/** Decisions as they change leads in a merge. */
export const mergingDecisions = movable(AssignmentDecisionModel, 'leadId');

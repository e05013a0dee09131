import { movable } from '@stageline/platform/mongo';
import { AutomationRunModel } from './run.model.ts';

/**
 * Runs as they change leads in a merge. Where a rule has run for both on the same occasion, each keeps its own: what is under
 * way for the one that is gone ends at its next step, and nothing is done twice.
 */
export const mergingRuns = movable(AutomationRunModel, 'leadId', ['automationId', 'occurrence']);

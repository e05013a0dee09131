import { movable } from '@stageline/platform/mongo';
import { EntitlementModel } from './entitlements.model.ts';

/** What orders open, as it changes people and leads in a merge. */
export const mergingEntitlements = movable(EntitlementModel, 'personId');
export const mergingEntitlementLeads = movable(EntitlementModel, 'leadId');

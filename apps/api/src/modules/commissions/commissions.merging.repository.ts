import { movable } from '@stageline/platform/mongo';
import { CommissionEntryModel, CommissionModel } from './commissions.model.ts';

/** Commissions as they change people in a merge: what one has earned is the survivor's. */
export const mergingCommissions = movable(CommissionModel, 'personId');
export const mergingCommissionEntries = movable(CommissionEntryModel, 'personId');

import type { AccountId, AdminId } from '@stageline/contracts';

/** Whose factors they are: members and central administrators have the same kinds. */
export type FactorOwner = AccountId | AdminId;

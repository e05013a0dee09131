import type { AccountId, AdminId, MembershipId, SupportVisitId, TenantId } from '@stageline/contracts';

/** What a session of a member begins with. */
export interface NewMemberSession {
  readonly tenantId: TenantId;
  readonly accountId: AccountId;
  readonly membershipId: MembershipId;
  /** The account's counter at log-in; raising it ends every session. */
  readonly sessionVersion: number;
  /** Whether a second factor was proved. */
  readonly strong: boolean;
}

/** What a session of an administrator begins with. */
export interface NewAdminSession {
  readonly adminId: AdminId;
  readonly sessionVersion: number;
  /** Whether a second factor was proved. */
  readonly strong: boolean;
}

/** A visit of support, which has no refresh token: it ends when its time is over. */
export interface NewSupportSession {
  readonly tenantId: TenantId;
  readonly visitId: SupportVisitId;
  readonly adminId: AdminId;
  readonly endsAt: Date;
}

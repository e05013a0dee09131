import type {
  AccountId,
  admin,
  ErrorCode,
  Locale,
  MembershipId,
  SessionId,
  SignupId,
  signups,
  TenantId,
} from '@stageline/contracts';

/** A promoter's own site, or one that only shows what such a site is like. */
export type TenantKind = 'public' | 'demo' | 'preview';

/** A tenant as other modules see it. */
export interface TenantRecord {
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
  readonly status: admin.TenantStatus;
  readonly version: number;
  readonly ownerAccountId: AccountId | null;
  /** The custom domain that visitors are led to, while it is live. */
  readonly primaryHost: string | null;
  /** Made by the platform to test itself. */
  readonly synthetic: boolean;
  readonly kind: TenantKind;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
}

/** How far a promoter's sign-up has come; it lives inside the tenant that it makes. */
export interface SignupRecord {
  readonly id: SignupId;
  readonly tenant: TenantRecord;
  readonly tokenHash: string;
  readonly name: string;
  readonly email: string;
  /** Null once the account has it. */
  readonly passwordHash: string | null;
  readonly timeZone: string;
  /** What we write to the promoter is in it. */
  readonly locale: Locale;
  /** What the site begins with; left out for the default. */
  readonly template?: string;
  readonly accountId: AccountId;
  readonly membershipId: MembershipId;
  readonly sessionId: SessionId;
  readonly doneSteps: readonly signups.ProvisioningStep[];
  readonly failure: ErrorCode | null;
  /** False once nothing is left to do. */
  readonly pending: boolean;
}

/** What a sign-up puts down before anything is provisioned. */
export interface NewSignup {
  readonly id: SignupId;
  readonly tenantId: TenantId;
  readonly slug: string;
  readonly siteName: string;
  readonly tokenHash: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly timeZone: string;
  readonly locale: Locale;
  readonly template?: string | undefined;
  readonly accountId: AccountId;
  readonly membershipId: MembershipId;
  readonly sessionId: SessionId;
  readonly synthetic?: boolean;
}

/** Why and since when a tenant is closing. */
export interface ClosingRecord {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/** Numbers of documents and objects by where they lay. */
export type PurgeCounts = Readonly<Record<string, number>>;

export interface PurgeProof {
  readonly at: Date;
  /** Documents that were there, by collection. */
  readonly removed: PurgeCounts;
  /** Documents that are left, by collection, and `files` in bytes: empty, and zero. */
  readonly left: PurgeCounts;
}

export interface TenantPage {
  readonly items: readonly TenantRecord[];
  readonly nextCursor: TenantId | null;
}
export interface TenantListQuery {
  readonly cursor?: TenantId | undefined;
  readonly limit: number;
  readonly search?: string | undefined;
  readonly status?: admin.TenantStatus | undefined;
}

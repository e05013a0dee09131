import {
  DEFAULT_LOCALE,
  ProblemError,
  type ErrorCode,
  type SignupId,
  type signups,
  type TenantId,
} from '@stageline/contracts';
import { isDuplicateKey } from '@stageline/tenancy';
import { RECORD, toRecord, type TenantRow } from './tenant-record.ts';
import { PENDING_EMAIL_INDEX, SLUG_INDEX, TenantModel } from './tenant.model.ts';
import type { NewSignup, SignupRecord, TenantRecord } from './tenants.types.ts';

const WITH_SIGNUP = { ...RECORD, signup: 1 } as const;
type SignupRow = TenantRow & { signup: Omit<SignupRecord, 'tenant' | 'passwordHash'> & { passwordHash?: string } };

/** Reads and writes the sign-up inside each tenant, and the states that a sign-up moves it through. */
export const tenantSignupsRepository = {
  /** @throws ProblemError `slug-taken`, `email-taken` when another tenant or sign-up holds it */
  async insert(signup: NewSignup, now: Date): Promise<void> {
    const { tenantId, slug, siteName, synthetic = false, ...rest } = signup;
    try {
      await TenantModel.create([
        {
          _id: tenantId,
          slug,
          name: siteName,
          status: 'requested',
          version: 1,
          synthetic,
          signup: { ...rest, pendingEmail: rest.email, touchedAt: now },
          createdAt: now,
        },
      ]);
    } catch (error) {
      throw takenBy(error);
    }
  },

  async find(id: SignupId): Promise<SignupRecord | null> {
    return toSignup(await TenantModel.findOne({ 'signup.id': id }, WITH_SIGNUP).lean());
  },

  async findOf(tenantId: TenantId): Promise<SignupRecord | null> {
    return toSignup(await TenantModel.findOne({ _id: tenantId }, WITH_SIGNUP).lean());
  },

  /** Ids of sign-ups that nobody has worked on since `before`, oldest first. */
  async interrupted(before: Date, limit: number): Promise<{ id: SignupId; tenantId: TenantId }[]> {
    const rows = await TenantModel.find(
      { 'signup.pending': true, 'signup.touchedAt': { $lt: before } },
      { 'signup.id': 1 },
    )
      .sort({ 'signup.touchedAt': 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ id: row.signup.id as SignupId, tenantId: row._id as TenantId }));
  },

  async begin(id: TenantId, now: Date): Promise<void> {
    await TenantModel.updateOne(
      { _id: id, status: 'requested' },
      { $set: { status: 'provisioning', 'signup.touchedAt': now }, $inc: { version: 1 } },
    );
  },

  async recordStep(id: TenantId, step: signups.ProvisioningStep, now: Date): Promise<void> {
    await TenantModel.updateOne(
      { _id: id },
      { $addToSet: { 'signup.doneSteps': step }, $set: { 'signup.touchedAt': now } },
    );
  },

  /** Records the owner and forgets what only the account may keep. */
  async setOwner(id: TenantId, ownerAccountId: string): Promise<void> {
    await TenantModel.updateOne(
      { _id: id },
      { $set: { ownerAccountId }, $unset: { 'signup.passwordHash': 1, 'signup.pendingEmail': 1 } },
    );
  },

  /** The site answers from now on. @returns false when it did before */
  async activate(id: TenantId, now: Date): Promise<boolean> {
    const { modifiedCount } = await TenantModel.updateOne(
      { _id: id, status: 'provisioning' },
      {
        $set: { status: 'active', activatedAt: now, 'signup.touchedAt': now },
        $addToSet: { 'signup.doneSteps': 'address' satisfies signups.ProvisioningStep },
        $inc: { version: 1 },
      },
    );
    return modifiedCount === 1;
  },

  async finish(id: TenantId): Promise<void> {
    await TenantModel.updateOne({ _id: id }, { $set: { 'signup.pending': false } });
  },

  /** Ends a sign-up that cannot succeed; its address becomes free because an id is no valid slug. */
  async fail(id: TenantId, failure: ErrorCode): Promise<void> {
    await TenantModel.updateOne(
      { _id: id, status: { $in: ['requested', 'provisioning'] } },
      {
        $set: { status: 'purged', slug: id, 'signup.failure': failure, 'signup.pending': false },
        $unset: { 'signup.passwordHash': 1, 'signup.pendingEmail': 1 },
        $inc: { version: 1 },
      },
    );
  },
};

function toSignup(row: unknown): SignupRecord | null {
  if (row === null) return null;
  const { signup, ...tenant } = row as SignupRow;
  return {
    ...signup,
    // A sign-up from before there was a choice has none.
    locale: signup.locale ?? DEFAULT_LOCALE,
    passwordHash: signup.passwordHash ?? null,
    tenant: toRecord(tenant) as TenantRecord,
  };
}

function takenBy(error: unknown): unknown {
  if (!isDuplicateKey(error)) return error;
  const { message } = error as { message?: string };
  if (message?.includes(SLUG_INDEX)) return new ProblemError('slug-taken', { cause: error });
  if (message?.includes(PENDING_EMAIL_INDEX)) return new ProblemError('email-taken', { cause: error });
  return error;
}

import { defineGlobalModel, defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One log-in of one browser, with the refresh token that is good now; only hashes of tokens are kept. */
const signInSchema = () => {
  const schema = new Schema(
    {
      _id: { type: String, required: true },
      /** The account or the administrator. */
      subjectId: { type: String, required: true },
      /** On a site: as which member. */
      membershipId: { type: String, default: null },
      /** The subject's counter at log-in; a higher one has ended this. */
      sessionVersion: { type: Number, required: true },
      /** SHA-256 of the secret that is good now, and of the one before it. */
      secretHash: { type: String, required: true },
      previousHash: { type: String, default: null },
      startedAt: { type: Date, required: true },
      /** When the secret was last replaced. */
      refreshedAt: { type: Date, required: true },
      /** Whether a second factor was proved in it. */
      strong: { type: Boolean, required: true, default: false },
      /** Wrong proofs of step-up in a row. */
      failures: { type: Number, required: true, default: 0 },
      /** When they last proved who they are. */
      provedAt: { type: Date, required: true },
      /** When it ends, unless it is used before. */
      endsAt: { type: Date, required: true },
      ip: { type: String, required: true },
      userAgent: { type: String, default: '' },
    },
    { id: false },
  );
  schema.index({ subjectId: 1, endsAt: -1 });
  schema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });
  return schema;
};

export const MemberSignInModel = defineTenantModel('MemberSignIn', signInSchema());
export const AdminSignInModel = defineGlobalModel(
  'AdminSignIn',
  signInSchema(),
  'Central administrators sign in on the admin host and belong to no tenant',
);

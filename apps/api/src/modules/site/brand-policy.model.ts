import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One document, `platform`. */
const brandPolicySchema = new Schema(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    policy: { type: Schema.Types.Mixed, required: true },
    updatedAt: { type: Date, required: true },
  },
  { id: false },
);
export const BrandPolicyModel = defineGlobalModel(
  'BrandPolicy',
  brandPolicySchema,
  'What the platform fixes for every site is set once, by central administrators, and read for each of them',
  { collection: 'brand_policies' },
);

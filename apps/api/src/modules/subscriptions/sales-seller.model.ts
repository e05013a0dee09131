import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One document, `platform`. */
const salesSellerSchema = new Schema(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    seller: { type: Schema.Types.Mixed, required: true },
    updatedAt: { type: Date, required: true },
  },
  { id: false },
);
export const SalesSellerModel = defineGlobalModel(
  'SalesSeller',
  salesSellerSchema,
  'Who sells plans to all sites, and how they are taxed, is said once by whoever runs the platform',
  { collection: 'sales_sellers' },
);

import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** Written with the event that mails the owners, so that no site hears of a broadcast twice. */
const receiptSchema = new Schema(
  {
    _id: { type: String, required: true },
    broadcastId: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { id: false },
);
receiptSchema.index({ broadcastId: 1 }, { unique: true });
export const BroadcastReceiptModel = defineTenantModel('BroadcastReceipt', receiptSchema, {
  collection: 'broadcast_receipts',
});

const dismissalSchema = new Schema(
  {
    _id: { type: String, required: true },
    broadcastId: { type: String, required: true },
    membershipId: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { id: false },
);
dismissalSchema.index({ membershipId: 1, broadcastId: 1 }, { unique: true });
export const NoticeDismissalModel = defineTenantModel('NoticeDismissal', dismissalSchema, {
  collection: 'notice_dismissals',
});

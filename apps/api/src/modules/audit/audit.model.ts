import { defineTenantModel, UnscopedOperation } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const nullableString = { type: String, default: null } as const;

const auditEntrySchema = new Schema(
  {
    _id: { type: String, required: true },
    /** 1, 2, 3 … without a gap. */
    seq: { type: Number, required: true },
    at: { type: Date, required: true },
    actorKind: { type: String, required: true },
    actorId: nullableString,
    actorName: nullableString,
    action: { type: String, required: true },
    targetType: nullableString,
    targetId: nullableString,
    targetName: nullableString,
    /** Canonical JSON, so that what is read back is to the letter what was hashed. */
    before: nullableString,
    after: nullableString,
    reason: nullableString,
    ip: nullableString,
    requestId: nullableString,
    previousHash: { type: String, required: true },
    hash: { type: String, required: true },
  },
  { id: false },
);
auditEntrySchema.index({ seq: 1 }, { unique: true });
auditEntrySchema.index({ action: 1, seq: -1 });
auditEntrySchema.index({ actorId: 1, seq: -1 });

const CHANGES = [
  'updateOne',
  'updateMany',
  'replaceOne',
  'findOneAndUpdate',
  'findOneAndReplace',
  'findOneAndDelete',
  'deleteOne',
  'deleteMany',
] as const;

/** @throws UnscopedOperation always: what was recorded stays as it is, whoever asks */
function refuse(): never {
  throw new UnscopedOperation('The audit log only grows: its entries are neither changed nor removed');
}
for (const operation of CHANGES) auditEntrySchema.pre(operation as 'updateOne', refuse);
auditEntrySchema.pre('deleteOne', { document: true, query: false }, refuse);
auditEntrySchema.pre('updateOne', { document: true, query: false }, refuse);
auditEntrySchema.pre('bulkWrite', refuse);
auditEntrySchema.pre('save', function onlyNew() {
  if (!this.isNew) refuse();
});

/** The entries of one chain per tenant; the platform's own chain lies under an id that no tenant has. */
export const AuditEntryModel = defineTenantModel('AuditEntry', auditEntrySchema, {
  collection: 'audit_entries',
});

/** Where a chain ends: a cut tail is missed here. */
const auditHeadSchema = new Schema(
  {
    /** The tenant's id: one head per chain. */
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    hash: { type: String, required: true },
  },
  { id: false },
);
export const AuditHeadModel = defineTenantModel('AuditHead', auditHeadSchema, { collection: 'audit_heads' });

import { UnscopedOperation, type defineTenantModel } from '@stageline/tenancy';
import type { Query } from 'mongoose';

type AnySchema = Parameters<typeof defineTenantModel>[1];
const CHANGES = [
  'updateOne',
  'updateMany',
  'replaceOne',
  'findOneAndUpdate',
  'findOneAndReplace',
  'findOneAndDelete',
  'deleteOne',
] as const;

/**
 * Leaves a model with inserts alone: what was written stays as it is, whoever asks. Only everything at once can go, with the
 * site that it belongs to.
 * @param reason what whoever tries is told
 */
export function onlyGrows(schema: AnySchema, reason: string): void {
  const refuse = (): never => {
    throw new UnscopedOperation(reason);
  };
  for (const operation of CHANGES) schema.pre(operation as 'updateOne', refuse);
  schema.pre('deleteMany', function onlyAll(this: Query<unknown, unknown>) {
    if (Object.keys(this.getFilter()).length > 0) refuse();
  });
  schema.pre('deleteOne', { document: true, query: false }, refuse);
  schema.pre('updateOne', { document: true, query: false }, refuse);
  schema.pre('bulkWrite', refuse);
  schema.pre('save', function onlyNew() {
    if (!this.isNew) refuse();
  });
}

import { domains } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema, type InferSchemaType } from 'mongoose';

const recordSchema = new Schema(
  {
    kind: { type: String, required: true, enum: domains.RecordCheck.shape.kind.options },
    type: { type: String, required: true, enum: domains.RecordCheck.shape.type.options },
    name: { type: String, required: true },
    expected: { type: [String], required: true },
    found: { type: [String], required: true },
    status: { type: String, required: true, enum: domains.RecordCheck.shape.status.options },
    advice: { type: String, required: true },
  },
  { _id: false, id: false },
);
const stepSchema = new Schema(
  { state: { type: String, required: true, enum: domains.DomainState.options }, at: { type: Date, required: true } },
  { _id: false, id: false },
);
const certificateSchema = new Schema(
  { issuer: { type: String, required: true }, validTo: { type: Date, required: true } },
  { _id: false, id: false },
);

/** One tenant's claim to a domain. Several tenants may claim one; who has it is the global `TenantDomain`. */
const domainSchema = new Schema(
  {
    _id: { type: String, required: true },
    host: { type: String, required: true },
    zone: { type: String, required: true },
    /** Proves ownership to this claim and to no other: a claim that is made again gets another. */
    token: { type: String, required: true },
    state: { type: String, required: true, enum: domains.DomainState.options },
    /** False once it is removed; the claim stays as a record. */
    active: { type: Boolean, required: true },
    /** Whether the domain is ours to serve, and nobody else's. */
    holds: { type: Boolean, required: true },
    isPrimary: { type: Boolean, required: true },
    records: { type: [recordSchema], required: true },
    /** What is wrong with the certificate, as a sentence. */
    tlsNote: { type: String, default: null },
    certificate: { type: certificateSchema, default: null },
    history: { type: [stepSchema], required: true },
    attempts: { type: Number, required: true },
    /** The search for records is given up three days after this. */
    lookingSince: { type: Date, required: true },
    /** Since when the name servers have not answered. */
    unknownSince: { type: Date, default: null },
    degradedSince: { type: Date, default: null },
    lastCheckedAt: { type: Date, default: null },
    nextCheckAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
    /** Since when the tenant is suspended or closing: its clocks stand still. */
    pausedAt: { type: Date, default: null },
    /** Rises with every write: a check that took long never undoes what happened meanwhile. */
    version: { type: Number, required: true },
  },
  { id: false },
);
domainSchema.index({ host: 1 }, { unique: true, partialFilterExpression: { active: true } });
domainSchema.index({ active: 1, _id: 1 });

export type DomainRow = InferSchemaType<typeof domainSchema>;
export const DomainModel = defineTenantModel('Domain', domainSchema, {
  systemIndexes: [
    {
      fields: { nextCheckAt: 1 },
      options: { partialFilterExpression: { active: true } },
      reason: 'the sweep finds the domains of all tenants that are due',
    },
    {
      fields: { pausedAt: 1 },
      options: { partialFilterExpression: { pausedAt: { $type: 'date' } } },
      reason: 'the sweep finds the domains of tenants that are active again',
    },
  ],
});

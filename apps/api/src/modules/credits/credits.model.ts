import { CreditKind } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';
import { onlyGrows } from '../ledger/index.ts';

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const moment = { type: Date, required: true } as const;
const kind = { ...text, enum: CreditKind.options } as const;

/** What happened to credits; what a site has is the sum of these. */
const entrySchema = new Schema(
  {
    _id: text,
    kind,
    /** What happened, so that it is entered once. */
    key: text,
    what: { ...text, enum: ['grant', 'purchase', 'reserve', 'release', 'commit', 'meter'] },
    /** The month whose allowance is meant, `2026-11`. */
    month: text,
    /** Added to the allowance of that month; below zero where it was used. */
    allowance: number,
    /** Added to what was bought. */
    bought: number,
    /** What was done in the end, of a commit. */
    units: number,
    at: moment,
  },
  { id: false },
);
entrySchema.index({ key: 1 }, { unique: true });
entrySchema.index({ kind: 1, month: 1 });
onlyGrows(entrySchema, 'Credits only grow entries: what was reserved goes back by another one');
export const CreditEntryModel = defineTenantModel('CreditEntry', entrySchema);

/** The sums of the entries of one kind; every change of them is one transaction with its entries. */
const accountSchema = new Schema(
  { _id: text, kind, month: text, allowance: number, used: number, bought: number, version: number },
  { id: false },
);
accountSchema.index({ kind: 1 }, { unique: true });
export const CreditAccountModel = defineTenantModel('CreditAccount', accountSchema);

const reservationSchema = new Schema(
  {
    _id: text,
    kind,
    key: text,
    month: text,
    allowance: number,
    bought: number,
    state: { ...text, enum: ['held', 'committed', 'released'] },
    /** Times that it was taken under its key. */
    attempt: number,
    /** Null once it is over. */
    expiresAt: { type: Date, default: null },
    at: moment,
  },
  { id: false },
);
reservationSchema.index({ key: 1 }, { unique: true });
export const CreditReservationModel = defineTenantModel('CreditReservation', reservationSchema, {
  systemIndexes: [{ fields: { expiresAt: 1 }, reason: 'A sweep frees what the work of any site left reserved' }],
});

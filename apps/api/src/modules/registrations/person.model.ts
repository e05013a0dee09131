import { DEFAULT_LOCALE, LOCALES } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const phoneSchema = new Schema(
  {
    /** As it was typed. */
    raw: { type: String, required: true },
    /** Null where the number is possible but names no country. */
    e164: { type: String, default: null },
  },
  { _id: false, id: false },
);

const emailSchema = new Schema(
  {
    /** Lower-cased. */
    address: { type: String, required: true },
    /** When they proved that it is theirs; null before (H-02). */
    verifiedAt: { type: Date, default: null },
    addedAt: { type: Date, required: true },
  },
  { _id: false, id: false },
);

/** One tenant's record of a human (requirements 0.2, 6). */
const personSchema = new Schema(
  {
    _id: { type: String, required: true },
    firstName: { type: String, required: true },
    lastName: { type: String, required: true },
    /** The first is the one that we write to; one person per address and tenant (F-04). */
    emails: { type: [emailSchema], required: true },
    /** The first is the one that is called. */
    phones: { type: [phoneSchema], required: true },
    company: { type: String, default: null },
    /** Their number in another system, as a file brought it; missing where none did. */
    externalId: { type: String },
    /** Their former numbers, and those of others who became part of them; missing where there are none. */
    otherExternalIds: { type: [String], default: undefined },
    /** Whether they came through the API, by a plain form post or out of a file. */
    source: { type: String, required: true, enum: ['api', 'form', 'import'] },
    /** The language of the page that they registered on; what we write to them is in it. */
    locale: { type: String, required: true, enum: LOCALES, default: DEFAULT_LOCALE },
    /** IANA name of the zone of the browser in which they registered; null where nobody knows it. */
    timeZone: { type: String, default: null },
    /** When they first proved an address; null before (H-02). What of it counts is asked of an index. */
    verifiedAt: { type: Date, default: null },
    /** Rises with every change of who they are and how they are reached; missing before the first. */
    version: { type: Number },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
// Whoever has none is in none of these: a list that is empty would count as a value. That there is one is what the server
// knows of a value that is asked for; of its type it does not, so a reader of the last one says it.
const has = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });
personSchema.index({ 'emails.address': 1 }, { unique: true, ...has('emails.address') });
personSchema.index({ 'phones.e164': 1 }, has('phones.e164'));
personSchema.index({ externalId: 1 }, { unique: true, partialFilterExpression: { externalId: { $type: 'string' } } });
personSchema.index({ otherExternalIds: 1 }, has('otherExternalIds'));
// How many registered and confirmed in a span of time comes from the index alone.
personSchema.index({ createdAt: 1, verifiedAt: 1 });

export const PersonModel = defineTenantModel('Person', personSchema);

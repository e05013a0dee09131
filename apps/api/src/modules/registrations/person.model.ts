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

/** One tenant's record of a human (requirements 0.2, 6). */
const personSchema = new Schema(
  {
    _id: { type: String, required: true },
    firstName: { type: String, required: true },
    lastName: { type: String, required: true },
    /** Lower-cased; one person per address and tenant. */
    email: { type: String, required: true },
    phone: { type: phoneSchema, default: null },
    company: { type: String, default: null },
    /** Their number in another system, as a file brought it; missing where none did. */
    externalId: { type: String },
    /** Whether they came through the API, by a plain form post or out of a file. */
    source: { type: String, required: true, enum: ['api', 'form', 'import'] },
    /** The language of the page that they registered on; what we write to them is in it. */
    locale: { type: String, required: true, enum: LOCALES, default: DEFAULT_LOCALE },
    /** When they proved that the address is theirs; null before (H-02). */
    verifiedAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
personSchema.index({ email: 1 }, { unique: true });
const known = (field: string) => ({ partialFilterExpression: { [field]: { $type: 'string' } } });
personSchema.index({ externalId: 1 }, { unique: true, ...known('externalId') });
personSchema.index({ 'phone.e164': 1 }, known('phone.e164'));
// How many registered and confirmed in a span of time comes from the index alone.
personSchema.index({ createdAt: 1, verifiedAt: 1 });

export const PersonModel = defineTenantModel('Person', personSchema);

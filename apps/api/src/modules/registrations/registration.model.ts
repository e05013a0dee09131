import { LOCALES } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const inner = { _id: false, id: false } as const;
const text = { type: String } as const;

/** How somebody came; parts that are not known are missing. */
const touchSchema = new Schema(
  {
    source: text,
    medium: text,
    campaign: text,
    term: text,
    content: text,
    referrer: text,
    page: text,
    /** When they came; missing for the visit in which they sent the form. */
    at: { type: Date },
  },
  inner,
);

/** One form that somebody sent: written once, and what was answered of it. It is the record of what they were told (B-10). */
const registrationSchema = new Schema(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    /** What it was for; null where nothing was planned. */
    sessionId: { type: String, default: null },
    at: { type: Date, required: true },
    source: { type: String, required: true, enum: ['api', 'form', 'mail-link'] },
    locale: { type: String, required: true, enum: LOCALES },
    /** Address of the page that carried the form; null where it came from none of ours. */
    page: { type: String, default: null },
    /** The network that it came from (`truncatedAddress`). */
    ip: { type: String, default: null },
    /** Versions of the texts that they were shown, or agreed to. */
    consents: {
      type: [
        new Schema(
          {
            kind: { type: String, required: true, enum: ['notice', 'consent'] },
            version: { type: String, required: true },
            /** False for a box that was left alone; missing otherwise. */
            given: { type: Boolean },
          },
          inner,
        ),
      ],
      required: true,
    },
    answers: {
      type: [
        new Schema(
          {
            key: { type: String, required: true },
            label: { type: String, required: true },
            value: { type: String, required: true },
          },
          inner,
        ),
      ],
      default: undefined,
    },
    via: text,
    touch: touchSchema,
    firstTouch: touchSchema,
    /** What they want answered; missing where they did not say. */
    question: text,
    /** When a host has answered that, and who. */
    answered: { type: new Schema({ at: { type: Date, required: true }, by: { type: String, required: true } }, inner) },
  },
  { id: false },
);
registrationSchema.index({ personId: 1, at: -1 });
// What people want answered in a masterclass, oldest first.
registrationSchema.index({ sessionId: 1, at: 1 }, { partialFilterExpression: { question: { $type: 'string' } } });

export const RegistrationModel = defineTenantModel('Registration', registrationSchema);

/** The words of what people were shown or agreed to, once for all who were. `_id` is `<tenantId>.<version>`. */
const consentTextSchema = new Schema(
  {
    _id: { type: String, required: true },
    version: { type: String, required: true },
    kind: { type: String, required: true, enum: ['notice', 'consent'] },
    locale: { type: String, required: true, enum: LOCALES },
    text: { type: String, required: true },
    /** When somebody was shown it first. */
    since: { type: Date, required: true },
  },
  { id: false },
);
consentTextSchema.index({ version: 1 }, { unique: true });
export const ConsentTextModel = defineTenantModel('ConsentText', consentTextSchema, { collection: 'consent_texts' });

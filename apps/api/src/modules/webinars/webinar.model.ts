import { EngagementTier, WebinarFileState } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const inner = { _id: false, id: false } as const;
const required = true;
const text = { type: String, required } as const;
const optionalText = { type: String, default: null } as const;
const count = { type: Number, required, default: 0 } as const;
const by = { type: new Schema({ membershipId: optionalText, name: { type: String, default: '' } }, inner), required };
/** What the contracts describe in full and nobody queries into. */
const described = { type: Schema.Types.Mixed, default: null } as const;

const tiers = Object.fromEntries(EngagementTier.options.map((tier) => [tier, count]));
const counts = new Schema(
  {
    people: count,
    attended: count,
    messages: count,
    questions: count,
    unmatched: count,
    tiers: new Schema(tiers, inner),
  },
  inner,
);

/** A webinar whose attendees are known: of this site, or held elsewhere. */
const webinarSchema = new Schema(
  {
    _id: text,
    source: { type: String, required, enum: ['import', 'own'] },
    sessionId: { type: String },
    title: text,
    topic: { type: String, default: '' },
    heldAt: { type: Date, default: null },
    durationMinutes: { type: Number, default: null },
    timeZone: text,
    language: text,
    offer: described,
    replayUrl: optionalText,
    began: { type: Date, default: null },
    lasted: { type: Number, default: null },
    counts: { type: counts, required },
    matches: [new Schema({ sender: text, attendeeId: text }, inner)],
    revision: count,
    settled: count,
    createdAt: { type: Date, required },
    by,
  },
  { id: false },
);
webinarSchema.index({ createdAt: -1, _id: -1 });
webinarSchema.index({ began: -1, _id: -1 });
/** A masterclass of this site is one webinar. */
webinarSchema.index({ sessionId: 1 }, { unique: true, partialFilterExpression: { sessionId: { $type: 'string' } } });
export const WebinarModel = defineTenantModel('Webinar', webinarSchema);

/** A file that a webinar's platform has exported. */
const fileSchema = new Schema(
  {
    _id: text,
    webinarId: text,
    state: { type: String, required, enum: WebinarFileState.options },
    filename: text,
    bytes: { type: Number, required },
    hash: text,
    createdAt: { type: Date, required },
    by,
    isWorkbook: { type: Boolean, required },
    fingerprint: text,
    inspection: described,
    plan: described,
    progress: count,
    report: described,
    readAt: { type: Date, default: null },
    reading: count,
  },
  { id: false },
);
/** The same file twice is one (K-06). */
fileSchema.index({ webinarId: 1, hash: 1 }, { unique: true });
fileSchema.index({ webinarId: 1, createdAt: 1, _id: 1 });
export const WebinarFileModel = defineTenantModel('WebinarFile', fileSchema);

/** How files with these columns were read last. */
const mappingSchema = new Schema({ _id: text, fingerprint: text, plan: described }, { id: false });
mappingSchema.index({ fingerprint: 1 }, { unique: true });
export const WebinarMappingModel = defineTenantModel('WebinarMapping', mappingSchema);

/** How scores come about on a site; missing: as the standard says. */
const scoringSchema = new Schema({ _id: text, kind: text, settings: described }, { id: false });
scoringSchema.index({ kind: 1 }, { unique: true });
export const WebinarScoringModel = defineTenantModel('WebinarScoring', scoringSchema);

import { OfferKind, offers } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One time on the screen, as instants: what a recording shows beside them follows from that. */
const showingSchema = new Schema(
  {
    shownAt: { type: Date, required: true },
    /** Null where it stays until it is taken off. */
    expiresAt: { type: Date, default: null },
    takenOffAt: { type: Date, default: null },
  },
  { _id: false, id: false },
);
const people = { type: Number, default: 0 };

const offerSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    kind: { type: String, required: true, enum: OfferKind.options },
    title: { type: String, default: '' },
    text: { type: String, default: '' },
    label: { type: String, default: '' },
    link: { type: String, default: null },
    /** The call that the link books on this site. */
    callSlug: { type: String, default: null },
    price: { type: String, default: '' },
    /** What it costs whoever orders it here. */
    sells: { type: new Schema({ amount: Number, currency: String }, { _id: false, id: false }), default: null },
    tellsOrders: { type: Boolean, default: false },
    /** What an order of it opens; nothing on old ones. */
    opens: {
      type: new Schema({ replay: Boolean, materials: Boolean, callTypeId: String }, { _id: false, id: false }),
      default: null,
    },
    seconds: { type: Number, default: null },
    offsetSeconds: { type: Number, default: null },
    plan: { type: String, required: true, enum: offers.OfferPlan.options },
    /** Of one that waits in a session that is live. */
    dueAt: { type: Date },
    showings: { type: [showingSchema], default: [] },
    /** On the screen, unless its time is over. */
    on: { type: Boolean, default: false },
    shown: people,
    clicked: people,
    dismissed: people,
    version: { type: Number, required: true },
  },
  { id: false },
);
offerSchema.index({ sessionId: 1, _id: 1 });
offerSchema.index({ sessionId: 1, on: 1 });

export const OfferModel = defineTenantModel('Offer', offerSchema, {
  systemIndexes: [{ fields: { dueAt: 1 }, reason: 'A schedule shows what is due on all sites' }],
});

/** What one person did with an offer. */
const offerPersonSchema = new Schema(
  {
    _id: { type: String, required: true },
    offerId: { type: String, required: true },
    sessionId: { type: String, required: true },
    identity: { type: String, required: true },
    /** What it said. */
    text: { type: String, required: true },
    shownAt: { type: Date, required: true },
    clickedAt: { type: Date },
    dismissedAt: { type: Date },
  },
  { id: false },
);
offerPersonSchema.index({ identity: 1, offerId: 1 }, { unique: true });
offerPersonSchema.index({ offerId: 1, clickedAt: -1, _id: -1 });
/** The timeline of one person. */
offerPersonSchema.index({ identity: 1, clickedAt: -1, _id: -1 });

export const OfferPersonModel = defineTenantModel('OfferPerson', offerPersonSchema, { collection: 'offer_people' });

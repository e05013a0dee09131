import { notifications } from '@stageline/contracts';
import { NotificationKind, NotificationPace } from './notifications.types.ts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** What was told is kept for this long. */
const KEEP_SECONDS = 90 * 86_400;

const leadSchema = new Schema(
  { id: { type: String, required: true }, name: { type: String, required: true } },
  { _id: false, id: false },
);

const importSchema = new Schema(
  {
    id: { type: String, required: true },
    filename: { type: String, required: true },
    state: { type: String, required: true, enum: notifications.NotifiedImport.shape.state.options },
    rows: { type: Number, required: true },
    written: { type: Number, required: true },
    wrong: { type: Number, required: true },
  },
  { _id: false, id: false },
);

/** Something that a member was told. */
const notificationSchema = new Schema(
  {
    _id: { type: String, required: true },
    membershipId: { type: String, required: true },
    /** What the sender calls it; told again it is the same. */
    key: { type: String, required: true },
    kind: { type: String, required: true, enum: NotificationKind.options },
    lead: { type: leadSchema, default: null },
    member: { type: String, default: null },
    dueAt: { type: Date, default: null },
    import: { type: importSchema, default: null },
    title: { type: String, default: null },
    text: { type: String, default: null },
    at: { type: Date, required: true },
    /** Whether it is listed in the dashboard. */
    listed: { type: Boolean, required: true },
    read: { type: Boolean, required: true },
    /** The marking that has read it. */
    readMark: { type: String, default: null },
  },
  { id: false },
);
notificationSchema.index({ membershipId: 1, key: 1 }, { unique: true });
notificationSchema.index({ membershipId: 1, listed: 1, _id: -1 });
notificationSchema.index({ membershipId: 1, listed: 1, read: 1, _id: -1 });
notificationSchema.index({ at: 1 }, { expireAfterSeconds: KEEP_SECONDS });
export const NotificationModel = defineTenantModel('Notification', notificationSchema);

/** One notification that has not left by one channel yet; the row goes in the transaction in which the message is taken. */
const pendingSchema = new Schema(
  {
    _id: { type: String, required: true },
    membershipId: { type: String, required: true },
    notificationId: { type: String, required: true },
    channel: { type: String, required: true, enum: ['email', 'sms'] },
    dueAt: { type: Date, required: true },
  },
  { id: false },
);
pendingSchema.index({ membershipId: 1, channel: 1, dueAt: 1, _id: 1 });
export const PendingNotificationModel = defineTenantModel('PendingNotification', pendingSchema, {
  collection: 'pending_notifications',
  systemIndexes: [{ fields: { dueAt: 1 }, reason: 'A schedule sends what is due on all sites' }],
});

const pace = { type: String, required: true, enum: NotificationPace.options };
const channelsSchema = new Schema(
  { inApp: { type: Boolean, required: true }, email: pace, sms: pace },
  { _id: false, id: false },
);
const quietSchema = new Schema(
  { from: { type: String, required: true }, to: { type: String, required: true } },
  { _id: false, id: false },
);

/** How one member wants to be told, and how often they were. */
const preferencesSchema = new Schema(
  {
    /** The membership's id. */
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    timeZone: { type: String, default: null },
    quiet: { type: quietSchema, default: null },
    digestAt: { type: String, required: true },
    /** E.164. */
    phone: { type: String, default: null },
    /** By kind; what is missing is as it begins. */
    kinds: { type: Map, of: channelsSchema, default: {} },
    /** When the last messages left by each channel, oldest first. */
    sent: {
      email: { type: [Date], default: [] },
      sms: { type: [Date], default: [] },
    },
  },
  { id: false },
);
export const NotificationPreferencesModel = defineTenantModel('NotificationPreferences', preferencesSchema, {
  collection: 'notification_preferences',
});

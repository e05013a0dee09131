import { z } from 'zod';
import { ImportId, LeadId, NotificationId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess, PageQuery } from '../kit/operation.ts';
import { phone, timeZone } from './fields.ts';

/** What a member is told of (F-12). A kind is stored: it is never renamed. */
export const NotificationKind = z.enum([
  /** A lead is theirs now. */
  'lead-assigned',
  /** A lead of theirs waits for its first answer, and its limit is near (F-07). */
  'response-due',
  /** A lead of somebody whom they lead is past its limit, or one of their own is. */
  'response-overdue',
  /** A lead that was theirs went to another, because nobody had answered. */
  'lead-taken',
  /** An automation of the site says so, in the site's own words (F-09). */
  'automation',
  /** An import that they began has broken off; or it is done, and took so long that they look elsewhere (F-05). */
  'import-ended',
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** When a notification leaves the site by a channel: at once, with what the hour or the day brings, or not at all. */
export const NotificationPace = z.enum(['off', 'instant', 'hourly', 'daily']);
export type NotificationPace = z.infer<typeof NotificationPace>;

export const NotificationChannels = z.strictObject({
  /** Whether it is listed in the dashboard. */
  inApp: z.boolean(),
  email: NotificationPace,
  sms: NotificationPace,
});
export type NotificationChannels = z.infer<typeof NotificationChannels>;

/** How an import has ended, as its notification says it. */
export const NotifiedImport = z.object({
  id: ImportId,
  filename: z.string(),
  state: z.enum(['check-failed', 'failed', 'done']),
  /** Of the file; 0 where it could not be looked through. */
  rows: z.int(),
  /** Rows that are dealt with: imported, or left out because they are `wrong`. */
  written: z.int(),
  wrong: z.int(),
});
export type NotifiedImport = z.infer<typeof NotifiedImport>;

export const NotificationView = z.object({
  id: NotificationId,
  kind: NotificationKind,
  /** The lead that it is about. */
  lead: z.object({ id: LeadId, name: z.string() }).nullable(),
  /** The member that it is about, by name. */
  member: z.string().nullable(),
  /** The end of the response limit, where it is about one. */
  dueAt: Instant.nullable(),
  /** The words of an automation. */
  title: z.string().nullable(),
  text: z.string().nullable(),
  import: NotifiedImport.nullable(),
  at: Instant,
  read: z.boolean(),
});
export type NotificationView = z.infer<typeof NotificationView>;

/** Unread ones are counted up to here. */
export const MAX_UNREAD = 1000;
const unread = z.int();

export const listNotifications = defineOperation({
  id: 'notifications.list',
  method: 'GET',
  path: '/api/v1/notifications',
  host: 'tenant',
  access: memberAccess(),
  summary: 'What the caller was told, newest first, and how much of it they have not read',
  query: PageQuery.extend({ unread: z.enum(['true']).optional() }),
  response: z.object({ items: z.array(NotificationView), nextCursor: z.string().nullable(), unread }),
});
export const markNotifications = defineOperation({
  id: 'notifications.mark',
  method: 'POST',
  path: '/api/v1/notifications/mark',
  host: 'tenant',
  access: memberAccess(),
  summary: 'Mark notifications of the caller as read or unread; without ids, all of them as read',
  body: z.strictObject({
    /** Null for all. */
    ids: z.array(NotificationId).min(1).max(100).nullable(),
    read: z.boolean(),
  }),
  response: z.object({
    /** Takes the marking back (`notifications.undo`); null where nothing changed. */
    undo: NotificationId.nullable(),
    unread,
  }),
});
export const undoNotifications = defineOperation({
  id: 'notifications.undo',
  method: 'POST',
  path: '/api/v1/notifications/undo',
  host: 'tenant',
  access: memberAccess(),
  summary: 'Make those unread again that one marking has read; a second call changes nothing',
  body: z.strictObject({ undo: NotificationId }),
  response: z.object({ unread }),
});

/** `HH:MM` on the wall. */
export const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Please give a time such as 08:30.');

const settings = {
  /** Where the member's wall is; null for the site's. */
  timeZone: timeZone.nullable(),
  /** When nothing is sent by e-mail or SMS; it goes out at their end. */
  quiet: z
    .strictObject({ from: wallTime, to: wallTime })
    .refine(({ from, to }) => from !== to, {
      path: ['to'],
      message: 'Please choose an end that differs from the start.',
    })
    .nullable(),
  /** When the daily digest goes out. */
  digestAt: wallTime,
  /** For SMS, as a person types it with its country code; stored as E.164. */
  phone: phone.nullable(),
  kinds: z.record(NotificationKind, NotificationChannels),
};

export const NotificationSettings = z.object({
  ...settings,
  version: z.int(),
  /** What holds where they have chosen no zone. */
  siteTimeZone: z.string(),
  /** Kinds that can reach the caller, by their roles and by whom they lead; the others say nothing to them. */
  reach: z.array(NotificationKind),
  /** Whether this platform sends SMS at all. */
  smsAvailable: z.boolean(),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

export const getNotificationSettings = defineOperation({
  id: 'notifications.get-settings',
  method: 'GET',
  path: '/api/v1/notifications/settings',
  host: 'tenant',
  access: memberAccess(),
  summary: 'Of what the caller is told, by which ways and when',
  response: NotificationSettings,
});
export const setNotificationSettings = defineOperation({
  id: 'notifications.set-settings',
  method: 'PUT',
  path: '/api/v1/notifications/settings',
  host: 'tenant',
  access: memberAccess(),
  summary: 'Change of what the caller is told, by which ways and when; what waits goes out by the new settings',
  body: z.strictObject({
    ...settings,
    /** The one that the caller saw. */
    version: z.int(),
  }),
  response: NotificationSettings,
  errors: ['conflict'],
});

import { notifications, type LeadId, type Locale, type MembershipId, type NotificationId } from '@stageline/contracts';

export const { NotificationKind, NotificationPace } = notifications;
export type NotificationKind = notifications.NotificationKind;
export type NotificationChannels = notifications.NotificationChannels;

/** The ways out of the site. */
export const CHANNELS = ['email', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a module tells a member. */
export interface Notice {
  /** Names what happened, once: told again with the same key it is the same notification, and nothing is sent. */
  readonly key: string;
  /** The lead that it is about. */
  readonly lead?: { readonly id: LeadId; readonly name: string };
  /** Another member whom it is about, by name. */
  readonly member?: string;
  /** The end of the response limit that it is about. */
  readonly dueAt?: Date;
  /** The import that has ended. */
  readonly import?: notifications.NotifiedImport;
  /** Of an automation, in the site's own words: a title of 120 and a text of 500 characters at most. */
  readonly title?: string;
  readonly text?: string;
}

export interface StoredNotification {
  readonly _id: NotificationId;
  readonly membershipId: MembershipId;
  readonly key: string;
  readonly kind: NotificationKind;
  readonly lead: { readonly id: LeadId; readonly name: string } | null;
  readonly member: string | null;
  readonly dueAt: Date | null;
  readonly title: string | null;
  readonly text: string | null;
  /** Missing in what was told before there was such. */
  readonly import?: notifications.NotifiedImport | null;
  readonly at: Date;
  readonly listed: boolean;
  readonly read: boolean;
}

export interface PendingNotification {
  readonly _id: string;
  readonly membershipId: MembershipId;
  readonly notificationId: NotificationId;
  readonly channel: Channel;
  readonly dueAt: Date;
}

export interface Preferences {
  readonly version: number;
  /** Null for the site's. */
  readonly timeZone: string | null;
  readonly quiet: { readonly from: string; readonly to: string } | null;
  readonly digestAt: string;
  /** E.164. */
  readonly phone: string | null;
  readonly kinds: Readonly<Record<NotificationKind, NotificationChannels>>;
  readonly sent: Readonly<Record<Channel, readonly Date[]>>;
}

/** A member as they are written to. */
export interface NotifiedMember {
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
}

const told = { inApp: true, email: 'instant', sms: 'off' } as const;
/** As everybody begins: by e-mail, at once. */
export const beginningPreferences: Preferences = {
  version: 0,
  timeZone: null,
  quiet: null,
  digestAt: '08:00',
  phone: null,
  kinds: {
    'lead-assigned': told,
    'response-due': told,
    'response-overdue': told,
    'lead-taken': told,
    automation: told,
    'import-ended': told,
  },
  sent: { email: [], sms: [] },
};

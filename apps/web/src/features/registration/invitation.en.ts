import type { SessionStatus } from './lib/session-status.ts';

/** What the form says before, and what it leads to. */
export interface Invitation {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  /** After the form: what comes next. */
  readonly next: string;
}

export const en: Readonly<Record<SessionStatus, Invitation>> = {
  scheduled: {
    title: 'Save your place',
    hint: 'Free. Your personal link to join comes by e\u2011mail.',
    action: 'Save my place',
    next: 'The message holds your personal link. Keep it: it opens the room when we go live.',
  },
  paid: {
    title: 'Save your place',
    hint: 'Registering costs nothing yet. The invoice comes by e\u2011mail.',
    action: 'Save my place',
    next: 'The message holds your personal link. The invoice is another one: once it is paid, the link opens the room.',
  },
  full: {
    title: 'Every seat is taken',
    hint: 'Go on the waitlist: whoever waits longest gets the next free seat, and an e\u2011mail.',
    action: 'Put me on the waitlist',
    next: 'The message says where you stand on the waitlist. As soon as a seat is yours, you get another one.',
  },
  live: {
    title: 'On air right now',
    hint: 'Your personal link to join comes by e\u2011mail in a moment.',
    action: 'Get my link',
    next: 'We are on air: open the link in the message and you are in.',
  },
  ended: {
    title: 'Be there next time',
    hint: 'This one is over. You hear from us when the next date is set.',
    action: 'Tell me the next date',
    next: 'You hear from us as soon as the next date is set.',
  },
  none: {
    title: 'Be told first',
    hint: 'There is no date yet. You hear from us as soon as it is set.',
    action: 'Tell me the date',
    next: 'You hear from us as soon as the date is set.',
  },
};

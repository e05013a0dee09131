import { z } from 'zod';
import { CalendarConnectionId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { requiredText } from './fields.ts';

/** Calendars that one member connects. */
export const MAX_CALENDARS = 6;

/**
 * Where a calendar lies: a file at an address, as every program shares it (RFC 5545); a server that speaks CalDAV (RFC 4791); or a
 * company, by its own log-in.
 */
export const ConnectedKind = z.enum(['ics', 'caldav', 'google', 'microsoft']);
export type ConnectedKind = z.infer<typeof ConnectedKind>;
export const ConnectedCompany = z.enum(['google', 'microsoft']);
export type ConnectedCompany = z.infer<typeof ConnectedCompany>;

/**
 * What holds when a calendar says nothing as somebody books: `ask` books once the member has said yes; `trust` goes by what the
 * calendar said the last time.
 */
export const WhenSilent = z.enum(['ask', 'trust']);
export type WhenSilent = z.infer<typeof WhenSilent>;

/** `silent`: it could not be reached the last time; `refused`: it lets us in no more, and has to be connected anew. */
export const ConnectedState = z.enum(['well', 'silent', 'refused']);
export type ConnectedState = z.infer<typeof ConnectedState>;

/** A calendar that the caller has connected. Nothing of what stands in it is kept but when it makes them busy. */
export const CalendarView = z.object({
  id: CalendarConnectionId,
  kind: ConnectedKind,
  /** Where it lies: the name of the server, with the log-in where there is one. */
  name: z.string(),
  whenSilent: WhenSilent,
  /** Whether the caller's calls are written into it, and whether they could be: a file is only read, as is whoever let us read alone. */
  writes: z.boolean(),
  mayWrite: z.boolean(),
  /** When it did not let us write; calls have gone by mail since. */
  writeRefusedAt: Instant.nullable(),
  state: ConnectedState,
  /** How old what is known of it is. */
  readAt: Instant.nullable(),
  failingSince: Instant.nullable(),
});
export type CalendarView = z.infer<typeof CalendarView>;

const address = z
  .string()
  .trim()
  .max(2000)
  .regex(/^(?:https?|webcals?):\/\/[^\s/]+/i, 'Please give an address that begins with https://.');
const Choice = z.strictObject({
  whenSilent: WhenSilent,
  /** Calls that are booked from now on are written into it. */
  writes: z.boolean().default(false),
});
const OneCalendar = z.strictObject({ calendarId: CalendarConnectionId });
const own = { host: 'tenant', access: memberAccess('leads.edit') } as const;

export const listCalendars = defineOperation({
  id: 'calendars.list',
  method: 'GET',
  path: '/api/v1/calendars',
  ...own,
  summary: 'The calendars that the caller has connected, and the companies whose calendars can be',
  response: z.object({ items: z.array(CalendarView), companies: z.array(ConnectedCompany) }),
});
export const connectCalendar = defineOperation({
  id: 'calendars.connect',
  method: 'POST',
  path: '/api/v1/calendars',
  ...own,
  summary: 'Connect a calendar by its address; it is read at once, and kept only where that succeeds',
  body: z.discriminatedUnion('kind', [
    Choice.extend({ kind: z.literal('ics'), url: address, writes: z.literal(false).default(false) }),
    Choice.extend({
      kind: z.literal('caldav'),
      url: address,
      user: requiredText(200),
      password: z.string().min(1).max(500),
    }),
  ]),
  status: 201,
  response: CalendarView,
  errors: ['limit-reached'],
  rateLimit: { points: 20, perSeconds: 300, by: 'actor' },
});
export const beginCalendar = defineOperation({
  id: 'calendars.begin',
  method: 'POST',
  path: '/api/v1/calendars/begin',
  ...own,
  summary: 'Where to send the browser of whoever connects a calendar by a company’s log-in',
  body: Choice.extend({ company: ConnectedCompany }),
  response: z.object({ url: z.string() }),
  errors: ['limit-reached'],
  rateLimit: { points: 20, perSeconds: 300, by: 'actor' },
});
export const finishCalendar = defineOperation({
  id: 'calendars.finish',
  method: 'POST',
  path: '/api/v1/calendars/finish',
  ...own,
  summary: 'Connect the calendar that the company has let us into',
  body: z.strictObject({ /** What the address of the page carried. */ token: z.string().min(20).max(200) }),
  status: 201,
  response: CalendarView,
  errors: ['invalid-ticket', 'limit-reached'],
  rateLimit: { points: 20, perSeconds: 300, by: 'actor' },
});
export const updateCalendar = defineOperation({
  id: 'calendars.update',
  method: 'PUT',
  path: '/api/v1/calendars/:calendarId',
  ...own,
  summary: 'Change what holds when a calendar says nothing, and whether calls are written into it',
  params: OneCalendar,
  body: Choice,
  response: CalendarView,
});
export const readCalendar = defineOperation({
  id: 'calendars.read',
  method: 'POST',
  path: '/api/v1/calendars/:calendarId/read',
  ...own,
  summary: 'Look at a calendar now',
  params: OneCalendar,
  response: CalendarView,
  rateLimit: { points: 20, perSeconds: 300, by: 'actor' },
});
export const removeCalendar = defineOperation({
  id: 'calendars.remove',
  method: 'DELETE',
  path: '/api/v1/calendars/:calendarId',
  ...own,
  summary: 'Forget a calendar, its secrets, and what is known of it',
  params: OneCalendar,
  status: 204,
});

import { z } from 'zod';
import { defineOperation, memberAccess } from '../kit/operation.ts';
import { timeZone } from './fields.ts';
import { wallTime } from './notifications.ts';

/** How a human answered a lead first (F-07): what they did that the lead's history or the lead can notice. */
export const TouchKind = z.enum(['stage', 'note', 'call', 'mail']);
export type TouchKind = z.infer<typeof TouchKind>;

/** Where an answer stands: in time, reminded of, past the limit, or past it with nobody else to give the lead to. */
export const ResponseStep = z.enum(['running', 'reminded', 'overdue', 'stayed']);
export type ResponseStep = z.infer<typeof ResponseStep>;

/** Ends a day at midnight, too. */
const closing = z.union([wallTime, z.literal('24:00')], 'Please give a time such as 08:30.');
const WorkingDay = z
  .strictObject({ from: wallTime, to: closing })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'Please choose an end after the start.' });

const minutes = (least: number, most: number, message: string) => z.int(message).min(least, message).max(most, message);

const fields = {
  /** Whether new owners of leads get a limit at all. */
  enabled: z.boolean(),
  /** Minutes of business hours from when a lead is somebody's until they have answered it. */
  limitMinutes: minutes(5, 10_080, 'From 5 minutes to 7 days.'),
  /** How long before that they are reminded; 0 for not at all. */
  remindMinutes: minutes(0, 10_080, 'From 0 minutes to 7 days.'),
  /** How long after it the lead goes to another; null for never. */
  reassignMinutes: minutes(0, 10_080, 'From 0 minutes to 7 days.').nullable(),
  /** When somebody works; null for around the clock. */
  hours: z
    .strictObject({
      /** Null for the site's. */
      timeZone: timeZone.nullable(),
      /** Monday first; null where nobody works. */
      week: z
        .array(WorkingDay.nullable())
        .length(7)
        .refine((week) => week.some((day) => day !== null), 'Please choose at least one day.'),
      holidays: z
        .array(z.iso.date('Please give a day such as 2026-12-24.'))
        .max(200, 'At most 200 days.')
        .refine((days) => new Set(days).size === days.length, 'Each day once.'),
    })
    .nullable(),
};

export const ResponseLimit = z.object({
  ...fields,
  version: z.int(),
  /** What holds where no zone is chosen. */
  siteTimeZone: z.string(),
  /** Open leads that wait for their first answer, and those of them that are past their limit. */
  waiting: z.int(),
  overdue: z.int(),
  /** First answers of the last 30 days by present owners, and those of them within the limit. */
  answered: z.int(),
  answeredInTime: z.int(),
});
export type ResponseLimit = z.infer<typeof ResponseLimit>;

export const getResponseLimit = defineOperation({
  id: 'responses.get-limit',
  method: 'GET',
  path: '/api/v1/response-limit',
  host: 'tenant',
  access: memberAccess('leads.assign'),
  summary: 'Until when a new lead has to be answered, what follows if it is not, and how it goes',
  response: ResponseLimit,
});
export const setResponseLimit = defineOperation({
  id: 'responses.set-limit',
  method: 'PUT',
  path: '/api/v1/response-limit',
  host: 'tenant',
  access: memberAccess('leads.assign'),
  summary: 'Change the response limit; it holds for leads that get an owner from now on',
  body: z
    .strictObject({
      ...fields,
      /** The one that the caller saw. */
      version: z.int(),
    })
    .refine(({ limitMinutes, remindMinutes }) => remindMinutes < limitMinutes, {
      path: ['remindMinutes'],
      message: 'Please remind them before the limit, not longer than it.',
    }),
  response: ResponseLimit,
  errors: ['conflict'],
});

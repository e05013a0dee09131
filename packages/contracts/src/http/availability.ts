import { z } from 'zod';
import { CallTypeId, MembershipId } from '../kit/ids.ts';
import { defineOperation, memberAccess } from '../kit/operation.ts';
import { optionalText, paragraph, requiredText, timeZone } from './fields.ts';
import { PipelineId, StageId } from './pipelines.ts';

/** Parts of one day on which somebody takes calls. */
export const MAX_WINDOWS = 6;
/** Dates for which something else holds than for the week. */
export const MAX_OVERRIDES = 200;
export const MAX_CALL_TYPES = 30;
export const MAX_CALL_HOSTS = 100;
export const MAX_CALL_QUESTIONS = 8;

const Wall = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5][05]$/, 'Please give a time such as 09:30.');
/** Part of a day on the wall, in steps of five minutes; `24:00` is the day's end. */
export const CallWindow = z
  .strictObject({ from: Wall, to: z.union([Wall, z.literal('24:00')]) })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'The end comes before the beginning.' });
export type CallWindow = z.infer<typeof CallWindow>;

const Windows = z
  .array(CallWindow)
  .max(MAX_WINDOWS)
  .transform((windows) => windows.toSorted((a, b) => (a.from < b.from ? -1 : 1)))
  .refine((windows) => windows.every(({ from }, index) => index === 0 || windows[index - 1]!.to <= from), {
    message: 'Two of these times overlap.',
  });

/** When a member takes calls, as clocks on their wall show it. */
export const AvailabilityBody = z.strictObject({
  /** Whether they take calls at all. */
  isActive: z.boolean(),
  timeZone,
  /** Monday first. */
  week: z.array(Windows).length(7),
  /** What holds on a date in place of its weekday; without windows they take no call on it. */
  overrides: z
    .array(
      z.strictObject({
        date: z.iso.date(),
        windows: Windows,
        /** Where they are on that date, if not at home. */
        timeZone: timeZone.nullish(),
      }),
    )
    .max(MAX_OVERRIDES)
    .refine(
      (dates) => new Set(dates.map(({ date }) => date)).size === dates.length,
      'There is one entry for each date.',
    ),
  /** Calls in one day and in one week from Monday; null for any number. */
  maxPerDay: z.int().min(1).max(50).nullable(),
  maxPerWeek: z.int().min(1).max(200).nullable(),
});
export type AvailabilityBody = z.infer<typeof AvailabilityBody>;

/** `version` is 0 before anything was saved. */
export const AvailabilityView = AvailabilityBody.extend({ version: z.int() });
export type AvailabilityView = z.infer<typeof AvailabilityView>;

const minutes = (min: number, max: number) => z.int().min(min).max(max).multipleOf(5);
const DAY = 24 * 60;

/** A question of the booking form. */
const CallQuestion = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  label: requiredText(200),
  required: z.boolean(),
});

/** A kind of call that can be booked; all in minutes, except for the days. */
export const CallTypeBody = z.strictObject({
  name: requiredText(80),
  /** The end of its address: `/book/<slug>`. */
  slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/, 'Small letters, digits and hyphens.'),
  description: paragraph(1000),
  /** How they meet: a link, or who calls whom. It is told to whoever has booked. */
  place: optionalText(300).default(''),
  length: minutes(10, 240),
  /** Between two starts. */
  increment: minutes(5, 240),
  bufferBefore: minutes(0, 120),
  bufferAfter: minutes(0, 120),
  /** Time from the booking to the start at least. */
  notice: z
    .int()
    .min(0)
    .max(30 * DAY),
  horizonDays: z.int().min(1).max(180),
  /** Until how long before the start whoever booked may move it or call it off by themselves. */
  cutOff: z
    .int()
    .min(0)
    .max(7 * DAY),
  /** Whether its host says yes to each. */
  needsApproval: z.boolean(),
  /** Who takes them; empty for everybody on the team who takes calls. */
  hosts: z.array(MembershipId).max(MAX_CALL_HOSTS),
  questions: z
    .array(CallQuestion)
    .max(MAX_CALL_QUESTIONS)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'Each question has an id of its own.'),
  /** Where the lead goes in the pipeline when it books; null for nowhere. */
  stage: z.strictObject({ pipelineId: PipelineId, stage: StageId }).nullable(),
  /** Whether it can be booked. */
  isActive: z.boolean(),
  /** Whether only those may book it to whom an order has opened it. */
  buyersOnly: z.boolean().default(false),
});
export type CallTypeBody = z.infer<typeof CallTypeBody>;

export const CallTypeView = CallTypeBody.extend({ id: CallTypeId, version: z.int(), place: z.string() });
export type CallTypeView = z.infer<typeof CallTypeView>;

const OneType = z.strictObject({ typeId: CallTypeId });

export const getAvailability = defineOperation({
  id: 'availability.get',
  method: 'GET',
  path: '/api/v1/availability',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'When the caller takes calls',
  response: AvailabilityView,
});
export const saveAvailability = defineOperation({
  id: 'availability.save',
  method: 'PUT',
  path: '/api/v1/availability',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'Change when the caller takes calls; calls that are booked already stay',
  body: AvailabilityBody.extend({ version: z.int() }),
  response: AvailabilityView,
  errors: ['conflict'],
});
export const listCallTypes = defineOperation({
  id: 'call-types.list',
  method: 'GET',
  path: '/api/v1/call-types',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'The kinds of calls that can be booked',
  response: z.object({ items: z.array(CallTypeView) }),
});
export const createCallType = defineOperation({
  id: 'call-types.create',
  method: 'POST',
  path: '/api/v1/call-types',
  host: 'tenant',
  access: memberAccess('calls.manage'),
  summary: 'Set up a kind of call that can be booked',
  body: CallTypeBody,
  status: 201,
  response: CallTypeView,
  errors: ['name-taken', 'limit-reached'],
});
export const updateCallType = defineOperation({
  id: 'call-types.update',
  method: 'PUT',
  path: '/api/v1/call-types/:typeId',
  host: 'tenant',
  access: memberAccess('calls.manage'),
  summary: 'Change a kind of call; calls that are booked already stay as they are',
  params: OneType,
  body: CallTypeBody.extend({ version: z.int() }),
  response: CallTypeView,
  errors: ['conflict', 'name-taken'],
});

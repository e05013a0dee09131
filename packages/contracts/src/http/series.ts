import { z } from 'zod';
import { SeriesId, SessionId } from '../kit/ids.ts';
import { defineOperation, memberAccess } from '../kit/operation.ts';
import { SeriesRule } from '../kit/series.ts';
import { requiredText, timeZone } from './fields.ts';
import { createSession, editSession, rescheduleSession } from './sessions.ts';

/** A masterclass that repeats (B-04). */
export const SeriesView = z.object({
  id: SeriesId,
  /** Of which a change has to know: another one may have been quicker. */
  version: z.int(),
  rule: SeriesRule,
  durationMinutes: z.int(),
  /** Whether further dates will be planned. */
  isOpen: z.boolean(),
});
export type SeriesView = z.infer<typeof SeriesView>;

const SeriesParams = z.strictObject({ seriesId: SeriesId });
const version = z.int().min(1);

export const createSeries = defineOperation({
  id: 'series.create',
  method: 'POST',
  path: '/api/v1/series',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary: 'Plan a masterclass that repeats: its next dates are announced at once, further ones as time goes by',
  body: createSession.body
    .omit({ startsAt: true, timeZone: true, publish: true })
    .extend({ rule: SeriesRule.extend({ timeZone }) }),
  status: 201,
  response: SeriesView,
});
export const getSeries = defineOperation({
  id: 'series.get',
  method: 'GET',
  path: '/api/v1/series/:seriesId',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'By which rule a masterclass repeats',
  params: SeriesParams,
  response: SeriesView,
});
export const changeSeries = defineOperation({
  id: 'series.change',
  method: 'POST',
  path: '/api/v1/series/:seriesId/change',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary:
    'Change one date of a series and all that follow: what they are, or when. Whoever is registered for one that moves is told. What was changed for itself, is on or is over stays as it is',
  params: SeriesParams,
  body: z.strictObject({
    version,
    /** The date from which it holds. */
    sessionId: SessionId,
    facts: editSession.body.optional(),
    /** Where this date is moved; those that follow move with it, on the clock of the zone. */
    times: rescheduleSession.body
      .omit({ startsAt: true })
      .extend({ date: z.iso.date('Please choose a day.'), time: SeriesRule.shape.time })
      .optional(),
  }),
  response: SeriesView,
  errors: ['conflict', 'illegal-transition'],
});
export const endSeries = defineOperation({
  id: 'series.end',
  method: 'POST',
  path: '/api/v1/series/:seriesId/end',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary:
    'Plan no further dates of a series. With a reason, one date and all that follow are called off; whoever is registered is told why',
  params: SeriesParams,
  body: z.strictObject({
    version,
    callOff: z
      .strictObject({
        /** The first that is called off. */
        from: SessionId,
        /** For the registered to read. */
        reason: requiredText(300),
      })
      .nullable(),
  }),
  response: SeriesView,
  errors: ['conflict', 'illegal-transition'],
});

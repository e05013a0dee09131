import { z } from 'zod';
import { LeadId, SessionId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';

/** What somebody may have shown interest by; what each counts stands in the domain (`heat.ts`). Stored: never renamed. */
export const HeatKind = z.enum(['registered', 'confirmed', 'attended', 'returned', 'price-asked', 'chat', 'brought']);
export type HeatKind = z.infer<typeof HeatKind>;

/** How hot a lead is: enough to reckon its points at any moment, without asking again. */
export const LeadHeat = z.object({
  /** Until when they are hot if nothing else happens; in the past for most. */
  hotUntil: Instant,
  /** What counts most. */
  why: z.array(HeatKind),
});
export type LeadHeat = z.infer<typeof LeadHeat>;

export const HeatReasonView = z.object({
  kind: HeatKind,
  /** What it counts now; the points of all reasons add up to those of the lead. */
  points: z.int(),
  /** How often they did it. */
  count: z.int(),
  /** The last time. */
  at: Instant,
  /** The entry of the lead's timeline that shows it. */
  entry: z.object({ kind: z.enum(['stage', 'line', 'attendance', 'chat']), id: z.string() }),
  /** Where it happened; the title is null where the masterclass is not there any more. */
  session: z.object({ id: SessionId, title: z.string().nullable() }).nullable(),
  /** How much of it they attended, in whole per cent; null for everything but `attended`. */
  percent: z.int().nullable(),
  /** What they wrote; null for everything that is not written. */
  message: z
    .object({
      text: z.string(),
      isQuestion: z.boolean(),
      /** Seconds since the masterclass began; null for what was written before. */
      second: z.int().nullable(),
    })
    .nullable(),
});
export type HeatReasonView = z.infer<typeof HeatReasonView>;

export const getHeat = defineOperation({
  id: 'leads.heat',
  method: 'GET',
  path: '/api/v1/leads/:leadId/heat',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'How hot a lead is, and why: each reason with what it counts and where it is to be seen',
  params: z.strictObject({ leadId: LeadId }),
  response: z.object({
    /** 0 to 100, now. */
    points: z.int(),
    band: z.enum(['hot', 'warm', 'cold']),
    /** Null for somebody who has shown nothing. */
    hotUntil: Instant.nullable(),
    /** What counts most first. */
    reasons: z.array(HeatReasonView),
    /** Of the formula. */
    version: z.int(),
  }),
});

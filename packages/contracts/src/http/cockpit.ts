import { z } from 'zod';
import { LeadId, PersonId, QuestionId } from '../kit/ids.ts';
import { defineOperation, memberAccess } from '../kit/operation.ts';
import { LeadHeat } from './heat.ts';
import { PipelineId, StageId } from './pipelines.ts';
import { SessionParams } from './registrations.ts';

/** As many viewers as are asked for at once: more than a screen has rows. */
export const MOST_COCKPIT_VIEWERS = 50;
/** Questions of one viewer that are told, the newest first. */
export const MOST_COCKPIT_QUESTIONS = 3;

/** What the site knows of somebody who is in the room. */
export const CockpitViewer = z.object({
  personId: PersonId,
  leadId: LeadId,
  name: z.string(),
  /** In the line; null for somebody without a place. */
  position: z.int().nullable(),
  /** Whose lead it is; null while it is nobody's. */
  owner: z.string().nullable(),
  pipelineId: PipelineId,
  stage: StageId,
  /** Null for whoever has shown nothing. */
  heat: LeadHeat.nullable(),
  /** Other masterclasses that they were in. */
  pastSessions: z.int(),
  /** What they asked in this one. */
  questions: z.object({ asked: z.int(), last: z.array(z.object({ id: QuestionId, text: z.string() })) }),
});
export type CockpitViewer = z.infer<typeof CockpitViewer>;

export const listCockpitViewers = defineOperation({
  id: 'cockpit.viewers',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/cockpit',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary:
    'What the site knows of people in a room, for those of them whose lead the caller sees; the others are left out, as people without a lead are',
  params: SessionParams,
  body: z.strictObject({ personIds: z.array(PersonId).min(1).max(MOST_COCKPIT_VIEWERS) }),
  response: z.object({ items: z.array(CockpitViewer) }),
  rateLimit: { points: 240, perSeconds: 60, by: 'actor' },
});

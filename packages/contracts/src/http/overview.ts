import { z } from 'zod';
import { defineOperation, memberAccess } from '../kit/operation.ts';
import { SessionView } from './sessions.ts';
import { LeadView } from './leads.ts';

/** The dashboard's first screen: today first. A rep's numbers count their own leads only. */
export const getOverview = defineOperation({
  id: 'overview.get',
  method: 'GET',
  path: '/api/v1/overview',
  host: 'tenant',
  access: memberAccess('overview.read'),
  summary: 'Live now, the next masterclass, leads waiting, and the last 14 days',
  response: z.object({
    nextSession: SessionView.nullable(),
    viewersNow: z.int(),
    leadsWaiting: z.int(),
    leadsToday: z.int(),
    leadsTotal: z.int(),
    /** Registrations per day in the site's zone, oldest first, 14 entries. */
    registrationsByDay: z.array(z.object({ day: z.iso.date(), count: z.int() })),
    latestLeads: z.array(LeadView),
  }),
});

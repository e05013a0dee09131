import { z } from 'zod';
import { adminAccess, defineOperation, Instant, publicAccess } from '../kit/operation.ts';

/** What the permanent check of the walls between sites found: every attack refused, one that got through, or nothing yet. */
export const IsolationState = z.enum(['refused', 'leak', 'unknown']);
export type IsolationState = z.infer<typeof IsolationState>;

export const getStatus = defineOperation({
  id: 'status.get',
  method: 'GET',
  path: '/api/v1/status',
  host: 'platform',
  access: publicAccess,
  summary: 'How the platform is: when the walls between sites were last attacked, and whether they held',
  response: z.object({
    isolation: z.object({
      state: IsolationState,
      checkedAt: Instant.nullable(),
      /** Attacks of the last run. */
      attacks: z.int(),
      everyMinutes: z.int(),
    }),
  }),
});

/** One run of the canary. */
export const CanaryRun = z.object({
  startedAt: Instant,
  finishedAt: Instant,
  state: IsolationState,
  attacks: z.int(),
  refused: z.int(),
  /** What got through, or looked as if it had. */
  leaks: z.array(z.object({ attack: z.string(), what: z.string() })),
  /** Why an attack could not be made; a run that was blind proves nothing. */
  failures: z.array(z.string()),
});
export type CanaryRun = z.infer<typeof CanaryRun>;

export const listCanaryRuns = defineOperation({
  id: 'admin.list-canary-runs',
  method: 'GET',
  path: '/api/v1/canary',
  host: 'admin',
  access: adminAccess('isolation.read'),
  summary: 'The last runs of the isolation canary, newest first',
  response: z.object({ items: z.array(CanaryRun) }),
});

import {
  followUps,
  FollowUpsAsked,
  SendFollowUps,
  WriteFollowUp,
  type FollowUpRunId,
  type TenantId,
  type WebinarId,
} from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { jobBinding, type Queue } from '@stageline/platform/queue';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { AiService } from '../ai/index.ts';
import { lostRuns } from './follow-ups.cross-tenant.repository.ts';
import { followUpsRepository as mails } from './follow-ups.repository.ts';
import type { WebinarReader } from './follow-ups.types.ts';
import { createGeneration, type GenerationDeps } from './generation.service.ts';
import { createOutgoing, type OutgoingDeps } from './outgoing.service.ts';
import { placesRepository as places } from './places.repository.ts';
import { createReview, type ReviewDeps } from './review.service.ts';
import { runsRepository as runs } from './runs.repository.ts';
import { createWriter, type WriterDeps } from './writer.ts';

type Own = 'mails' | 'runs' | 'places' | 'writer' | 'tell' | 'webinars' | 'ai' | 'siteFacts' | 'credits';
export type FollowUpsModuleDeps = Omit<GenerationDeps & WriterDeps & ReviewDeps & OutgoingDeps, Own> & {
  readonly webinars: WebinarReader;
  readonly ai: AiService;
  readonly credits: GenerationDeps['credits'] & WriterDeps['credits'];
  readonly siteFacts: () => Promise<{ readonly promoterName: string; readonly url: string }>;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly hints: Hints;
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
};

const SWEEP_MS = 60_000;
/** Of one sweep. */
const MAX_SWEPT = 50;
const REMOVED_AT_ONCE = 500;

/** Mails to the attendees of a webinar: written, looked at, and sent or taken elsewhere (K-10 to K-12). */
export function createFollowUpsModule(deps: FollowUpsModuleDeps) {
  const { clock, logger } = deps;
  const tell = (id: WebinarId) => deps.hints.send([appRooms.hosts(currentTenantId())], 'webinar', id);
  const own = { mails, runs, places, tell };
  const writer = createWriter({ ...deps, ...own });
  const generation = createGeneration({ ...deps, ...own, writer });
  const review = createReview({ ...deps, ...own });
  const outgoing = createOutgoing({ ...deps, ...own });

  /** Sets a run of the current tenant going again; one that was never planned to its end is called off. */
  async function again(id: FollowUpRunId): Promise<void> {
    const run = await runs.find(id);
    if (run?.state !== 'running') return;
    if (run.total === 0) return void (await writer.end(id, 'cancelled', null));
    await runs.change(id, { lookAt: new Date(clock.now().getTime() + 2 * SWEEP_MS) });
    await writer.orderAll(`.${clock.now().getTime()}`);
  }
  async function sweep(): Promise<void> {
    for (const { tenantId, id } of await lostRuns(clock.now(), await deps.pausedTenants(), MAX_SWEPT))
      await runInTenant(tenantId, () => again(id)).catch((err: unknown) =>
        logger.error({ err, tenantId, id }, 'a run of follow-up mails is looked at again later'),
      );
  }

  return {
    name: 'follow-ups',
    generation,
    review,
    outgoing,
    writer,
    sweep,
    /** Nothing more is written for a webinar; in the caller's transaction. */
    stopOf: (webinarId: WebinarId): Promise<void> => runs.removeOf(webinarId),
    /** What was not sent of a webinar is gone with it, and what was asked of a model for it. Again finds what is left. */
    async removeOf(webinarId: WebinarId): Promise<void> {
      for (;;) {
        const ids = await mails.unsentOf(webinarId, REMOVED_AT_ONCE);
        if (ids.length === 0) return;
        await deps.ai.forget(ids);
        await mails.removeUnsent(ids);
      }
    },
    routes: [
      route(followUps.estimateFollowUps, ({ params, body }) => generation.estimate(params.webinarId, body)),
      route(followUps.generateFollowUps, ({ actor, params, body }) =>
        generation.generate(actor, params.webinarId, body),
      ),
      route(followUps.getFollowUpRun, ({ params }) => generation.run(params.webinarId)),
      route(followUps.cancelFollowUps, ({ params }) => generation.cancel(params.webinarId)),
      route(followUps.listFollowUps, ({ actor, params, query }) => review.list(actor, params.webinarId, query)),
      route(followUps.getFollowUp, ({ actor, params }) => review.get(actor, params.emailId)),
      route(followUps.changeFollowUp, ({ actor, params, body }) => review.change(actor, params.emailId, body)),
      route(followUps.restoreFollowUp, ({ actor, params }) => review.restore(actor, params.emailId)),
      route(followUps.regenerateFollowUp, ({ actor, params, body }) =>
        generation.regenerate(actor, params.emailId, body.overwriteEdited),
      ),
      route(followUps.approveFollowUps, ({ actor, params, body }) => review.approve(actor, params.webinarId, body)),
      route(followUps.exportFollowUps, ({ params, body }) => outgoing.exportCsv(params.webinarId, body)),
      route(followUps.downloadFollowUps, ({ params }) => outgoing.download(params.key)),
      route(followUps.sendFollowUps, ({ params, body }) => outgoing.send(params.webinarId, body)),
    ],
    jobs: [
      jobBinding(WriteFollowUp, ({ place, key }) => writer.turn(place, key)),
      jobBinding(SendFollowUps, ({ webinarId }) => outgoing.work(webinarId)),
    ],
    subscribers: [
      subscriber({
        id: 'follow-ups.enqueue',
        event: FollowUpsAsked,
        transactional: false,
        async handle({ webinarId, runId }, { tenantId, eventId: jobId }) {
          if (runId === null) await deps.queue.enqueue(SendFollowUps, tenantId, { webinarId }, { jobId });
          else if (await runs.isRunning(runId)) await writer.orderAll();
        },
      }),
    ],
    schedules: [{ name: 'follow-ups', everyMs: SWEEP_MS, run: sweep }],
  } satisfies ApiModule & Record<string, unknown>;
}
export type FollowUpsModule = ReturnType<typeof createFollowUpsModule>;

import type { TenantId } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import { createSecondLook, type Signer } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { createOrderLinks } from '../offers/index.ts';
import { createComposer } from './composer.ts';
import { createComposingService, type ComposingDeps, type ComposingService } from './composing.service.ts';
import { RENDITIONS, type Rendition } from './piece-command.ts';
import { createReplayFiles } from './replay-files.ts';
import { createReplayGrants } from './replay-grants.ts';
import { createReplayMoments, type ChatArchive } from './replay-moments.ts';
import { createReplayOffersRepository } from './replay-offers.repository.ts';
import { createReplayViewsRepository } from './replay-views.repository.ts';
import { replayJobs, replaySubscribers } from './replays.events.ts';
import { unmadeReplays } from './replays.cross-tenant.repository.ts';
import { createReplaysRepository } from './replays.repository.ts';
import { replayOfferRedirect, replayRoutes } from './replays.routes.ts';
import { createReplaysService, type ReplaysServiceDeps } from './replays.service.ts';
import { createViewingService, type ViewingDeps, type ViewingService } from './viewing.service.ts';

export interface ReplaysModuleDeps
  extends
    Pick<ComposingDeps, 'recordings' | 'queue' | 'hints' | 'clock' | 'logger'>,
    Pick<ViewingDeps, 'joinLinks' | 'captions' | 'bans' | 'offers' | 'seats' | 'entitlements'> {
  readonly timeline: ReplaysServiceDeps['timeline'];
  readonly storage: StoragePort;
  readonly signer: Signer;
  readonly chat: ChatArchive;
  readonly leads: ViewingDeps['leads'] & ReplaysServiceDeps['leads'];
  readonly sessions: ViewingDeps['sessions'] & ReplaysServiceDeps['sessions'];
  readonly passwords: ViewingDeps['passwords'] & ReplaysServiceDeps['passwords'];
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  /** Where films are made. */
  readonly workFolder: string;
  readonly renditions?: readonly Rendition[];
}
export interface ReplaysModule extends ApiModule {
  readonly composing: ComposingService;
  readonly viewing: ViewingService;
  /** Orders again what was to be made at the sweep before, too, and has no job any more; for tests, which do not wait for the schedule. */
  sweep(): Promise<void>;
}

const SWEEP_MS = 60_000;
/** Of one sweep. */
const MAX_SWEPT = 100;

/** Replays of recorded masterclasses: made, published, watched (C-13). */
export function createReplaysModule(deps: ReplaysModuleDeps): ReplaysModule {
  const repository = createReplaysRepository();
  const views = createReplayViewsRepository();
  const files = createReplayFiles(deps.storage);
  const moments = createReplayMoments(deps.chat);
  const compose = createComposer({ ...deps, renditions: deps.renditions ?? RENDITIONS });
  const stores = { repository, views, offerClicks: createReplayOffersRepository(), files, moments };
  const composing = createComposingService({ ...deps, ...stores, compose });
  const viewing = createViewingService({
    ...deps,
    ...stores,
    grants: createReplayGrants(deps.signer, deps.clock),
    orderLinks: createOrderLinks(deps.signer),
  });
  const service = createReplaysService({ ...deps, ...stores, composing });

  const lookAgain = createSecondLook();
  async function sweep(): Promise<void> {
    const unmade = await unmadeReplays(await deps.pausedTenants(), MAX_SWEPT);
    const lasting = lookAgain(unmade.map(({ replayId }) => replayId));
    for (const { tenantId, replayId } of unmade.filter((each) => lasting.has(each.replayId)))
      await runInTenant(tenantId, () => composing.orderAgain(tenantId, replayId)).catch((err: unknown) =>
        deps.logger.error({ err, tenantId, replayId }, 'a film could not be ordered again, comes again'),
      );
  }

  return {
    name: 'replays',
    sweep,
    composing,
    viewing,
    routes: replayRoutes(service, viewing),
    redirects: [replayOfferRedirect(viewing)],
    jobs: replayJobs(composing),
    subscribers: replaySubscribers(composing, repository),
    schedules: [{ name: 'replays', everyMs: SWEEP_MS, run: sweep }],
  };
}

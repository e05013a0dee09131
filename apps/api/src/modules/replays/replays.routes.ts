import { Readable } from 'node:stream';
import { idSchemas, ProblemError, replays } from '@stageline/contracts';
import type { RedirectBinding } from '../../http/redirect.ts';
import { route } from '../../http/route.ts';
import { OFFER_OVER, OFFER_SEEN_BY_TEAM } from '../offers/index.ts';
import type { ReplaysService } from './replays.service.ts';
import type { ViewingService } from './viewing.service.ts';

export const replayRoutes = (service: ReplaysService, viewing: ViewingService) => [
  route(replays.openReplay, ({ tenant, body }) => viewing.open(tenant.id, body.by, body.grant)),
  route(replays.unlockReplay, ({ tenant, body }) => viewing.unlock(tenant.id, body.by, body.password)),
  route(replays.getReplayMedia, async ({ params }) => {
    const { content, mediaType } = await viewing.media(params.grant, params.file);
    return { inline: Readable.from(content), mediaType };
  }),
  route(replays.listReplayMoments, ({ params, query }) => viewing.moments(params.grant, query.after)),
  route(replays.noteReplayProgress, ({ params, body }) => viewing.progress(params.grant, body)),
  route(replays.listReplays, ({ params }) => service.list(params.sessionId)),
  route(replays.publishReplay, ({ params, body }) => service.publish(params.replayId, body)),
  route(replays.takeDownReplay, ({ params }) => service.takeDown(params.replayId)),
  route(replays.setReplayChapters, ({ params, body }) => service.setChapters(params.replayId, body.chapters)),
  route(replays.previewReplay, async ({ params, actor }) =>
    viewing.preview(await service.existing(params.replayId), actor.membershipId),
  ),
  route(replays.listReplayMarks, ({ params }) => service.marks(params.replayId)),
  route(replays.retryReplay, ({ params }) => service.retry(params.replayId)),
  route(replays.listReplayViewers, ({ params }) => service.viewers(params.replayId)),
];

/** The way from an offer in a film to where it leads. */
export const replayOfferRedirect = (viewing: Pick<ViewingService, 'followOffer'>): RedirectBinding => ({
  id: 'replays.follow-offer',
  host: 'tenant',
  path: '/go/:offerId/replay',
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
  async handle({ params, query }) {
    const id = idSchemas.ofr.safeParse(params['offerId']);
    if (!id.success) return OFFER_OVER;
    return viewing.followOffer(query.get('with') ?? '', id.data).catch((error: unknown) => {
      if (error instanceof ProblemError && (error.code === 'offer-over' || error.code === 'not-found'))
        return OFFER_OVER;
      if (error instanceof ProblemError && error.code === 'forbidden') return OFFER_SEEN_BY_TEAM;
      throw error;
    });
  },
});

import { Readable } from 'node:stream';
import { replays } from '@stageline/contracts';
import { route } from '../../http/route.ts';
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
  route(replays.retryReplay, ({ params }) => service.retry(params.replayId)),
  route(replays.listReplayViewers, ({ params }) => service.viewers(params.replayId)),
];

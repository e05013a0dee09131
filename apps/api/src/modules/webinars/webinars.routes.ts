import { MAX_WEBINAR_FILE_BYTES, webinars } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { Idempotency } from '../payments/index.ts';
import type { WebinarUploads } from './webinar-uploads.service.ts';
import type { WebinarsService } from './webinars.service.ts';
import { sightOf } from './webinars.visibility.ts';

export const webinarRoutes = (service: WebinarsService, uploads: WebinarUploads, idempotency: Idempotency) => [
  route(webinars.listWebinars, ({ query }) => service.list(query)),
  route(webinars.createWebinar, ({ actor, body, idempotencyKey }) =>
    idempotency.run({ scope: `webinars:${actor.membershipId}`, key: idempotencyKey(), request: body }, () =>
      service.create(actor, body),
    ),
  ),
  route(webinars.scoreSession, ({ actor, body }) => service.ofSession(actor, body.sessionId)),
  route(webinars.getWebinar, ({ actor, params }) => service.get(params.webinarId, sightOf(actor))),
  route(webinars.changeWebinar, ({ params, body }) => service.change(params.webinarId, body)),
  route(webinars.removeWebinar, ({ params }) => service.remove(params.webinarId)),
  route(webinars.uploadWebinarFile, async ({ actor, params, fileStream }) =>
    uploads.upload(actor, params.webinarId, await fileStream(MAX_WEBINAR_FILE_BYTES)),
  ),
  route(webinars.inspectWebinarFile, ({ params, body }) => uploads.inspect(params.webinarId, params.fileId, body)),
  route(webinars.diagnoseWebinarFile, ({ params }) => uploads.diagnose(params.webinarId, params.fileId)),
  route(webinars.readWebinarFile, ({ params, body }) => uploads.read(params.webinarId, params.fileId, body)),
  route(webinars.removeWebinarFile, ({ params }) => uploads.remove(params.webinarId, params.fileId)),
  route(webinars.exportWebinarReport, ({ params, query }) => uploads.report(params.webinarId, params.fileId, query)),
  route(webinars.listAttendees, ({ actor, params, query }) =>
    service.attendees(params.webinarId, query, sightOf(actor)),
  ),
  route(webinars.getAttendee, ({ actor, params }) =>
    service.attendee(params.webinarId, params.attendeeId, sightOf(actor)),
  ),
  route(webinars.webinarDashboard, ({ actor, params }) => service.dashboard(params.webinarId, sightOf(actor))),
  route(webinars.listUnmatched, ({ actor, params }) => service.unmatched(params.webinarId, sightOf(actor))),
  route(webinars.matchSender, ({ params, body }) => service.match(params.webinarId, body.sender, body.attendeeId)),
  route(webinars.getScoring, () => service.scoring()),
  route(webinars.getScoringProposal, () => service.proposal()),
  route(webinars.setScoring, ({ body }) => service.setScoring(body)),
];

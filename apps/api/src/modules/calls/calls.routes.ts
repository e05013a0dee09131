import { booking, calls, talkNow } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { BookedService } from './booked.service.ts';
import type { BookingService } from './booking.service.ts';
import type { CallsService } from './calls.service.ts';
import type { TalkNow } from './talk-now.service.ts';

export const callRoutes = (service: CallsService, visitors: BookingService, booked: BookedService, talk: TalkNow) => [
  route(talkNow.askToTalk, ({ tenant, params, body }) => talk.ask(tenant.id, params.slug, body)),
  route(talkNow.lookAtTalk, ({ tenant, params }) => talk.look(tenant.id, params.token)),
  route(talkNow.stopTalk, ({ tenant, params }) => talk.stop(tenant.id, params.token)),
  route(talkNow.listTalks, ({ actor }) => talk.list(actor.membershipId)),
  route(talkNow.acceptTalk, ({ actor, params }) => talk.accept(actor, params.requestId)),
  route(booking.listBookable, () => visitors.list()),
  route(booking.getBookable, ({ tenant, params, body }) => visitors.page(tenant.id, params.slug, body.personalToken)),
  route(booking.bookInRoom, ({ tenant, params, body }) => visitors.inRoom(tenant.id, params.offerId, body)),
  route(booking.listSlots, ({ params, query }) => visitors.slots(params.slug, query)),
  route(booking.getCapacity, ({ tenant, params }) => visitors.capacity(tenant.id, params.slug)),
  route(booking.holdSlot, ({ params, body }) => visitors.hold(params.slug, body)),
  route(booking.confirmCall, ({ tenant, params, body }) => visitors.confirm(tenant.id, params.slug, body)),
  route(booking.getBooked, ({ tenant, params }) => booked.get(tenant.id, params.token)),
  route(booking.listBookedSlots, ({ tenant, params, query }) => booked.slots(tenant.id, params.token, query)),
  route(booking.rescheduleBooked, ({ tenant, params, body }) => booked.reschedule(tenant.id, params.token, body)),
  route(booking.cancelBooked, ({ tenant, params, body }) => booked.cancel(tenant.id, params.token, body.reason)),
  route(booking.stopTexts, ({ tenant, params }) => booked.stopTexts(tenant.id, params.token)),
  route(calls.listCalls, ({ actor, query }) => service.list(actor, query)),
  route(calls.getCall, ({ actor, params }) => service.get(actor, params.callId)),
  route(calls.getCallBrief, ({ actor, params }) => service.brief(actor, params.callId)),
  route(calls.listCallSlots, ({ actor, params, query }) => service.slots(actor, params.callId, query)),
  route(calls.listCallHosts, ({ actor, params }) => service.hosts(actor, params.callId)),
  route(calls.approveCall, ({ actor, params, body }) => service.approve(actor, params.callId, body)),
  route(calls.cancelCall, ({ actor, params, body }) => service.cancel(actor, params.callId, body)),
  route(calls.rescheduleCall, ({ actor, params, body }) => service.reschedule(actor, params.callId, body)),
  route(calls.reassignCall, ({ actor, params, body }) => service.reassign(actor, params.callId, body)),
  route(calls.setCallOutcome, ({ actor, params, body }) => service.setOutcome(actor, params.callId, body)),
];

import { idSchemas, offers, ProblemError } from '@stageline/contracts';
import type { RedirectBinding } from '../../http/redirect.ts';
import { route } from '../../http/route.ts';
import type { RoomTeam } from '../sessions/index.ts';
import type { OffersBoard } from './offers.board.service.ts';
import type { OfferMarks } from './offers.marks.service.ts';
import type { OffersService } from './offers.service.ts';

const hostsOf = ({ url }: { readonly url: string }, asked: string): string[] => [new URL(url).host, asked];

export const offerRoutes = (
  { assertDirects, assertSeesPrepared }: Pick<RoomTeam, 'assertDirects' | 'assertSeesPrepared'>,
  service: OffersService,
  board: OffersBoard,
) => [
  route(offers.listOffers, async ({ actor, params: { sessionId } }) => {
    await assertSeesPrepared(actor, sessionId);
    return service.list(sessionId);
  }),
  route(offers.createOffer, ({ tenant, host, params, body }) =>
    service.create(params.sessionId, body, hostsOf(tenant, host)),
  ),
  route(offers.changeOffer, ({ tenant, host, params: { sessionId, offerId }, body }) =>
    service.change(sessionId, offerId, body.version, body.offer, hostsOf(tenant, host)),
  ),
  route(offers.removeOffer, ({ params }) => service.remove(params.sessionId, params.offerId)),
  route(offers.showOffer, async ({ actor, params: { sessionId, offerId } }) => {
    await assertDirects(actor, sessionId);
    return board.show(sessionId, offerId);
  }),
  route(offers.takeOffOffer, async ({ actor, params: { sessionId, offerId } }) => {
    await assertDirects(actor, sessionId);
    return board.takeOff(sessionId, offerId);
  }),
  route(offers.listOfferPeople, ({ actor, params, query }) =>
    service.people(actor, params.sessionId, params.offerId, query),
  ),
];

/** Where somebody lands who follows an offer that is over. */
export const OFFER_OVER = '/offer-over';

/** Where a member of the team lands who follows what attendees order. */
export const OFFER_SEEN_BY_TEAM = `${OFFER_OVER}?team`;

/** The way through an offer: the server looks at its own clock, counts, and sends them on. */
export const offerRedirect = (marks: OfferMarks): RedirectBinding => ({
  id: 'offers.follow',
  host: 'tenant',
  path: '/go/:offerId',
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
  async handle({ params, query }) {
    const id = idSchemas.ofr.safeParse(params['offerId']);
    if (!id.success) return OFFER_OVER;
    return marks.follow(id.data, query.get('as') ?? '').catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      if (error.code === 'offer-over' || error.code === 'not-found') return OFFER_OVER;
      if (error.code === 'forbidden') return OFFER_SEEN_BY_TEAM;
      throw error;
    });
  },
});

import { z } from 'zod';
import { CallTypeId, LeadId, OfferId } from '../kit/ids.ts';
import { Price } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess, PageQuery, pageOf } from '../kit/operation.ts';
import { OfferCounts, OfferKind } from '../sockets/offers.ts';
import { httpsUrl, paragraph, requiredText } from './fields.ts';
import { SessionParams } from './registrations.ts';

/** Offers and notifications that a masterclass may have. */
export const MOST_OFFERS = 60;
/** How often one of them can be put on the screen. */
export const MOST_SHOWINGS = 20;

const words = paragraph(280).regex(/\S/, 'Please write something.');
const Common = {
  /** Seconds after which it is over; null: it stays until it is taken off. */
  seconds: z.int().min(5, 'At least 5 seconds.').max(7200, 'At most 2 hours.').nullable(),
  /** Shown by itself so many seconds after going live; null: by hand. */
  offsetSeconds: z.int().min(0).max(43_200, 'At most 12 hours.').nullable(),
};

/** What whoever has paid an order may do from then on. */
export const OfferOpens = z.strictObject({
  /** Watch the replay of the masterclass. */
  replay: z.boolean(),
  /** Have all files of the masterclass, also those that were not handed out. */
  materials: z.boolean(),
  /** Book one call of this kind; null for none. */
  callTypeId: CallTypeId.nullable(),
});
export type OfferOpens = z.infer<typeof OfferOpens>;
export const opensAnything = ({ replay, materials, callTypeId }: OfferOpens): boolean =>
  replay || materials || callTypeId !== null;
export const OPENS_NOTHING: OfferOpens = { replay: false, materials: false, callTypeId: null };

export const OfferBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('notification'), text: words, link: httpsUrl.nullable(), ...Common }),
  z
    .strictObject({
      kind: z.literal('offer'),
      title: requiredText(80),
      text: paragraph(280),
      label: requiredText(30),
      /** Where it leads; null for one that is ordered and paid here. */
      link: httpsUrl.nullable(),
      /** As it is to be read; nothing is charged where a link leads. Empty for one that is ordered here. */
      price: z.union([z.literal(''), requiredText(40)]),
      /** What it costs whoever orders it here. */
      sells: Price.nullable().default(null),
      /** Whether everybody in the room sees how many have paid it. */
      tellsOrders: z.boolean().default(false),
      /** What an order of it opens. */
      opens: OfferOpens.default(OPENS_NOTHING),
      ...Common,
    })
    .refine(({ link, sells }) => (link === null) !== (sells === null), {
      path: ['link'],
      message: 'Please give a link that begins with https://.',
    })
    .refine(({ sells, opens }) => sells !== null || !opensAnything(opens), {
      path: ['opens'],
      message: 'Only what is ordered here can open something.',
    }),
]);
export type OfferBody = z.infer<typeof OfferBody>;

/** What becomes of its plan: shown by hand, waiting for its time, shown by it, or not shown because its time was over. */
export const OfferPlan = z.enum(['none', 'waiting', 'shown', 'missed']);
export type OfferPlan = z.infer<typeof OfferPlan>;

export const OfferView = z.object({
  id: OfferId,
  version: z.int(),
  kind: OfferKind,
  title: z.string(),
  text: z.string(),
  label: z.string(),
  link: z.string().nullable(),
  price: z.string(),
  /** What it costs whoever orders it here; null for one that leads elsewhere. */
  sells: Price.nullable(),
  tellsOrders: z.boolean(),
  opens: OfferOpens,
  seconds: z.int().nullable(),
  offsetSeconds: z.int().nullable(),
  plan: OfferPlan,
  /** How often it was put on the screen. */
  showings: z.int(),
  /** Of the last showing; null where there was none. */
  shownAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  takenOffAt: Instant.nullable(),
  counts: OfferCounts,
});
export type OfferView = z.infer<typeof OfferView>;

const OneOffer = SessionParams.extend({ offerId: OfferId });
/** Who prepares: a right on the site. */
const hosts = memberAccess('sessions.host');
/** Who shows and asks: a matter of the room. Its hosts and co-hosts may, which is asked for each time. */
const ofTheRoom = memberAccess();

export const listOffers = defineOperation({
  id: 'offers.list',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/offers',
  host: 'tenant',
  access: ofTheRoom,
  summary: 'The offers and notifications of a masterclass, in the order in which they were prepared',
  params: SessionParams,
  response: z.object({ /** The server's clock. */ now: Instant, items: z.array(OfferView) }),
});
export const createOffer = defineOperation({
  id: 'offers.create',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/offers',
  host: 'tenant',
  access: hosts,
  summary: 'Prepare an offer or a notification',
  params: SessionParams,
  body: OfferBody,
  status: 201,
  response: OfferView,
  errors: ['limit-reached', 'seller-missing', 'payments-off'],
});
export const changeOffer = defineOperation({
  id: 'offers.change',
  method: 'PUT',
  path: '/api/v1/sessions/:sessionId/offers/:offerId',
  host: 'tenant',
  access: hosts,
  summary: 'Change an offer that nobody has seen yet',
  params: OneOffer,
  body: z.strictObject({ version: z.int(), offer: OfferBody }),
  response: OfferView,
  errors: ['conflict', 'illegal-transition', 'seller-missing', 'payments-off'],
});
export const removeOffer = defineOperation({
  id: 'offers.remove',
  method: 'DELETE',
  path: '/api/v1/sessions/:sessionId/offers/:offerId',
  host: 'tenant',
  access: hosts,
  summary: 'Remove an offer that nobody has seen yet',
  params: OneOffer,
  status: 204,
  errors: ['illegal-transition'],
});
export const showOffer = defineOperation({
  id: 'offers.show',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/offers/:offerId/show',
  host: 'tenant',
  access: ofTheRoom,
  summary:
    'Put an offer on the screen of everybody in the room, in the place of another of its kind; hosts and co-hosts may',
  params: OneOffer,
  response: OfferView,
  errors: ['not-live', 'limit-reached'],
});
export const takeOffOffer = defineOperation({
  id: 'offers.take-off',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/offers/:offerId/take-off',
  host: 'tenant',
  access: ofTheRoom,
  summary: 'Take an offer off the screen; hosts and co-hosts may',
  params: OneOffer,
  response: OfferView,
});
export const listOfferPeople = defineOperation({
  id: 'offers.people',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/offers/:offerId/people',
  host: 'tenant',
  access: hosts,
  summary: 'Who clicked an offer, the last one first',
  params: OneOffer,
  query: PageQuery,
  response: pageOf(
    z.object({
      name: z.string(),
      /** Null where the caller may not see the lead. */
      leadId: LeadId.nullable(),
      clickedAt: Instant,
    }),
  ),
});

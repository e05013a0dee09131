export { createOffersModule, type OffersModule, type OffersModuleDeps } from './offers.module.ts';
export { mergingOfferPeople } from './offers.merging.repository.ts';
export { clickersAmong, clicksOfPerson, type OfferClick } from './offers.people.repository.ts';
export type { OfferMarks } from './offers.marks.service.ts';
export { offerMoments } from './offers.moments.ts';
export { OFFER_OVER, OFFER_SEEN_BY_TEAM } from './offers.routes.ts';
export { offersShown, type OfferOnScreen } from './offers.shown.ts';
export { soldOffer, type SoldOffer } from './offers.sold.ts';
export { createOrderLinks, type OrderLinks } from './order-links.ts';

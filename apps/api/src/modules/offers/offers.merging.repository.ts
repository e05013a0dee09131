import { movable } from '@stageline/platform/mongo';
import { OfferPersonModel } from './offers.model.ts';

/** What somebody did with offers, as it changes people in a merge. */
export const mergingOfferPeople = movable(OfferPersonModel, 'identity', ['offerId']);

import { movable } from '@stageline/platform/mongo';
import { ReplayOfferClickModel, ReplayViewModel } from './replays.model.ts';

/** What somebody has watched of replays, as it changes people in a merge; of what both have watched, each keeps a record. */
export const mergingReplayViews = movable(ReplayViewModel, 'viewer', ['replayId']);

/** Offers that somebody followed out of replays, as they change people in a merge. */
export const mergingReplayClicks = movable(ReplayOfferClickModel, 'viewer', ['replayId', 'offerId']);

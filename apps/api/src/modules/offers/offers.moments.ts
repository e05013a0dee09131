import type { Mark, MomentSource } from '../moments/index.ts';
import { offersShown } from './offers.shown.ts';

/** When offers and notifications came onto the screens and left them, each showing for itself. */
export const offerMoments: MomentSource = async ({ id: sessionId, until }, limit) => {
  const shown = (await offersShown(sessionId)).slice(0, limit / 2);
  return shown.flatMap(({ offerId, title, text, shownAt, expiresAt, takenOffAt }, index) => {
    const own = { id: `${offerId}.${index}`, text: title === '' ? text : title };
    const marks: Mark[] = [{ ...own, kind: 'offer-shown', at: shownAt }];
    const ends = [expiresAt, takenOffAt].filter((at) => at !== null).map((at) => at.getTime());
    const end = Math.min(...ends);
    // One whose time is still running has not ended.
    if (end <= until.getTime()) marks.push({ ...own, kind: 'offer-ended', at: new Date(end) });
    return marks;
  });
};

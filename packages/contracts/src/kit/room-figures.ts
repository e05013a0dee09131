/**
 * Figures that the room in a browser needs by value. Apart from the schemas, which would come to a phone in the room along with them.
 */

/** How many points the rating of a poll has: 1 to 5. */
export const RATING_POINTS = 5;
/** Characters of an answer to a poll in somebody's own words. */
export const MAX_POLL_TEXT = 500;
/** Of the orders of an offer, the newest that are told one by one, and how old the oldest of them may be. */
export const MOST_TOLD_ORDERS = 100;
export const RECENT_ORDERS_MS = 10 * 60_000;

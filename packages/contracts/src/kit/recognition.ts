/**
 * What a recogniser is less sure of than this, from 0 to 1, is marked: a human should listen. Apart from the schemas, which would come
 * to a phone in the room along with it.
 */
export const SURE_ENOUGH = 0.6;

import type { IdOf, IdPrefix } from '@stageline/contracts';
import { typeidUnboxed } from 'typeid-js';

/**
 * Makes an id that no other call makes. Ids of one process sort in the order in which they were made, ids of several
 * processes by the millisecond.
 */
export function newId<P extends IdPrefix>(prefix: P): IdOf<P> {
  return typeidUnboxed(prefix) as unknown as IdOf<P>;
}

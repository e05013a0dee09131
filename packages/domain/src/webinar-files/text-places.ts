/** Places of texts, in the order in which they were seen first. */
export interface TextPlaces {
  /** The place of a text, counted from 0; one that was not seen before gets the next, and is kept there by the caller. */
  of(text: string): number;
}

/** Two numbers for each slot: the hash of its text, and its place plus 1; 0 where it is free. */
const FIRST_SLOTS = 1024;

/**
 * What a `Map` of texts to numbers does, for hundreds of thousands that are each met once or twice, as the addresses of a file
 * are: one look instead of two, in one run of memory, and growing costs a millisecond where a `Map` of a hundred thousand stops
 * everything for ten. Open addressing with linear probing, at most half full.
 * @param textAt the text that is kept at a place; asked for where two texts have the same hash, which nearly always are the same
 * @param seed of the hash (FNV-1a with a final mix), so that nobody can write a file whose texts all fall on one slot
 */
export function createTextPlaces(textAt: (place: number) => string, seed = (Math.random() * 2 ** 32) | 0): TextPlaces {
  let count = 0;
  let slots = new Int32Array(2 * FIRST_SLOTS);
  let mask = FIRST_SLOTS - 1;

  function hashOf(text: string): number {
    let hash = seed;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return hash ^ (hash >>> 13);
  }

  function grow(): void {
    const old = slots;
    mask = 2 * mask + 1;
    slots = new Int32Array(2 * (mask + 1));
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let to = old[from]! & mask;
      while (slots[2 * to + 1] !== 0) to = (to + 1) & mask;
      slots[2 * to] = old[from]!;
      slots[2 * to + 1] = old[from + 1]!;
    }
  }

  return {
    of(text) {
      const hash = hashOf(text);
      let slot = hash & mask;
      for (; slots[2 * slot + 1] !== 0; slot = (slot + 1) & mask) {
        const place = slots[2 * slot + 1]! - 1;
        if (slots[2 * slot] === hash && textAt(place) === text) return place;
      }
      count += 1;
      slots[2 * slot] = hash;
      slots[2 * slot + 1] = count;
      if (2 * count > mask) grow();
      return count - 1;
    },
  };
}

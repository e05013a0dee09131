/** How many of these, in their order, lie at or before a place of the film. */
export function reachedAt(items: readonly { readonly atMs: number }[], positionMs: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.atMs <= positionMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * As `Promise.all`, but a failure is thrown only once none of them is under way any more: whoever tries again is not to meet what
 * this try still does.
 * @throws what the first of them in their order failed with
 */
export async function allEnded<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

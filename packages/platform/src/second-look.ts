/**
 * For a sweep that mends what was lost: gives those that the look before saw already. What is just under way is left alone, so a
 * sweep acts on what has lasted from one of its turns to the next.
 */
export function createSecondLook(): (seen: readonly string[]) => ReadonlySet<string> {
  let before: ReadonlySet<string> = new Set();
  return (seen) => {
    const again = new Set(seen.filter((key) => before.has(key)));
    before = new Set(seen);
    return again;
  };
}

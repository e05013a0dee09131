/** The project of the browser files in `jest.config.js`. */
export const BROWSER_PROJECT = 'e2e';
/** The browser files are through when this part of the others has begun: none of them is left alone at the end. */
const DONE_BY = 0.8;

/**
 * Mixes two sorts of files so that both go on at the same pace, each in the order in which it came. Three browsers with
 * their services at once leave none of them enough of two cores for a picture that moves.
 */
export function spread<T>(
  files: readonly T[],
  { isBrowser, weight }: { isBrowser: (file: T) => boolean; weight: (file: T) => number },
): T[] {
  const browser = files.filter(isBrowser);
  const others = files.filter((file) => !isBrowser(file));
  const total = (list: readonly T[]) => list.reduce((sum, file) => sum + weight(file), 0) || 1;
  const pace = (total(others) * DONE_BY) / total(browser);
  const mixed: T[] = [];
  let [browserDone, othersDone] = [0, 0];
  while (browser.length > 0 || others.length > 0) {
    const isTurnOfBrowser = others.length === 0 || (browser.length > 0 && browserDone * pace <= othersDone);
    const next = (isTurnOfBrowser ? browser : others).shift()!;
    if (isTurnOfBrowser) browserDone += weight(next);
    else othersDone += weight(next);
    mixed.push(next);
  }
  return mixed;
}
